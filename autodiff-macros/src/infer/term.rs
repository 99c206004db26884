//! Types with unknowns, and their unification.

use crate::ast::{Length, StructType, Type};
use crate::ir::{Float, Int};
use quote::quote;

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Var(u32);

/// Names the length of an array; lengths are unified too, so that equal ones are spelled the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LengthVar(u32);

#[derive(Clone, Debug)]
pub enum Term {
    Var(Var),
    Float(Float),
    Int(Int),
    Bool,
    Ordering,
    Array(Box<Term>, LengthVar),
    Slice(Box<Term>),
    Vec(Box<Term>),
    Tuple(Vec<Term>),
    Option(Box<Term>),
    Struct(StructType),
}

impl Term {
    pub const USIZE: Term = Term::Int(Int::Usize);
    pub const UNIT: Term = Term::Tuple(Vec::new());
}

/// What an unknown can become.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Any,
    Int,
    Float,
}

/// What is known of an unknown. Facts of unknowns that turn out to be one are joined.
#[derive(Clone, Debug)]
pub struct Facts {
    pub kind: Kind,
    /// The type of an expression that control does not leave: anything, and `()` if nobody asks.
    pub diverges: bool,
    /// The type of another function's result.
    pub result: bool,
    /// Another function or a macro takes a value of this type: rustc can find it, where this compiler cannot.
    pub passed: bool,
    /// The type of a constant of the user's scope.
    pub constant: bool,
    /// The type of a variable that changes.
    pub mutable: bool,
    /// The type of a literal.
    pub literal: bool,
    /// The type that a value is converted to: a float, or an integer.
    pub converted: bool,
    /// The type of a field.
    pub field: bool,
    /// It is passed on behind a `&`, as arrays and structs are.
    pub referenced: bool,
    /// There is arithmetic with it.
    pub number: bool,
    /// A value of this type is cast.
    pub cast: bool,
    /// The type of what a branch gives.
    pub chosen: bool,
    /// The type of the elements of a constant of which a part is taken, or of an array without elements.
    pub element: bool,
}

impl Facts {
    pub const fn new(kind: Kind) -> Facts {
        Facts {
            kind,
            diverges: false,
            result: false,
            passed: false,
            constant: false,
            mutable: false,
            literal: false,
            converted: false,
            field: false,
            referenced: false,
            number: false,
            cast: false,
            chosen: false,
            element: false,
        }
    }

    fn join(&self, other: &Facts) -> Option<Facts> {
        let kind = match (self.kind, other.kind) {
            (Kind::Any, kind) | (kind, Kind::Any) => kind,
            (a, b) if a == b => a,
            _ => return None,
        };
        Some(Facts {
            kind,
            diverges: self.diverges || other.diverges,
            result: self.result || other.result,
            passed: self.passed || other.passed,
            constant: self.constant || other.constant,
            mutable: self.mutable || other.mutable,
            literal: self.literal || other.literal,
            converted: self.converted || other.converted,
            field: self.field || other.field,
            referenced: self.referenced || other.referenced,
            number: self.number || other.number,
            cast: self.cast || other.cast,
            chosen: self.chosen || other.chosen,
            element: self.element || other.element,
        })
    }
}

enum Entry {
    Open(Facts),
    Is(Term),
}

enum LengthEntry {
    Is(Length),
    Same(LengthVar),
}

#[derive(Default)]
pub struct Table {
    /// What `Self` is called.
    pub own: Option<String>,
    /// How that is written.
    pub own_written: Option<String>,
    /// The types that are written with generic arguments: expressions leave these out.
    written: Vec<StructType>,
    vars: Vec<Entry>,
    lengths: Vec<LengthEntry>,
}

impl Table {
    pub fn fresh(&mut self, facts: Facts) -> Term {
        self.vars.push(Entry::Open(facts));
        Term::Var(Var(self.vars.len() as u32 - 1))
    }

    pub fn any(&mut self) -> Term {
        self.fresh(Facts::new(Kind::Any))
    }

    pub fn length(&mut self, length: Length) -> LengthVar {
        self.lengths.push(LengthEntry::Is(length));
        LengthVar(self.lengths.len() as u32 - 1)
    }

    /// A written type; what is not written is unknown.
    pub fn term(&mut self, ty: &Type) -> Term {
        match ty {
            Type::Float(float) => Term::Float(*float),
            Type::Int(int) => Term::Int(*int),
            Type::Bool => Term::Bool,
            Type::Ordering => Term::Ordering,
            Type::Array(element, length) => {
                let element = self.term(element);
                Term::Array(Box::new(element), self.length(length.clone()))
            }
            Type::Slice(element) => Term::Slice(Box::new(self.term(element))),
            Type::Vec(element) => Term::Vec(Box::new(self.term(element))),
            Type::Tuple(all) => Term::Tuple(all.iter().map(|ty| self.term(ty)).collect()),
            Type::Option(inner) => Term::Option(Box::new(self.term(inner))),
            Type::Struct(ty) => {
                self.write_down(ty);
                Term::Struct(ty.clone())
            }
            Type::Infer => self.any(),
        }
    }

