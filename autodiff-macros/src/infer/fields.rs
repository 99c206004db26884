//! The types of fields, which stand in definitions that nothing here can see: what their use asks for.

use super::pending::Derived;
use super::term::{Facts, Kind};
use super::*;
use crate::ast::{Member, StructType};

impl Inference<'_> {
    /// The type of this field of this struct: the same for all that the function does with it.
    pub(super) fn field(&mut self, of: &StructType, member: &Member) -> Term {
        let name = match of.is_unknown() {
            // Two unknown structs need not be one.
            true => return self.unknown_field(),
            false => of.key(),
        };
        let key = (name, member.text());
        if let Some(known) = self.fields.get(&key) {
            return known.clone();
        }
        let unknown = self.unknown_field();
        self.fields.insert(key, unknown.clone());
        unknown
    }

    fn unknown_field(&mut self) -> Term {
        self.table.fresh(Facts {
            field: true,
            ..Facts::new(Kind::Any)
        })
    }

    /// What has a field and is no tuple is a struct, what is indexed is a slice: how long it is, nobody asks.
    pub(super) fn assume_shapes(&mut self) {
        loop {
            self.assume_slices();
            let named = |pending: &Pending| matches!(pending.derived, Derived::Field(Member::Name(_)));
            let open = self.pending.iter().position(|pending| {
                let facts = self.table.facts_of(&pending.base);
                let field = matches!(pending.derived, Derived::Field(_)) && facts.is_some_and(|facts| facts.field);
                facts.is_some_and(|facts| facts.constant && named(pending)) || field
            });
            let Some(open) = open else { return };
            let base = self.pending[open].base.clone();
            self.table.bind_open(&base, Term::Struct(StructType::unknown()));
            self.advance();
        }
    }
}
