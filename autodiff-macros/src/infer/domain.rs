//! What the variables of a `for` are.

use super::pending::Derived;
use super::term::Kind;
use super::*;
use crate::ast::{Adaptor, Domain, For};

impl Inference<'_> {
    pub(super) fn for_loop(&mut self, f: &For) -> Term {
        let (item, span) = self.domain(&f.domain);
        self.bind(&f.pattern, &item, span);
        self.loop_body(&f.body);
        Term::UNIT
    }

    /// The type of the items, and where the domain stands.
    fn domain(&mut self, domain: &Domain) -> (Term, Span) {
        let (mut item, adaptors, span) = match domain {
            Domain::Range { from, to, adaptors, .. } => {
                let item = self.expression(from);
                self.expect(&item, to);
                self.table.require(&item, Kind::Int);
                (item, adaptors, from.span)
            }
            Domain::From { from, adaptors } => {
                let item = self.expression(from);
                self.table.require(&item, Kind::Int);
                (item, adaptors, from.span)
            }
            Domain::Elements { of, adaptors, .. } => {
                let base = self.expression(of);
                (self.derive(Derived::Item, base, of.span), adaptors, of.span)
            }
            Domain::Parts { of, size, adaptors, .. } => {
                let base = self.expression(of);
                self.expect(&Term::USIZE, size);
                (self.derive(Derived::Part, base, of.span), adaptors, of.span)
            }
            Domain::Chain { pair, apart, adaptors } => {
                let (first, span) = self.domain(&pair.0);
                let (second, behind) = self.domain(&pair.1);
                let item = match apart {
                    true => Term::Tuple(vec![Term::Bool, first, second]),
                    false => {
                        self.unify(&first, &second, behind);
                        first
                    }
                };
                (item, adaptors, span)
            }
            Domain::Zip { pair, adaptors } => {
                let (first, span) = self.domain(&pair.0);
                let (second, _) = self.domain(&pair.1);
                (Term::Tuple(vec![first, second]), adaptors, span)
            }
        };
        for adaptor in adaptors {
            match adaptor {
                Adaptor::Rev | Adaptor::Cycle => {}
                Adaptor::StepBy(count) | Adaptor::Skip(count) | Adaptor::Take(count) => {
                    self.expect(&Term::USIZE, count);
                }
                Adaptor::Enumerate => item = Term::Tuple(vec![Term::USIZE, item]),
            }
        }
        (item, span)
    }
}