    /// Remembers a type with its generic arguments.
    fn write_down(&mut self, ty: &StructType) {
        let own = self.own_written.clone().unwrap_or_default();
        let text = match ty.tokens.to_string() {
            text if text == "Self" => own.clone(),
            text => text,
        };
        let written = match text == own {
            true => StructType {
                tokens: quote!(Self),
                like: None,
            },
            false => ty.clone(),
        };
        let known = written.tokens.to_string();
        if text.contains('<') && self.written.iter().all(|other| other.tokens.to_string() != known) {
            self.written.push(written);
        }
    }

    /// The type with the generic arguments that an expression left out, where the function says it in one way.
    pub fn spelled(&self, ty: StructType) -> StructType {
        if ty.has_arguments() || ty.is_unknown() || ty.name() == "Self" {
            return ty;
        }
        let mut known = self.written.iter().filter(|known| self.name(known) == self.name(&ty));
        match (known.next(), known.next()) {
            (Some(only), None) => only.clone(),
            _ => ty,
        }
    }

    /// The path and the generic arguments of a type.
    pub fn key(&self, ty: &StructType) -> String {
        let spelled = self.spelled(ty.clone());
        let path = match (spelled.path().join("::"), &self.own) {
            (path, Some(own)) if path == "Self" => own.clone(),
            (path, _) => path,
        };
        path + &spelled.arguments().to_string()
    }

    /// The name of a type.
    pub fn name(&self, ty: &StructType) -> String {
        match (ty.name(), &self.own) {
            (name, Some(own)) if name == "Self" => own.clone(),
            (name, _) => name,
        }
    }

    /// The term, if it is known by now; its parts may be unknown.
    pub fn shallow(&self, term: &Term) -> Term {
        let mut term = term;
        while let Term::Var(var) = term {
            match &self.vars[var.0 as usize] {
                Entry::Is(is) => term = is,
                Entry::Open(_) => break,
            }
        }
        term.clone()
    }

    /// The facts about an unknown; none of what is known.
    pub fn facts(&mut self, term: &Term) -> Option<&mut Facts> {
        match self.shallow(term) {
            Term::Var(var) => match &mut self.vars[var.0 as usize] {
                Entry::Open(facts) => Some(facts),
                Entry::Is(_) => None,
            },
            _ => None,
        }
    }

    /// As `facts`, to look at.
    pub fn facts_of(&self, term: &Term) -> Option<&Facts> {
        match self.shallow(term) {
            Term::Var(var) => match &self.vars[var.0 as usize] {
                Entry::Open(facts) => Some(facts),
                Entry::Is(_) => None,
            },
            _ => None,
        }
    }

    /// All unknowns of now, in the order of their making.
    pub fn open(&self) -> Vec<Term> {
        let is_open = |k: &usize| matches!(self.vars[*k], Entry::Open(_));
        (0..self.vars.len())
            .filter(is_open)
            .map(|k| Term::Var(Var(k as u32)))
            .collect()
    }

    /// Makes both the same; `false` if they cannot be.
    pub fn unify(&mut self, a: &Term, b: &Term) -> bool {
        match (self.shallow(a), self.shallow(b)) {
            (Term::Var(a), Term::Var(b)) if a == b => true,
            (Term::Var(a), Term::Var(b)) => {
                let (Entry::Open(left), Entry::Open(right)) = (&self.vars[a.0 as usize], &self.vars[b.0 as usize])
                else {
                    return false;
                };
                let Some(facts) = left.join(right) else { return false };
                // The older one stays, so that errors come in the order of the source.
                let (old, new) = if a < b { (a, b) } else { (b, a) };
                self.vars[old.0 as usize] = Entry::Open(facts);
                self.vars[new.0 as usize] = Entry::Is(Term::Var(old));
                true
            }
            (Term::Var(var), term) | (term, Term::Var(var)) => self.bind(var, term),
            (Term::Float(a), Term::Float(b)) => a == b,
            (Term::Int(a), Term::Int(b)) => a == b,
            (Term::Bool, Term::Bool) | (Term::Ordering, Term::Ordering) => true,
            (Term::Array(a, m), Term::Array(b, n)) => self.same_length(m, n) && self.unify(&a, &b),
            (Term::Slice(a), Term::Slice(b)) | (Term::Vec(a), Term::Vec(b)) | (Term::Option(a), Term::Option(b)) => {
                self.unify(&a, &b)
            }
            // Two ways to write one type may differ in modules and generic arguments.
            (Term::Struct(a), Term::Struct(b)) => a.is_unknown() || b.is_unknown() || self.name(&a) == self.name(&b),
            (Term::Tuple(a), Term::Tuple(b)) => {
                a.len() == b.len() && a.iter().zip(&b).fold(true, |same, (a, b)| self.unify(a, b) && same)
            }
            _ => false,
        }
    }

