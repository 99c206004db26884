//! Closures: a literal as an argument, one that is bound to a variable, or a function by its path. Each is inlined where
//! it is called.

use super::super::scope::{Meaning, Scopes};
use super::super::types;
use super::build::{bind_pattern, block};
use super::callable::arity_of_type;
use super::*;
use quote::format_ident;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

/// How many expressions a function may have with all closures inlined: closures that call closures can double the code
/// with each.
const EXPRESSIONS: u32 = 20_000;
/// How deep closures may be inlined into each other: the stack is finite.
const INLINED: u32 = 64;

/// A closure that is bound to a variable.
pub struct Closure {
    literal: syn::ExprClosure,
    /// What names meant where it was written.
    scopes: Scopes,
    /// What of it was refused once is not refused again.
    refused: Cell<bool>,
    /// The parameters and the result where it was inlined first: it has one type.
    first: RefCell<Option<Vec<LocalId>>>,
}

impl Closure {
    pub(super) fn new(literal: syn::ExprClosure, scopes: Scopes) -> Closure {
        Closure {
            literal,
            scopes,
            refused: Cell::new(false),
            first: RefCell::new(None),
        }
    }

    pub(super) fn literal(&self) -> &syn::ExprClosure {
        &self.literal
    }

    pub(super) fn scopes(&self) -> &Scopes {
        &self.scopes
    }
}

/// A closure that has been read: what its parameters bind, and its value.
pub(super) struct Inlined {
    pub parameters: Vec<(Pattern, Type)>,
    pub body: Expr,
}

