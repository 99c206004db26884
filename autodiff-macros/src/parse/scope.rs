//! Names: which variable or constant an identifier means.

use super::fence::{Closure, Lazy};
use crate::ast::{LocalId, Member, Signature, Type};
use crate::tables::HashMap;
use proc_macro2::Ident;
use std::rc::Rc;

/// What a name of the function means.
#[derive(Clone)]
pub enum Meaning {
    Local(LocalId),
    /// A mutable reference that a variable of this name is bound to: the place.
    Alias(Rc<Alias>),
    /// A constant: of the body, a const parameter, or a constant of `std` that the body imports.
    Constant(Type),
    /// A closure that a variable of this name is bound to.
    Closure(Rc<Closure>),
    /// An iterator that a variable of this name is bound to.
    Iterator(Rc<Lazy>),
    /// A function of the body; without a signature, if it has no derivative.
    Function(Option<Rc<Signature>>),
    /// An error: it can only be returned.
    Error,
}

/// A place by another name.
#[derive(Clone)]
pub struct Alias {
    pub local: LocalId,
    pub steps: Vec<Step>,
}

/// One step into a place. Indices are variables: they were evaluated when the reference was taken.
#[derive(Clone)]
pub enum Step {
    Index(LocalId),
    Field(Member),
}

/// The open blocks, innermost last. Raw and plain spellings of one name are the same; what a macro calls `x` is not what
/// its caller calls so.
#[derive(Clone, Default)]
pub struct Scopes {
    open: Vec<HashMap<(String, String), Meaning>>,
}

impl Scopes {
    pub fn enter(&mut self) {
        self.open.push(HashMap::default());
    }

    pub fn leave(&mut self) {
        self.open.pop();
    }

    /// Whether the innermost block is the body itself: inside of the scope of the parameters.
    pub fn is_body(&self) -> bool {
        self.open.len() == 2
    }

    /// From here on `name` has this meaning, to the end of the innermost block.
    pub fn declare(&mut self, name: &Ident, meaning: Meaning) {
        if let Some(scope) = self.open.last_mut() {
            scope.insert(key(name), meaning);
        }
    }

    pub fn find(&self, name: &Ident) -> Option<&Meaning> {
        let name = key(name);
        self.open.iter().rev().find_map(|scope| scope.get(&name))
    }

    /// Whether this text means something here, whoever wrote it.
    pub fn has(&self, name: &str) -> bool {
        let names = self.open.iter().flat_map(HashMap::keys);
        names.into_iter().any(|(known, _)| known == name)
    }

    /// The variable that this name means, or a part of which it means.
    pub fn local(&self, name: &Ident) -> Option<LocalId> {
        match self.find(name)? {
            Meaning::Local(local) => Some(*local),
            Meaning::Alias(alias) => Some(alias.local),
            Meaning::Constant(_)
            | Meaning::Closure(_)
            | Meaning::Function(_)
            | Meaning::Iterator(_)
            | Meaning::Error => None,
        }
    }

    /// Whether `name` means the same wherever the function runs: a constant, or something outside of it.
    pub fn is_global(&self, name: &Ident) -> bool {
        name != "self" && matches!(self.find(name), None | Some(Meaning::Constant(_)))
    }
}

/// A name with the syntax context that it comes from. No interface gives that, but `Debug` does, as `#3 bytes(7..9)`;
/// where it should not, names are told apart by their text.
fn key(name: &Ident) -> (String, String) {
    let span = format!("{:?}", name.span());
    let context = span.split_once(" bytes").map_or("", |(context, _)| context);
    (plain(name), context.to_string())
}

/// The text of a name without the `r#` of a raw identifier.
pub fn plain(name: &Ident) -> String {
    let text = name.to_string();
    text.strip_prefix("r#").map(str::to_string).unwrap_or(text)
}
