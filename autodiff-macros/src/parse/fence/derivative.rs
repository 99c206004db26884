//! `g::grad(…)` and its kin: derivatives of other functions, called where a function is differentiated itself.

use super::super::types;
use super::*;
use crate::ir::{CallKind, Derivative};

impl Fence<'_> {
    /// Whether this calls what stands beside a differentiated function.
    pub(super) fn is_derivative(&self, e: &syn::ExprCall) -> bool {
        let syn::Expr::Path(callee) = inner(&e.func) else {
            return false;
        };
        if callee.qself.is_some() || self.known(&callee.path).is_some() {
            return false;
        }
        let names = types::names_of(&callee.path);
        match &names[..] {
            [.., function, last] => {
                let is_of_function = crate::fallback::is_derivative(last) && !is_type(function);
                is_of_function || self.of_associated(&callee.path).is_some()
            }
            _ => false,
        }
    }

    pub(super) fn derivative(&mut self, e: &syn::ExprCall) -> Option<Expr> {
        let syn::Expr::Path(callee) = inner(&e.func) else {
            return None;
        };
        if let Some((derivative, function)) = self.of_associated(&callee.path) {
            return self.derivative_of(derivative, (&callee.path, function), &e.args);
        }
        let last = callee.path.segments.last()?;
        match named(&plain(&last.ident)) {
            Some(derivative) => {
                let mut function = callee.path.clone();
                function.segments.pop();
                function.segments.pop_punct();
                self.derivative_of(derivative, (&callee.path, function), &e.args)
            }
            None => self.refuse(&callee.path, &messages::DERIVATIVE, &[&text(&callee.path)]),
        }
    }

    /// `x.f_grad(…)`, where a type that is seen has the method `f`: `Type::f_grad(x, …)`.
    pub(super) fn derivative_method(&mut self, e: &syn::ExprMethodCall) -> Option<Option<Expr>> {
        let name = plain(&e.method);
        let (function, derivative) = beside(&name)?;
        if e.turbofish.is_some() || self.surroundings.has_method(&name) {
            return None;
        }
        let owner = self.surroundings.only_owner(function)?;
        let (owner, function) = (
            Ident::new(&owner, e.method.span()),
            Ident::new(function, e.method.span()),
        );
        let path: syn::Path = syn::parse_quote!(#owner::#function);
        let arguments = std::iter::once(&*e.receiver).chain(&e.args);
        let called = syn::Path::from(e.method.clone());
        Some(self.derivative_of(derivative, (&called, path), arguments))
    }

    /// `Type::f_grad`, where the type is seen to have a function `f`, and none of that name.
    fn of_associated(&self, path: &syn::Path) -> Option<(Derivative, syn::Path)> {
        let last = path.segments.last().filter(|last| last.arguments.is_none())?;
        let name = plain(&last.ident);
        let (function, derivative) = beside(&name)?;
        let mut of = path.clone();
        of.segments.last_mut()?.ident = Ident::new(function, last.ident.span());
        let is_function = path.segments.len() > 1 && matches!(self.known(&of), Some(Known::Function(_)));
        is_function.then_some((derivative, of))
    }

    /// An argument of a derivative, which leaves its places as they are.
    fn own_argument(&mut self, e: &syn::Expr) -> Option<Expr> {
        match inner(e) {
            syn::Expr::Reference(reference) if reference.mutability.is_some() => {
                self.refuse(e, &messages::DERIVATIVE_ARGUMENT, &["&mut"])
            }
            _ => self.value_argument(e),
        }
    }

    /// Whether this is a function of the type whose function is read.
    fn is_owners(&self, function: &syn::Path) -> bool {
        let mut names = function.segments.iter().rev().skip(1);
        let owner = names.next().map(|segment| plain(&segment.ident));
        let own = self.surroundings.owner.as_ref().and_then(|owner| owner.name.clone());
        owner.is_some_and(|owner| owner == "Self" || Some(owner) == own)
    }

    fn derivative_of<'e>(
        &mut self,
        derivative: Derivative,
        (path, function): (&syn::Path, syn::Path),
        arguments: impl IntoIterator<Item = &'e syn::Expr>,
    ) -> Option<Expr> {
        self.mention(path);
        let arguments: Vec<Option<Expr>> = arguments.into_iter().map(|e| self.own_argument(e)).collect();
        let arguments: Vec<Expr> = arguments.into_iter().collect::<Option<_>>()?;
        // Each derivative of the function would need one of the next order.
        let last = function.segments.last()?;
        let is_own = last.ident == self.name && (function.segments.len() == 1 || self.is_owners(&function));
        let generic = path.segments.iter().any(|segment| !segment.arguments.is_none());
        if is_own || generic {
            return self.refuse(path, &messages::DERIVATIVE, &[&text(path)]);
        }
        let signature = match self.known(&function) {
            Some(Known::Function(signature)) => Some(signature),
            Some(Known::Left) => return self.refuse(path, &messages::LEFT, &[&text(&function)]),
            _ => None,
        };
        if signature
            .as_ref()
            .is_some_and(|of| matches!(of.result, Type::Option(_)))
        {
            return self.refuse(path, &messages::DERIVATIVE_OF_OPTION, &[&text(path)]);
        }
        // Which arguments are those of a function that is not seen, their types tell.
        let mut own = arguments.len();
        if let Some(signature) = &signature {
            own = signature.parameters.len();
            let expected = own + directions(signature, derivative, self.surroundings);
            self.arity(&text(path), path, expected, arguments.len())?;
        }
        let kind = ExprKind::Call {
            callee: function.to_token_stream(),
            kind: CallKind::Derivative(derivative, own as u32),
            signature: signature.map(Rc::new),
            arguments,
        };
        Some(self.make(kind, path.span()))
    }
}

/// Whether a name in a path is that of a type, or leads to a module.
fn is_type(name: &str) -> bool {
    name.starts_with(char::is_uppercase) || matches!(name, "self" | "super" | "crate")
}

/// The function of a type and its derivative, of the name by which that stands beside the function: `f_value_and_grad`.
fn beside(name: &str) -> Option<(&str, Derivative)> {
    let derivatives = Derivative::ALL.into_iter().filter_map(|derivative| {
        let function = name.strip_suffix(derivative.name())?.strip_suffix('_')?;
        Some((function, derivative))
    });
    // `f_value_and_grad` ends with `grad`, too.
    derivatives.min_by_key(|(function, _)| function.len())
}

fn named(name: &str) -> Option<Derivative> {
    Derivative::ALL.into_iter().find(|derivative| name == derivative.name())
}

/// How many arguments a derivative takes behind those of the function.
fn directions(signature: &Signature, derivative: Derivative, surroundings: &Surroundings) -> usize {
    match derivative {
        Derivative::Grad | Derivative::ValueAndGrad => 0,
        Derivative::Vjp => 1,
        Derivative::Jvp | Derivative::Hvp => signature.active(surroundings).count(),
    }
}