impl Fence<'_> {
    /// Reads a closure of so many parameters once; each reading has variables of its own.
    pub(super) fn inlined(&mut self, e: &syn::Expr, arity: usize) -> Option<Inlined> {
        match function(e) {
            syn::Expr::Closure(closure) => {
                if closure.inputs.len() != arity {
                    return self.refuse(closure, &messages::ARGUMENTS, &["|…| …", &arguments(arity)]);
                }
                self.literal_closure(closure)
            }
            syn::Expr::Path(path) => match self.named(path) {
                Some(closure) => self.named_closure(path, &closure, arity),
                None => self.path_as_closure(path, arity),
            },
            other => {
                self.expression(other);
                self.refuse(other, &messages::CLOSURE, &[])
            }
        }
    }

    /// The closure that is bound to this name.
    pub(super) fn named(&self, path: &syn::ExprPath) -> Option<Rc<Closure>> {
        match self
            .scopes
            .find(path.path.get_ident().filter(|_| path.qself.is_none())?)?
        {
            Meaning::Closure(closure) => Some(closure.clone()),
            Meaning::Local(_)
            | Meaning::Alias(_)
            | Meaning::Constant(_)
            | Meaning::Function(_)
            | Meaning::Iterator(_)
            | Meaning::Error => None,
        }
    }

    fn literal_closure(&mut self, e: &syn::ExprClosure) -> Option<Inlined> {
        self.attributes(&e.attrs);
        if let Some(token) = &e.asyncness {
            return self.refuse(token, &messages::ASYNC, &["async"]);
        }
        let takes_state = std::mem::take(&mut self.takes_state);
        let leaving = std::mem::take(&mut self.leaving);
        let around = self.enter_closure(leaving);
        let given = std::mem::take(&mut self.given);
        let parameters: Vec<Option<(Pattern, Type)>> = e.inputs.iter().map(|input| self.parameter(input)).collect();
        let given = given.into_iter().map(Some).chain(std::iter::repeat(None));
        for (parameter, given) in parameters.iter().zip(given) {
            match (parameter, given) {
                (Some((pattern, Type::Infer)), Some(given)) => self.note(pattern, &given),
                (Some((pattern, ty)), _) => self.note(pattern, ty),
                (None, _) => {}
            }
        }
        if let (true, Some(Some((Pattern::Bind(state), _)))) = (takes_state, parameters.first()) {
            self.references.insert(*state);
            self.locals[state.0 as usize].mutable = true;
        }
        self.leaving = leaving;
        let body = self.expression(&e.body);
        let output = match &e.output {
            syn::ReturnType::Default => Some(Type::Infer),
            syn::ReturnType::Type(_, ty) => {
                self.mention_all(ty.to_token_stream());
                types::annotation(ty, &self.types, self.errors)
            }
        };
        let exit = self.leave_closure(around);
        let body = match (body?, exit.filter(|exit| exit.used)) {
            (body, Some(exit)) => {
                let span = body.span;
                let body = block(vec![], Some(body), span);
                self.make(ExprKind::Labelled { id: exit.id, body }, span)
            }
            (body, None) => body,
        };
        let body = self.of_type(body, output?);
        Some(Inlined {
            parameters: parameters.into_iter().collect::<Option<_>>()?,
            body,
        })
    }

    /// Begins with the parameters and the body of a closure.
    pub(super) fn enter_closure(&mut self, leaving: bool) -> AroundClosure {
        self.scopes.enter();
        self.closures += 1;
        let exit = ClosureExit {
            id: self.new_loop(),
            used: false,
            leaving,
        };
        AroundClosure {
            // Neither `break` nor `return` leads out of it.
            loops: std::mem::take(&mut self.loops),
            exit: self.closure_exit.replace(exit),
        }
    }

    /// Ends with them; what leaves the closure, and whether anything does.
    pub(super) fn leave_closure(&mut self, around: AroundClosure) -> Option<ClosureExit> {
        self.closures -= 1;
        self.loops = around.loops;
        self.scopes.leave();
        std::mem::replace(&mut self.closure_exit, around.exit)
    }

    pub(super) fn parameter(&mut self, pattern: &syn::Pat) -> Option<(Pattern, Type)> {
        let shape = self.shape.take();
        let syn::Pat::Type(typed) = pattern else {
            let pattern = match shape {
                Some(shape) => self.item_pattern(pattern, &shape)?,
                None => self.pattern(pattern)?,
            };
            return Some((pattern, Type::Infer));
        };
        if shape.is_some() {
            return self.refuse(&typed.ty, &messages::PATTERN, &[super::borrow::PARTS]);
        }
        self.mention_all(typed.ty.to_token_stream());
        let ty = types::annotation(&typed.ty, &self.types, self.errors);
        Some((self.pattern(&typed.pat)?, ty?))
    }

    pub(super) fn named_closure(
        &mut self,
        path: &syn::ExprPath,
        closure: &Rc<Closure>,
        arity: usize,
    ) -> Option<Inlined> {
        if closure.literal.inputs.len() != arity {
            return self.refuse(
                path,
                &messages::ARGUMENTS,
                &[&text(path), &arguments(closure.literal.inputs.len())],
            );
        }
        if closure.refused.get() {
            return None;
        }
        if self.next_expr > EXPRESSIONS || self.closures >= INLINED {
            closure.refused.set(true);
            return self.refuse(path, &messages::TOO_DEEP, &[]);
        }
        let scopes = std::mem::replace(&mut self.scopes, closure.scopes.clone());
        self.depth += 1;
        let inlined = self.literal_closure(&closure.literal);
        self.depth -= 1;
        self.scopes = scopes;
        let Some(inlined) = inlined else {
            closure.refused.set(true);
            return None;
        };
        Some(self.of_one_type(closure, inlined, path.span()))
    }

    /// Parameters and result become variables that have the types of the other places where it is inlined. A parameter
    /// with its type written has that, and may be an array where a slice is written.
    fn of_one_type(&mut self, closure: &Closure, inlined: Inlined, span: Span) -> Inlined {
        let (mut tied, mut parameters, mut statements) = (vec![], vec![], vec![]);
        for (pattern, ty) in inlined.parameters {
            let variable = self.hidden(span);
            if matches!(ty, Type::Infer) {
                tied.push(variable);
            }
            parameters.push((Pattern::Bind(variable), Type::Infer));
            let value = self.local(variable, span);
            statements.push(bind_pattern(pattern, ty, value));
        }
        let value = self.hidden(span);
        tied.push(value);
        let diverges = inlined.body.diverges();
        statements.push(bind_pattern(Pattern::Bind(value), Type::Infer, inlined.body));
        let value = self.local(value, span);
        let body = self.braced(statements, Some(value), span);
        let mut first = closure.first.borrow_mut();
        match &*first {
            // The result of one that always panics is of any type.
            Some(first) if !diverges => self.alike.extend(first.iter().copied().zip(tied)),
            Some(_) => {}
            None => *first = Some(tied),
        }
        Inlined { parameters, body }
    }

    /// `f64::max` as a closure is `|a, b| f64::max(a, b)`.
    fn path_as_closure(&mut self, path: &syn::ExprPath, arity: usize) -> Option<Inlined> {
        let span = path.span();
        let variables: Vec<LocalId> = (0..arity).map(|_| self.hidden(span)).collect();
        let arguments = variables.iter().map(|&variable| self.local(variable, span)).collect();
        let body = self.call_of(&syn::Expr::Path(path.clone()), Some(arguments))?;
        let parameters = variables
            .into_iter()
            .map(|variable| (Pattern::Bind(variable), Type::Infer))
            .collect();
        Some(Inlined { parameters, body })
    }

    /// The call of a closure: `{ let parameter = argument; … body }`.
    pub(super) fn applied(&mut self, inlined: Inlined, arguments: Vec<Expr>, span: Span) -> Expr {
        // An argument may use names that an earlier parameter shadows, but names are resolved already.
        let statements = inlined
            .parameters
            .into_iter()
            .zip(arguments)
            .map(|((pattern, ty), argument)| bind_pattern(pattern, ty, argument))
            .collect();
        self.braced(statements, Some(inlined.body), span)
    }

    /// `let f = |x| …;`: from here on `f` means the closure. What a `move` closure captures it keeps as it is now.
    pub(super) fn let_closure(&mut self, local: &syn::Local) -> Option<Option<Statement>> {
        let (pattern, arity) = match &local.pat {
            syn::Pat::Type(typed) => (&*typed.pat, Some(arity_of_type(&typed.ty)?)),
            pattern => (pattern, None),
        };
        let (Some(init), syn::Pat::Ident(name)) = (&local.init, pattern) else {
            return None;
        };
        if init.diverge.is_some() || name.subpat.is_some() {
            return None;
        }
        let (closure, statement) = self.callable(&init.expr, arity)?;
        self.scopes.declare(&name.ident, Meaning::Closure(closure));
        Some(statement)
    }

    /// The scopes of a `move` closure, in which captured variables that could change are copies, and their making.
    pub(super) fn moved(&mut self, literal: &syn::ExprClosure) -> (Scopes, Option<Statement>) {
        let mut names = BTreeSet::new();
        identifiers(literal.body.to_token_stream(), &mut names);
        let mut scopes = self.scopes.clone();
        scopes.enter();
        let (mut patterns, mut values) = (vec![], vec![]);
        for name in names {
            let name = format_ident!("{name}", span = literal.span());
            let Some(local) = self.scopes.local(&name) else {
                continue;
            };
            if !self.locals[local.0 as usize].mutable {
                continue;
            }
            let copy = self.hidden(literal.span());
            scopes.declare(&name, Meaning::Local(copy));
            patterns.push(Pattern::Bind(copy));
            values.push(self.local(local, literal.span()));
        }
        if values.is_empty() {
            return (scopes, None);
        }
        let values = self.make(ExprKind::Tuple(values), literal.span());
        let statement = bind_pattern(Pattern::Tuple(patterns), Type::Infer, values);
        (scopes, Some(statement))
    }
}

/// A function as an argument, without what passes it on.
pub(super) fn function(e: &syn::Expr) -> &syn::Expr {
    match inner(e) {
        syn::Expr::Reference(e) => function(&e.expr),
        e => e,
    }
}

fn arguments(count: usize) -> String {
    match count {
        0 => "no arguments".to_string(),
        1 => "1 argument".to_string(),
        n => format!("{n} arguments"),
    }
}

pub(super) fn identifiers(tokens: proc_macro2::TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            proc_macro2::TokenTree::Ident(name) => _ = names.insert(name.to_string()),
            proc_macro2::TokenTree::Group(group) => identifiers(group.stream(), names),
            _ => {}
        }
    }
}