    /// As `unify`, where an array or a vector may be taken as a slice.
    pub fn coerce(&mut self, expected: &Term, found: &Term) -> bool {
        match (self.shallow(expected), self.shallow(found)) {
            (Term::Slice(a), Term::Array(b, _) | Term::Vec(b)) => self.unify(&a, &b),
            (Term::Option(a), Term::Option(b)) => self.coerce(&a, &b),
            (expected, found) => self.unify(&expected, &found),
        }
    }

    fn bind(&mut self, var: Var, term: Term) -> bool {
        let Entry::Open(facts) = &self.vars[var.0 as usize] else {
            return false;
        };
        let fits = match facts.kind {
            Kind::Any => !self.mentions(&term, var),
            Kind::Int => matches!(term, Term::Int(_)),
            Kind::Float => matches!(term, Term::Float(_)),
        };
        let result = facts.result;
        if fits {
            self.vars[var.0 as usize] = Entry::Is(term.clone());
        }
        // The parts of another function's result are as unknown as the whole.
        let parts = match &term {
            Term::Tuple(parts) => parts,
            Term::Option(inner) => std::slice::from_ref(&**inner),
            _ => &[],
        };
        if fits && result {
            for part in parts {
                if let Some(facts) = self.facts(part) {
                    facts.result = true;
                }
            }
        }
        fits
    }

    /// Decides an unknown, whatever could be told from its facts.
    pub fn bind_open(&mut self, unknown: &Term, term: Term) {
        if let Term::Var(var) = self.shallow(unknown) {
            self.vars[var.0 as usize] = Entry::Is(term);
        }
    }

    /// Whether `var` stands in `term`: then the two cannot be the same.
    fn mentions(&self, term: &Term, var: Var) -> bool {
        match self.shallow(term) {
            Term::Var(other) => other == var,
            Term::Array(element, _) | Term::Slice(element) | Term::Vec(element) | Term::Option(element) => {
                self.mentions(&element, var)
            }
            Term::Tuple(all) => all.iter().any(|term| self.mentions(term, var)),
            Term::Float(_) | Term::Int(_) | Term::Bool | Term::Ordering | Term::Struct(_) => false,
        }
    }

    /// Says what an unknown can become; `false` if the term is something else.
    pub fn require(&mut self, term: &Term, kind: Kind) -> bool {
        let number = self.fresh(Facts::new(kind));
        self.unify(term, &number)
    }

    fn length_root(&self, mut length: LengthVar) -> LengthVar {
        while let LengthEntry::Same(other) = &self.lengths[length.0 as usize] {
            length = *other;
        }
        length
    }

    fn known_length(&self, length: LengthVar) -> Length {
        match &self.lengths[self.length_root(length).0 as usize] {
            LengthEntry::Is(length) => length.clone(),
            LengthEntry::Same(_) => Length::Infer,
        }
    }

    /// Lengths that meet are equal, since rustc accepts the function; only different numbers cannot be. A number is the
    /// best spelling of all.
    fn same_length(&mut self, a: LengthVar, b: LengthVar) -> bool {
        let (a, b) = (self.length_root(a), self.length_root(b));
        if a == b {
            return true;
        }
        let keep_b = match (self.known_length(a), self.known_length(b)) {
            (Length::Fixed(a), Length::Fixed(b)) if a != b => return false,
            (Length::Fixed(_), _) => false,
            (_, Length::Fixed(_)) | (Length::Infer, _) => true,
            _ => false,
        };
        let (kept, other) = if keep_b { (b, a) } else { (a, b) };
        self.lengths[other.0 as usize] = LengthEntry::Same(kept);
        true
    }

    /// The type as far as it is known; unknown parts are [`Type::Infer`].
    pub fn resolve(&self, term: &Term) -> Type {
        match self.shallow(term) {
            Term::Var(_) => Type::Infer,
            Term::Float(float) => Type::Float(float),
            Term::Int(int) => Type::Int(int),
            Term::Bool => Type::Bool,
            Term::Ordering => Type::Ordering,
            Term::Array(element, length) => Type::Array(Box::new(self.resolve(&element)), self.known_length(length)),
            Term::Slice(element) => Type::Slice(Box::new(self.resolve(&element))),
            Term::Vec(element) => Type::Vec(Box::new(self.resolve(&element))),
            Term::Tuple(all) => Type::Tuple(all.iter().map(|term| self.resolve(term)).collect()),
            Term::Option(inner) => Type::Option(Box::new(self.resolve(&inner))),
            Term::Struct(ty) => Type::Struct(self.spelled(ty)),
        }
    }
}
