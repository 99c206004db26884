//! The methods that a derive makes of a type that is seen.

use super::{Known, Names, Surroundings, IMPORTS};
use crate::ast::{Signature, StructType};
use proc_macro2::TokenStream;
use std::cell::OnceCell;

/// Methods that a derive makes, written when the first of them is asked for.
pub struct Derived {
    write: Box<dyn Fn() -> Names>,
    names: OnceCell<Names>,
}

impl Derived {
    pub fn new(write: impl Fn() -> Names + 'static) -> Self {
        Derived {
            write: Box::new(write),
            names: OnceCell::new(),
        }
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(&self.write)
    }
}

impl Surroundings {
    /// A method that a derive makes of this type, if none of the user's that is seen has the name.
    pub fn derived(&self, ty: &StructType, name: &str) -> Option<Signature> {
        let (module, own) = self.home(&self.module, &self.path(ty), IMPORTS)?;
        let known = self.module(&module)?.derived.get(&own)?.names().known.get(name)?;
        if self.of_type(ty, name).is_some() {
            return None;
        }
        match self.seen_from_here(&module, known.clone(), &|_| false)? {
            Known::Function(signature) => Some(signature),
            _ => None,
        }
    }

    /// How such a method would be written by hand, where it can be.
    pub fn derived_body(&self, ty: &StructType, name: &str) -> Option<(Surroundings, TokenStream)> {
        let (module, own) = self.home(&self.module, &self.path(ty), IMPORTS)?;
        let body = self.module(&module)?.derived.get(&own)?.names().body(name)?.clone();
        self.of_body((module, body))
    }
}
