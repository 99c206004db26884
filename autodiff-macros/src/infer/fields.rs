//! The types of fields, which stand in definitions that nothing here can see: what their use asks for.

use super::pending::Derived;
use super::term::{Facts, Kind};
use super::*;
use crate::ast::{Member, StructType};
use quote::quote;

impl Inference<'_> {
    /// The type of this field of this struct: the same for all that the function does with it.
    pub(super) fn field(&mut self, of: &StructType, member: &Member) -> Term {
        let name = match of.is_unknown() {
            // Two unknown structs need not be one.
            true => return self.unknown_field(),
            false => self.table.key(of),
        };
        let mut key = (name, member.text());
        let surroundings = &self.function.surroundings;
        let generic = surroundings.generic_field(of, &key.1);
        let named = self.table.named(of.clone());
        if generic.is_some() {
            // Without its arguments, the type says no lengths, and need not be one with arguments.
            key.0 = self.table.key(&named);
        }
        if let Some(known) = self.fields.get(&key) {
            return known.clone();
        }
        let unknown = match (surroundings.field(of, &key.1), generic) {
            (Some(known), _) => self.table.term(&known),
            (None, Some(known)) if named.has_arguments() => self.table.instance_on(&known, of).1,
            (None, _) => self.unknown_field(),
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

    /// What a field holds is of a field too, where its shape alone is known: `weights: [self.weights[0]; 2]`.
    pub(super) fn spread_fields(&mut self) {
        for field in self.fields.values() {
            let mut held = self.table.shallow(field);
            while let Term::Array(inner, _) | Term::Slice(inner) | Term::Vec(inner) | Term::Option(inner) = held {
                held = self.table.shallow(&inner);
            }
            if let Some(facts) = self.table.facts(&held) {
                facts.field = true;
            }
        }
    }

    /// What has a field and is no tuple is a struct, what is indexed is a slice: how long it is, nobody asks.
    pub(super) fn assume_shapes(&mut self) {
        loop {
            self.assume_slices();
            let open = self.pending.iter().position(|pending| {
                let facts = self.table.facts_of(&pending.base);
                facts.is_some_and(|facts| match pending.derived {
                    Derived::Field(Member::Name(_)) | Derived::Method(_) | Derived::ElementAt(_) => {
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
            let is_result =
                unused && facts.result && facts.passed && (facts.referenced || self.is_of_users_types(&unknown));
            if is_field || is_result {
                self.assume_struct(&unknown);
            }
        }
        self.advance();
    }

    fn assume_struct(&mut self, unknown: &Term) {
        let like = self.call_of(unknown).and_then(|call| call.like.clone());
        let ty = StructType {
            like: like.or_else(|| self.like(unknown)),
            ..StructType::unknown()
        };
        self.table.bind_open(unknown, Term::Struct(ty));
    }

    /// Remembers what follows from `base` as an expression, so that its type has a name if nothing else gives it one.
    pub(super) fn follows(&mut self, base: &Term, derived: &Derived, result: &Term) {
        let whole = match self.table.shallow(base) {
            Term::Struct(StructType { like: Some(like), .. }) => Some(like),
            Term::Struct(ty) if !ty.is_unknown() => {
                let ty = ty.tokens;
                Some(quote!(({ let whole: #ty = ::core::unreachable!(); whole })))
            }
            _ => self.like(base),
        };
        let Some(whole) = whole else { return };
        let part = match derived {
            Derived::Field(member) => quote!(#whole.#member.clone()),
            Derived::Element | Derived::Item => quote!(#whole[0].clone()),
            _ => return,
        };
        self.likes.push((result.clone(), part));
    }

    /// The same for the parts of a tuple that another function gives.
    pub(super) fn parts_follow(&mut self, whole: &Term, parts: &[Term]) {
        let like = match self.call_of(whole) {
            Some(call) => call.like.clone(),
            None => self.like(whole),
        };
        let Some(like) = like else { return };
        for (k, part) in parts.iter().enumerate() {
            let k = Member::Number(k);
            self.likes.push((part.clone(), quote!((#like).#k)));
        }
    }

    fn like(&self, unknown: &Term) -> Option<TokenStream> {
        let known = self.likes.iter().find(|(term, _)| self.same(term, unknown));
        known.map(|(_, like)| like.clone())
    }

    /// Whether the terms are one unknown.
    fn same(&self, a: &Term, b: &Term) -> bool {
        let same = |a: &Term, b: &Term| matches!((a, b), (Term::Var(a), Term::Var(b)) if a == b);
        same(a, b) || same(&self.table.shallow(a), &self.table.shallow(b))
    }

    /// The call whose result has this open type.
    fn call_of(&self, unknown: &Term) -> Option<&OpenCall> {
        self.calls.iter().find(|call| self.same(&call.result, unknown))
    }

    /// Whether the result of this open type is that of a function of a type of the user, or of a call with structs.
    pub(super) fn is_of_users_types(&self, unknown: &Term) -> bool {
        let Some(call) = self.call_of(unknown) else {
            return false;
        };
        let mut arguments = call.arguments.iter();
        call.associated || arguments.any(|argument| matches!(self.table.resolve(argument), Type::Struct(_)))
    }
}
