//! Decides what is still open after the walk.

use super::pending::Derived;
use super::term::Kind;
use super::*;
use crate::ast::{ExprKind, Length, Member, Parameter};
use crate::diagnostics::text;
use crate::ir::Int;
use crate::tables::HashSet;
use proc_macro2::Ident;

/// A cast of a value of unknown type, and how to speak of that.
struct OpenCast {
    found: Term,
    target: Term,
    at: Span,
    what: String,
    help: String,
}

impl Inference<'_> {
    /// Closes all types; `None` if there is an error.
    pub(super) fn settle(&mut self, errors: &mut Collector) -> Option<()> {
        self.advance();
        self.assume_gradients();
        self.assume_shapes();
        self.spread_fields();
        self.assume_tables();
        self.assume_numbers();
        for value in std::mem::take(&mut self.unused) {
            self.unused(&value);
        }
        let (scalar, literal) = (Term::Float(self.scalar), Term::Float(self.literal));
        for pending in &self.pending {
            // An array or a tuple, but which?
            if let Some(facts) = self.table.facts(&pending.base) {
                facts.result = false;
                facts.passed = false;
                facts.constant = false;
            }
        }
        self.assume_opaque();
        if self.guesses() {
            errors.guess();
        }
        let casts = self.open_casts();
        self.settle_results();
        // A field is of the float type of the function, as the result of a call is.
        self.close(|facts| (facts.field && facts.kind != Kind::Int).then(|| scalar.clone()));
        self.close(|facts| match facts.result && facts.kind != Kind::Int {
            true if facts.literal => Some(literal.clone()),
            true => Some(scalar.clone()),
            false => None,
        });
        self.advance();
        self.close(|facts| match facts.kind {
            Kind::Float if facts.constant || facts.passed || facts.field => Some(literal.clone()),
            Kind::Float => Some(Term::Float(Float::F64)),
            Kind::Int if !facts.constant && !facts.passed && !facts.field => Some(Term::Int(Int::I32)),
            // A value that is chosen is kept for the reverse sweep.
            Kind::Any if facts.element || facts.constant && facts.chosen => Some(literal.clone()),
            // Only rustc can know it, as in `0..STEPS`. It cannot for a variable that changes: such a value has to be kept for the
            // reverse sweep.
            Kind::Int | Kind::Any
                if (facts.passed || facts.constant || facts.field)
                    && !facts.mutable
                    && !facts.diverges
                    && !facts.converted =>
            {
                Some(Term::Int(Int::Inferred))
            }
            // What a `None` for a function that is not seen could hold, nothing says.
            Kind::Any if facts.diverges && facts.passed => None,
            Kind::Any if facts.diverges && !facts.constant => Some(Term::UNIT),
            Kind::Int | Kind::Any => None,
        });
        self.advance();
        if self.report_mismatch(errors) {
            return None;
        }
        let known = self.report_unknown(errors) && !self.report_casts(casts, errors);
        known.then_some(())
    }

    /// Whether what follows takes a type for something that its use does not ask for: what only goes from one function to
    /// another, what another may hold if only that is asked, constants that a branch chooses or that there is only arithmetic with,
    /// and fields where no parameter is a float, or of which a sum or product is cast.
    fn guesses(&self) -> bool {
        let has_float = |parameter: &Parameter| super::first_float(&parameter.ty).is_some();
        let seen = self.function.parameters.iter().any(has_float);
        let is_open = |term: &Term| {
            let facts = self.table.facts_of(term);
            facts.is_some_and(|facts| facts.kind == Kind::Any && !facts.number)
        };
        let is_open_payload = |call: &OpenCall| match self.table.shallow(&call.result) {
            Term::Option(payload) => is_open(&payload),
            _ => false,
        };
        self.guessed
            || self.calls.iter().any(is_open_payload)
            || self.table.open().into_iter().any(|unknown| {
                self.table.facts_of(&unknown).is_some_and(|facts| {
                    let is_passed = facts.kind == Kind::Any && !facts.number && facts.passed;
                    is_passed && (facts.result || facts.constant && facts.chosen)
                        || facts.kind == Kind::Any && facts.number && facts.constant
                        || facts.field && facts.kind != Kind::Int && (!seen || facts.number && facts.cast)
                })
            })
    }

    /// Casts of what another function gives, where nothing says what that is.
    fn open_casts(&mut self) -> Vec<OpenCast> {
        let mut open = vec![];
        for (found, target, span) in self.casts.clone() {
            let facts = self.table.facts(&found);
            if facts.is_some_and(|facts| facts.result && facts.kind == Kind::Any) {
                let unknown = self.unknown(&found).unwrap_or_default();
                let (at, what, help) = self.describe_whole(&unknown, span, "usize");
                open.push(OpenCast {
                    found,
                    target,
                    at,
                    what,
                    help,
                });
            }
        }
        open
    }

    /// Who casts a value to a float has none: what is cast to the float type that it was taken for is an integer.
    fn report_casts(&self, casts: Vec<OpenCast>, errors: &mut Collector) -> bool {
        let mut wrong = casts.into_iter().filter(|cast| {
            let (found, target) = (self.table.resolve(&cast.found), self.table.resolve(&cast.target));
            matches!((found, target), (Type::Float(found), Type::Float(target)) if found == target)
        });
        let first = wrong.next();
        if let Some(cast) = &first {
            errors.refuse_at(cast.at, &messages::UNKNOWN_TYPE, &[&cast.what, &cast.help]);
        }
        first.is_some()
    }

    /// The result of another function, if nothing asks for a type, is of the float type of its first float argument.
    fn settle_results(&mut self) {
        for OpenCall { result, arguments, .. } in std::mem::take(&mut self.calls) {
            let is_open = self
                .table
                .facts(&result)
                .is_some_and(|facts| facts.result && facts.kind != Kind::Int);
            let float = arguments
                .iter()
                .find_map(|argument| super::first_float(&self.table.resolve(argument)));
            let of_literal = self.table.facts(&result).is_some_and(|facts| facts.literal);
            if let (true, Some(float)) = (is_open, float.filter(|float| !(of_literal && float.is_param()))) {
                self.table.bind_open(&result, Term::Float(float));
            }
        }
        self.advance();
    }

    /// What a branch gives of constants behind `&`, as in `if x < 1.0 { &NEAR } else { &FAR }`, are tables, which may differ in length.
    fn assume_tables(&mut self) {
        let literal = Term::Float(self.literal);
        self.close(|facts| {
            let is_table = facts.constant && facts.chosen && facts.referenced && facts.kind == Kind::Any;
            is_table.then(|| Term::Slice(Box::new(literal.clone())))
        });
        self.advance();
    }

    /// Gives open types what `choose` says.
    fn close(&mut self, choose: impl Fn(&term::Facts) -> Option<Term>) {
        for unknown in self.table.open() {
            let chosen = self.table.facts(&unknown).and_then(|facts| choose(facts));
            if let Some(chosen) = chosen {
                self.table.bind_open(&unknown, chosen);
            }
        }
    }

    /// Reports each open type once, at the first variable, constant or call that has it. Whether all are known.
    fn report_unknown(&self, errors: &mut Collector) -> bool {
        let mut reported = HashSet::default();
        for pending in &self.pending {
            let example = match &pending.derived {
                Derived::ElementAt(_) => "Matrix",
                Derived::Element | Derived::Item | Derived::Part | Derived::Owned => "[f64; 3]",
                Derived::Field(Member::Number(_)) | Derived::Method(_) => "(f64, f64)",
                Derived::Field(Member::Name(_)) => "State",
                Derived::Unsigned => "usize",
                Derived::Operator { .. } => "f64",
            };
            let whole = self.unknown(&pending.base).unwrap_or_default();
            if reported.insert(whole.clone()) {
                let (span, what, help) = self.describe_whole(&whole, pending.span, example);
                errors.refuse_at(span, &messages::UNKNOWN_TYPE, &[&what, &help]);
            }
        }
        if !self.pending.is_empty() {
            return false;
        }
        let mut known = true;
        let locals = self.function.locals.iter().zip(&self.locals);
        for (local, term) in locals.filter(|(local, _)| !local.hidden) {
            if let Some(unknown) = self.unknown(term) {
                known = false;
                if reported.insert(unknown) {
                    let name = &local.name;
                    let ty = example(&self.table.resolve(term));
                    let (what, help) = describe_variable(name, &ty);
                    errors.refuse_at(name.span(), &messages::UNKNOWN_TYPE, &[&what, &help]);
                }
            }
        }
        let mut rest = vec![];
        self.function
            .body
            .each_child(&mut |e| self.collect_unknown(e, &mut rest));
        for (e, unknown) in rest {
            known = false;
            if reported.insert(unknown) {
                let ty = example(&self.table.resolve(&self.expressions[e.id.0 as usize]));
                let (what, help) = describe(e, &ty);
                errors.refuse_at(e.span, &messages::UNKNOWN_TYPE, &[&what, &help]);
            }
        }
        known
    }

    /// The expressions of open types, the innermost first.
    fn collect_unknown<'e>(&self, e: &'e Expr, found: &mut Vec<(&'e Expr, String)>) {
        e.each_child(&mut |child| self.collect_unknown(child, found));
        if let Some(unknown) = self.unknown(&self.expressions[e.id.0 as usize]) {
            found.push((e, unknown));
        }
    }

    /// What is open in a type, if something is.
    fn unknown(&self, term: &Term) -> Option<String> {
        match self.table.shallow(term) {
            Term::Var(var) => Some(format!("{var:?}")),
            Term::Array(element, length) => self.unknown(&element).or_else(|| {
                let open = matches!(self.table.resolve(term), Type::Array(_, Length::Infer));
                open.then(|| format!("{length:?}"))
            }),
            Term::Slice(inner) | Term::Vec(inner) | Term::Option(inner) => self.unknown(&inner),
            Term::Tuple(parts) => parts.iter().find_map(|part| self.unknown(part)),
            Term::Float(_) | Term::Int(_) | Term::Bool | Term::Ordering | Term::Struct(_) => None,
        }
    }

    /// What has this open type: a variable, or else the expression; and what to write, with `ty` for example.
    fn describe_whole(&self, unknown: &str, at: Span, ty: &str) -> (Span, String, String) {
        let has = |term: &Term| self.unknown(term).as_deref() == Some(unknown);
        let mut locals = self.function.locals.iter().zip(&self.locals);
        if let Some((local, _)) = locals.find(|(local, term)| !local.hidden && has(term)) {
            let (what, help) = describe_variable(&local.name, ty);
            return (local.name.span(), what, help);
        }
        let mut all = vec![];
        self.function
            .body
            .each_child(&mut |e| self.collect_unknown(e, &mut all));
        let named = all
            .into_iter()
            .find(|(e, open)| open == unknown && matches!(e.kind, ExprKind::Call { .. } | ExprKind::Path { .. }));
        match named {
            Some((e, _)) => {
                let (what, help) = describe(e, ty);
                (e.span, what, help)
            }
            None => {
                let help = format!("bind it with its type first, as in `let value: {ty} = …;`");
                (at, "what this is a part of".to_string(), help)
            }
        }
    }
}

