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
        let names = types::names_of(&callee.path);
        let [.., function, last] = &names[..] else {
            return false;
        };
        let is_type =
            function.starts_with(char::is_uppercase) || matches!(function.as_str(), "self" | "super" | "crate");
        crate::fallback::is_derivative(last) && !is_type && callee.qself.is_none() && self.known(&callee.path).is_none()
    }

    pub(super) fn derivative(&mut self, e: &syn::ExprCall) -> Option<Expr> {
        let syn::Expr::Path(callee) = inner(&e.func) else {
            return None;
        };
        let last = callee.path.segments.last()?;
        match named(&plain(&last.ident)) {
            Some(derivative) => self.derivative_of(derivative, &callee.path, &e.args),
            None => self.refuse(&callee.path, &messages::DERIVATIVE, &[&text(&callee.path)]),
        }
    }

    fn derivative_of<'e>(
        &mut self,
        derivative: Derivative,
        path: &syn::Path,
        arguments: impl IntoIterator<Item = &'e syn::Expr>,
    ) -> Option<Expr> {
        let mut function = path.clone();
        function.segments.pop();
        function.segments.pop_punct();
        self.mention(path);
        let arguments: Vec<Option<Expr>> = arguments.into_iter().map(|e| self.value_argument(e)).collect();
        let arguments: Vec<Expr> = arguments.into_iter().collect::<Option<_>>()?;
        // Each derivative of the function would need one of the next order.
        let is_own = function.get_ident().is_some_and(|name| *name == self.name);
        let generic = path.segments.iter().any(|segment| !segment.arguments.is_none());
        if is_own || generic {
            return self.refuse(path, &messages::DERIVATIVE, &[&text(path)]);
        }
        let signature = match self.known(&function) {
            Some(Known::Function(signature)) => Some(signature),
            Some(Known::Left) => return self.refuse(path, &messages::LEFT, &[&text(&function)]),
            _ => None,
        };
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
            signature,
            arguments,
        };
        Some(self.make(kind, path.span()))
    }
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
