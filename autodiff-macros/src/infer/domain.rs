//! What the variables of a `for` are.

use super::pending::Derived;
use super::term::Kind;
use super::*;
use crate::ast::{Adaptor, Domain, For};

impl Inference<'_> {
    pub(super) fn for_loop(&mut self, f: &For) -> Term {
        let (mut item, adaptors, span) = match &f.domain {
            Domain::Range { from, to, adaptors, .. } => {
                let item = self.expression(from);
                self.expect(&item, to);
                self.table.require(&item, Kind::Int);
                (item, adaptors, from.span)
            }
            Domain::Elements { of, adaptors } => {
                let base = self.expression(of);
                (self.derive(Derived::Element, base, of.span), adaptors, of.span)
            }
        };
        for adaptor in adaptors {
            match adaptor {
                Adaptor::Rev => {}
                Adaptor::StepBy(step) => self.expect(&Term::USIZE, step),
                Adaptor::Enumerate => item = Term::Tuple(vec![Term::USIZE, item]),
            }
        }
        self.bind(&f.pattern, &item, span);
        self.loop_body(&f.body);
        Term::UNIT
    }
}
