//! What iterator chains give that end in two vectors: `partition` and `unzip`.

use super::build::block;
use super::changed::Vector;
use super::*;

impl Fence<'_> {
    /// `partition` and `unzip`, if this is one.
    pub(super) fn divided(&mut self, e: &syn::ExprMethodCall, name: &str) -> Option<Option<Expr>> {
        let arguments: Vec<&syn::Expr> = e.args.iter().collect();
        Some(match (name, &arguments[..]) {
            ("partition", [closure]) => self.partition(e, closure),
            ("unzip", []) => self.unzip(e),
            _ => return None,
        })
    }

    /// The items for which the test holds, and the others.
    fn partition(&mut self, e: &syn::ExprMethodCall, closure: &syn::Expr) -> Option<Expr> {
        let element = self.elements_of_turbofish(e)?;
        let span = e.method.span();
        let chain = self.chain(&e.receiver);
        let inlined = self.inlined(closure, 1);
        let (mut chain, inlined) = (chain?, inlined?);
        let mut with = Vector::empty(self, "chosen", element.clone(), span);
        let without = Vector::empty(self, "others", element, span);
        let item = self.held(&mut chain);
        let argument = self.local(item, span);
        let test = self.applied(inlined, vec![argument], span);
        let [pushed, left] = [&with, &without].map(|vector| {
            let item = self.local(item, span);
            vector.appended(self, item, span)
        });
        let left = self.make(ExprKind::Block(block(vec![left], None, span)), span);
        let push = Statement::Expr(self.choose(test, block(vec![pushed], None, span), left, span));
        with.statements.extend(without.statements);
        with.statements.extend(self.run(chain, block(vec![push], None, span))?);
        let both = [with.local, without.local].map(|vector| self.local(vector, span));
        let both = self.make(ExprKind::Tuple(both.into()), span);
        Some(self.braced(with.statements, Some(both), span))
    }

    /// The first and the second of each pair.
    fn unzip(&mut self, e: &syn::ExprMethodCall) -> Option<Expr> {
        self.no_turbofish(e)?;
        let span = e.method.span();
        let mut chain = self.chain(&e.receiver)?;
        let element = Type::Vec(Box::new(Type::Infer));
        let mut first = Vector::empty(self, "first", element.clone(), span);
        let second = Vector::empty(self, "second", element, span);
        let pair = self.item_value(&mut chain);
        let (a, b) = (self.hidden(span), self.hidden(span));
        let taken = Statement::Let {
            pattern: Pattern::Tuple(vec![Pattern::Bind(a), Pattern::Bind(b)]),
            ty: Type::Infer,
            init: Some(pair),
        };
        let mut body = vec![taken];
        for (vector, item) in [(&first, a), (&second, b)] {
            let item = self.local(item, span);
            body.push(vector.appended(self, item, span));
        }
        first.statements.extend(second.statements);
        first.statements.extend(self.run(chain, block(body, None, span))?);
        let both = [first.local, second.local].map(|vector| self.local(vector, span));
        let both = self.make(ExprKind::Tuple(both.into()), span);
        Some(self.braced(first.statements, Some(both), span))
    }

    /// The type in `partition::<Vec<f64>, _>`.
    fn elements_of_turbofish(&mut self, e: &syn::ExprMethodCall) -> Option<Type> {
        let Some(turbofish) = &e.turbofish else {
            return Some(Type::Vec(Box::new(Type::Infer)));
        };
        match turbofish.args.first() {
            Some(syn::GenericArgument::Type(ty)) => super::super::types::annotation(ty, &self.types, self.errors),
            _ => self.refuse(turbofish, &messages::GENERIC_CALL, &[]),
        }
    }
}
