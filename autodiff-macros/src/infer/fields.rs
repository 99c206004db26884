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
            false => self.table.key(of),
        };
        let key = (name, member.text());
        if let Some(known) = self.fields.get(&key) {
            return known.clone();
        }
        let unknown = match self.function.surroundings.field(&self.table.name(of), &key.1) {
            Some(known) => self.table.term(&known),
            None => self.unknown_field(),
        };
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
            let open = self.pending.iter().position(|pending| {
                let facts = self.table.facts_of(&pending.base);
                facts.is_some_and(|facts| match pending.derived {
                    Derived::Field(Member::Name(_)) | Derived::Method(_) => {
                        facts.constant || facts.field || facts.result
                    }
                    Derived::Field(Member::Number(_)) => facts.field,
                    _ => false,
                })
            });
            let Some(open) = open else { return };
            let base = self.pending[open].base.clone();
            self.assume_struct(&base);
            self.advance();
        }
    }

    /// What is only cast, or passed to other functions, can be anything: rustc knows what it is. Not so the result of
    /// a call of numbers, which is a number too.
    pub(super) fn assume_opaque(&mut self) {
        for unknown in self.table.open() {
            let Some(facts) = self.table.facts_of(&unknown) else {
                continue;
            };
            let unused = facts.kind == Kind::Any && !facts.number;
            let is_field = unused && facts.field && (facts.cast || facts.passed);
            let is_result = unused && facts.result && facts.passed && self.is_given_structs(&unknown);
            if is_field || is_result {
                self.assume_struct(&unknown);
            }
        }
        self.advance();
    }

    fn assume_struct(&mut self, unknown: &Term) {
        let given_by = self.call_of(unknown);
        let given_by = given_by.and_then(|call| Some((call.callee.clone()?, call.associated, call.arguments.len())));
        let ty = StructType {
            given_by,
            ..StructType::unknown()
        };
        self.table.bind_open(unknown, Term::Struct(ty));
    }

    /// The call whose result has this open type.
    fn call_of(&self, unknown: &Term) -> Option<&OpenCall> {
        let same = |call: &&OpenCall| match (self.table.shallow(&call.result), self.table.shallow(unknown)) {
            (Term::Var(a), Term::Var(b)) => a == b,
            _ => false,
        };
        self.calls.iter().find(same)
    }

    /// Whether the result of this open type is that of a call with structs, and without floats.
    fn is_given_structs(&self, unknown: &Term) -> bool {
        let Some(call) = self.call_of(unknown) else {
            return false;
        };
        let types: Vec<Type> = call
            .arguments
            .iter()
            .map(|argument| self.table.resolve(argument))
            .collect();
        let structs = types.iter().any(|ty| matches!(ty, Type::Struct(_)));
        structs && types.iter().all(|ty| super::first_float(ty).is_none())
    }
}