fn describe_variable(name: &Ident, ty: &str) -> (String, String) {
    let help = format!("write it where the variable is declared, as in `let {name}: {ty} = …`");
    (format!("the variable `{name}`"), help)
}

/// What this expression is called, and where its type can be written.
fn describe(e: &Expr, ty: &str) -> (String, String) {
    match &e.kind {
        ExprKind::Path { tokens, .. } => {
            let name = text(tokens);
            (
                format!("the constant `{name}`"),
                format!("bind it with its type, as in `let constant: {ty} = {name};`"),
            )
        }
        ExprKind::Call { callee, .. } => {
            let name = text(callee);
            (
                format!("the result of `{name}`"),
                format!("bind it with its type, as in `let result: {ty} = {name}(…);`"),
            )
        }
        ExprKind::Absent => (
            "this `None`".to_string(),
            "bind it with its type, as in `let none: Option<f64> = None;`".to_string(),
        ),
        ExprKind::Cast(..) => (
            "what this converts to".to_string(),
            "bind it with its type, as in `let converted: f64 = x.into();`".to_string(),
        ),
        _ => (
            "this".to_string(),
            format!("bind it with its type, as in `let value: {ty} = …;`"),
        ),
    }
}

/// A type to show for one that is not quite known.
fn example(ty: &Type) -> String {
    match ty {
        Type::Infer => "usize".to_string(),
        ty => show(ty),
    }
}
