//! One pass through the function, in order.

use super::pending::Derived;
use super::term::{Facts, Kind};
use super::*;
use crate::ast::*;
use crate::ir::CallKind;

impl Inference<'_> {
    pub(super) fn function(&mut self) {
        let function = self.function;
        for (one, other) in &function.alike {
            let [one, other] = [one, other].map(|local| self.locals[local.0 as usize].clone());
            self.table.unify(&one, &other);
        }
        for parameter in &function.parameters {
            let ty = self.table.term(&parameter.ty);
            self.bind(&parameter.pattern, &ty, parameter.name.span());
        }
        let body = self.block(&function.body);
        let result = self.result.clone();
        self.coerce(&result, &body, ending(&function.body));
    }

    pub(super) fn diverging(&mut self) -> Term {
        self.table.fresh(Facts {
            diverges: true,
            ..Facts::new(Kind::Any)
        })
    }

    pub(super) fn block(&mut self, block: &Block) -> Term {
        for statement in &block.statements {
            match statement {
                Statement::Let { pattern, ty, init } => self.let_statement(pattern, ty, init.as_ref()),
                Statement::Expr(e) => {
                    let value = self.expression(e);
                    self.unused(&value);
                }
            }
        }
        match &block.value {
            Some(value) => self.expression(value),
            None if block.diverges() => self.diverging(),
            None => Term::UNIT,
        }
    }

    fn let_statement(&mut self, pattern: &Pattern, ty: &Type, init: Option<&Expr>) {
        let annotation = self.table.term(ty);
        let Some(init) = init else {
            return self.bind(pattern, &annotation, Span::call_site());
        };
        let value = self.expression(init);
        self.coerce(&annotation, &value, init.span);
        // `let s: &[f64] = &a;` is still `a`, an array.
        if let (Pattern::Wild, Type::Infer) = (pattern, ty) {
            self.unused(&value);
        }
        let bound = match self.table.shallow(&annotation) {
            Term::Slice(_) => value,
            annotation => annotation,
        };
        self.bind(pattern, &bound, init.span);
    }

    /// Nothing asks what a call gives that nobody looks at, if it gives anything.
    pub(super) fn unused(&mut self, value: &Term) {
        // Which method it is, is known later.
        self.unused.push(value.clone());
        if self
            .table
            .facts(value)
            .is_some_and(|facts| facts.result && facts.kind == Kind::Any)
        {
            self.table.unify(&Term::UNIT, value);
        }
    }

    /// Gives the parts of a value to the variables of a pattern.
    pub(super) fn bind(&mut self, pattern: &Pattern, value: &Term, span: Span) {
        match pattern {
            Pattern::Wild => {}
            Pattern::Bind(local) => {
                let local = self.locals[local.0 as usize].clone();
                self.unify(&local, value, span);
            }
            Pattern::Tuple(patterns) => {
                let parts: Vec<Term> = patterns.iter().map(|_| self.table.any()).collect();
                self.parts_follow(value, &parts);
                self.unify(&Term::Tuple(parts.clone()), value, span);
                for (pattern, part) in patterns.iter().zip(&parts) {
                    self.bind(pattern, part, span);
                }
            }
            Pattern::Fields(ty, fields) => {
                if let Some(ty) = ty {
                    self.unify(&Term::Struct(ty.clone()), value, span);
                }
                for (member, holder, pattern) in fields {
                    let field = match ty {
                        Some(ty) => self.field(ty, member),
                        None => self.derive(Derived::Field(member.clone()), value.clone(), span),
                    };
                    let holder = self.locals[holder.0 as usize].clone();
                    self.unify(&holder, &field, span);
                    self.bind(pattern, &field, span);
                }
            }
            Pattern::Array(patterns) => {
                let element = self.table.any();
                let length = self.table.length(Length::Fixed(patterns.len()));
                self.unify(&Term::Array(Box::new(element.clone()), length), value, span);
                patterns.iter().for_each(|pattern| self.bind(pattern, &element, span));
            }
        }
    }

    pub(super) fn expression(&mut self, e: &Expr) -> Term {
        let term = self.construct(e);
        if self.function.referenced.contains(&e.id) {
            if let Some(facts) = self.table.facts(&term) {
                facts.referenced = true;
            }
        }
        self.expressions[e.id.0 as usize] = term.clone();
        term
    }

    pub(super) fn all(&mut self, expressions: &[Expr]) -> Vec<Term> {
        expressions.iter().map(|e| self.expression(e)).collect()
    }

    /// The type of an expression that has to be of this type.
    pub(super) fn expect(&mut self, expected: &Term, e: &Expr) {
        let found = self.expression(e);
        self.unify(expected, &found, e.span);
    }

    fn construct(&mut self, e: &Expr) -> Term {
        match &e.kind {
            ExprKind::Float { suffix, .. } => match suffix {
                Some(float) => Term::Float(*float),
                None => self.table.fresh(Facts {
                    literal: true,
                    ..Facts::new(Kind::Float)
                }),
            },
            ExprKind::Int { suffix, .. } => match suffix {
                Some(int) => Term::Int(*int),
                None => self.table.fresh(Facts::new(Kind::Int)),
            },
            ExprKind::Bool(_) => Term::Bool,
            ExprKind::Local(local) => self.locals[local.0 as usize].clone(),
            ExprKind::Path { ty: Type::Infer, .. } => self.table.fresh(Facts {
                constant: true,
                ..Facts::new(Kind::Any)
            }),
            ExprKind::Path { ty, .. } => self.table.term(ty),
            ExprKind::Ordering(_) => Term::Ordering,
            ExprKind::Neutral(_) | ExprKind::Default => self.table.any(),
            ExprKind::Borrow(borrow) => {
                self.lent.insert(borrow.place.read.id);
                self.expression(&borrow.place.read)
            }
            ExprKind::Tuple(parts) | ExprKind::Captured(parts) => Term::Tuple(self.all(parts)),
            ExprKind::Option(some, value) => {
                self.expect(&Term::Bool, some);
                Term::Option(Box::new(self.expression(value)))
            }
            ExprKind::Absent => Term::Option(Box::new(self.diverging())),
            ExprKind::IsSome(option) => {
                self.payload(option);
                Term::Bool
            }
            ExprKind::Payload(option) => self.payload(option),
            ExprKind::Struct(literal) => self.struct_literal(literal),
            ExprKind::Array(elements) => self.array(elements),
            ExprKind::Repeat(element, length) => {
                let element = self.expression(element);
                Term::Array(Box::new(element), self.table.length(length.clone()))
            }
            ExprKind::List(elements) => {
                let element = self.table.any();
                elements.iter().for_each(|e| self.expect(&element, e));
                Term::Vec(Box::new(element))
            }
            ExprKind::Reserve(capacity) => {
                self.expect(&Term::USIZE, capacity);
                Term::Vec(Box::new(self.table.any()))
            }
            ExprKind::Fill(element, len) => {
                let element = self.expression(element);
                self.expect(&Term::USIZE, len);
                Term::Vec(Box::new(element))
            }
            ExprKind::ToVec(array) => {
                let array = self.expression(array);
                let element = self.derive(Derived::Item, array, e.span);
                Term::Vec(Box::new(element))
            }
            ExprKind::ToOwned(value) => {
                let value = self.expression(value);
                self.derive(Derived::Owned, value, e.span)
            }
            ExprKind::Append(place, value) => {
                let vector = self.expression(&place.read);
                let element = self.table.any();
                self.unify(&Term::Vec(Box::new(element.clone())), &vector, place.read.span);
                self.expect(&element, value);
                Term::UNIT
            }
            ExprKind::Truncate(place, len) => {
                let (vector, element) = (self.expression(&place.read), self.table.any());
                self.unify(&Term::Vec(Box::new(element)), &vector, place.read.span);
                self.expect(&Term::USIZE, len);
                Term::UNIT
            }
            ExprKind::Field(base, member) => {
                let base = self.expression(base);
                self.derive(Derived::Field(member.clone()), base, e.span)
            }
            ExprKind::Index(base, index) => {
                let base = self.expression(base);
                if let ExprKind::Tuple(_) | ExprKind::Array(_) = index.kind {
                    let index = self.index(index);
                    return self.derive(Derived::ElementAt(index), base, e.span);
                }
                self.expect(&Term::USIZE, index);
                self.derive(Derived::Element, base, e.span)
            }
            ExprKind::Blank(like) => {
                let length = self.table.length(Length::Infer);
                if let Some(like) = like {
                    let element = Box::new(self.table.any());
                    self.expect(&Term::Array(element, length), like);
                }
                Term::Array(Box::new(self.table.any()), length)
            }
            ExprKind::Slice { base, from, to, .. } => {
                let base = self.expression(base);
                from.iter().chain(to).for_each(|end| self.expect(&Term::USIZE, end));
                self.derive(Derived::Part, base, e.span)
            }
            ExprKind::Len(base) => {
                let base = self.expression(base);
                self.derive(Derived::Item, base, e.span);
                Term::USIZE
            }
            ExprKind::Negate(value) | ExprKind::Not(value) => {
                let value = self.expression(value);
                self.number(&value);
                value
            }
            ExprKind::Binary(op, left, right) => {
                let left = self.expression(left);
                self.binary(*op, left, right, e.span)
            }
            ExprKind::And(left, right) | ExprKind::Or(left, right) => {
                self.expect(&Term::Bool, left);
                self.expect(&Term::Bool, right);
                Term::Bool
            }
            ExprKind::Compare(_, left, right) => {
                let left = self.expression(left);
                let found = self.expression(right);
                self.compared(&left, &found, right.span);
                Term::Bool
            }
            ExprKind::Cast(value, ty) => {
                let target = self.cast(value, ty);
                let found = self.expressions[value.id.0 as usize].clone();
                self.casts.push((found, target.clone(), value.span));
                target
            }
            ExprKind::Method {
                receiver,
                name,
                method,
                arguments,
                on,
            } => self.method(e, receiver, name, *method, arguments, on),
            ExprKind::Libm { float, arguments, .. } => {
                arguments
                    .iter()
                    .for_each(|argument| self.expect(&Term::Float(*float), argument));
                Term::Float(*float)
            }
            ExprKind::Call {
                kind: CallKind::Derivative(derivative, _),
                signature,
                arguments,
                ..
            } => self.derivative(e.id, *derivative, signature.as_deref(), arguments),
            ExprKind::Call {
                signature, arguments, ..
            } => self.call(e, signature.as_deref(), arguments),
            ExprKind::Block(block) => self.block(block),
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => self.branch(condition, then, otherwise.as_deref()),
            ExprKind::For(f) => self.for_loop(f),
            ExprKind::While { condition, body, .. } => {
                self.expect(&Term::Bool, condition);
                self.loop_body(body);
                Term::UNIT
            }
            ExprKind::Labelled { id, body } => {
                let value = self.diverging();
                self.loops.insert(*id, value.clone());
                let end = self.block(body);
                self.unify(&value, &end, ending(body));
                value
            }
            ExprKind::Loop { id, body } => {
                let value = self.diverging();
                self.loops.insert(*id, value.clone());
                self.loop_body(body);
                value
            }
            ExprKind::Break { target, value } => {
                let value = value
                    .as_ref()
                    .map_or((Term::UNIT, e.span), |value| (self.expression(value), value.span));
                if let Some(expected) = self.loops.get(target).cloned() {
                    self.unify(&expected, &value.0, value.1);
                }
                self.diverging()
            }
            ExprKind::Continue { .. } => self.diverging(),
            ExprKind::Return(value) => {
                let value = value
                    .as_ref()
                    .map_or((Term::UNIT, e.span), |value| (self.expression(value), value.span));
                let result = self.result.clone();
                self.coerce(&result, &value.0, value.1);
                self.diverging()
            }
            ExprKind::Assign(place, value) => {
                let place = self.expression(&place.read);
                self.expect(&place, value);
                Term::UNIT
            }
            ExprKind::AssignOp(op, place, value) => {
                let place = self.expression(&place.read);
                self.update(*op, &place, value, e.span);
                Term::UNIT
            }
            ExprKind::AssignTuple(targets, value) => {
                let targets = targets.iter().map(|target| self.target(target)).collect();
                self.expect(&Term::Tuple(targets), value);
                Term::UNIT
            }
            ExprKind::Macro(kept) => self.kept_macro(kept),
        }
    }

    /// What is in an option.
    fn payload(&mut self, option: &Expr) -> Term {
        let payload = self.table.any();
        self.expect(&Term::Option(Box::new(payload.clone())), option);
        payload
    }

    fn struct_literal(&mut self, literal: &StructLiteral) -> Term {
        let ty = Term::Struct(literal.ty.clone());
        for (member, value) in &literal.fields {
            let found = self.expression(value);
            let field = self.field(&literal.ty, member);
            self.coerce(&field, &found, value.span);
            // A field that is only taken over can be anything.
            if let ExprKind::Field(..) = value.kind {
                self.passed(&found);
            }
        }
        if let Some(base) = &literal.base {
            self.expect(&ty, base);
        }
        ty
    }

    fn array(&mut self, elements: &[Expr]) -> Term {
        let element = self.table.fresh(Facts {
            element: elements.is_empty(),
            ..Facts::new(Kind::Any)
        });
        elements.iter().for_each(|e| self.expect(&element, e));
        Term::Array(Box::new(element), self.table.length(Length::Fixed(elements.len())))
    }

    pub(super) fn number(&mut self, term: &Term) {
        if let Some(facts) = self.table.facts(term) {
            facts.number = true;
        }
    }

    fn cast(&mut self, value: &Expr, ty: &Type) -> Term {
        let found = self.expression(value);
        if let Some(facts) = self.table.facts(&found) {
            facts.cast = true;
        }
        let target = match ty {
            Type::Infer => self.table.fresh(Facts {
                converted: true,
                ..Facts::new(Kind::Any)
            }),
            ty => self.table.term(ty),
        };
        // A literal takes the type that it is cast to, as in `3_000_000_000 as u64`.
        if is_int_literal(value) && matches!(target, Term::Int(_)) {
            self.table.unify(&target, &found);
        }
        target
    }

    fn branch(&mut self, condition: &Expr, then: &Block, otherwise: Option<&Expr>) -> Term {
        self.expect(&Term::Bool, condition);
        let value = self.block(then);
        match otherwise {
            Some(otherwise) => {
                self.expect(&value, otherwise);
                self.chosen(&value);
            }
            None => self.unify(&Term::UNIT, &value, ending(then)),
        }
        value
    }

    /// Remembers of what is open in this type that a branch gives it.
    fn chosen(&mut self, value: &Term) {
        if let Some(facts) = self.table.facts(value) {
            facts.chosen = true;
        }
        if let Term::Tuple(parts) = self.table.shallow(value) {
            parts.iter().for_each(|part| self.chosen(part));
        }
    }

    pub(super) fn loop_body(&mut self, body: &Block) {
        let value = self.block(body);
        self.unify(&Term::UNIT, &value, ending(body));
    }

    fn target(&mut self, target: &Target) -> Term {
        match target {
            Target::Wild => self.table.any(),
            Target::Place(place) => self.expression(&place.read),
            Target::Tuple(all) => Term::Tuple(all.iter().map(|target| self.target(target)).collect()),
        }
    }

    fn kept_macro(&mut self, kept: &Macro) -> Term {
        let arguments = self.all(&kept.arguments);
        let spans = kept.arguments.iter().map(|argument| argument.span);
        match (kept.kind, &arguments[..]) {
            (MacroKind::Assert, [condition, ..]) => {
                let span = spans.clone().next().unwrap_or_else(Span::call_site);
                self.unify(&Term::Bool, condition, span);
            }
            (MacroKind::AssertCompare(_), [left, right, ..]) => {
                let span = spans.clone().nth(1).unwrap_or_else(Span::call_site);
                self.unify(left, right, span);
            }
            _ => {}
        }
        arguments.iter().for_each(|argument| self.shown(argument));
        match kept.kind {
            MacroKind::Panic => self.diverging(),
            _ => Term::UNIT,
        }
    }
}

/// Where the value of a block stands.
fn ending(block: &Block) -> Span {
    block.value.as_ref().map_or(block.span, |value| value.span)
}

fn is_int_literal(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Int { .. } => true,
        ExprKind::Negate(value) => is_int_literal(value),
        _ => false,
    }
}
