//! What the compiler sees around a function: the functions and constants of its module, and of types.

use crate::ast::{Length, Signature, Type};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// How often an import may lead to another one.
const IMPORTS: usize = 16;

/// A module with all that is known of it.
#[derive(Default)]
pub struct Module {
    pub names: Names,
    /// The functions and constants of types, by the name of the type.
    pub types: HashMap<String, Names>,
    /// The types that derive no derivative.
    pub plain: HashSet<String>,
    /// The fields of structs, by the names of both.
    pub fields: HashMap<(String, String), Type>,
    /// What operators give, by operation and the names of the types on both sides; of one with one side, twice that.
    pub operators: HashMap<(String, [String; 2]), Type>,
    /// The paths that names are imported from.
    pub imports: HashMap<String, Vec<String>>,
    /// The modules from which everything is imported.
    pub globs: Vec<Vec<String>>,
    pub modules: HashMap<String, Module>,
}

/// Functions and constants.
#[derive(Default)]
pub struct Names {
    known: HashMap<String, Known>,
}

/// What a name stands for.
#[derive(Clone)]
pub enum Known {
    Function(Signature),
    /// A function that is left alone: nothing stands beside it that another function could call.
    Left,
    Constant(Type),
    /// Several things: which of them is there is up to `cfg`, or to generic arguments.
    Several,
}

impl Module {
    /// Whether nothing is known of it.
    fn is_empty(&self) -> bool {
        self.names.known.is_empty() && self.types.is_empty() && self.modules.is_empty() && self.imports.is_empty()
    }
}

impl Names {
    pub fn declare(&mut self, name: String, known: Known) {
        let twice = self.known.contains_key(&name);
        self.known.insert(name, if twice { Known::Several } else { known });
    }
}

/// Where a function stands.
#[derive(Clone, Default)]
pub struct Surroundings {
    /// The outermost module that is seen.
    pub root: Rc<Module>,
    /// The path from there to the module of the function.
    pub module: Vec<String>,
    /// The type whose function it is.
    pub owner: Option<Rc<Owner>>,
}

/// The type of an `impl` block.
#[derive(Default)]
pub struct Owner {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// The type, if it is a number, an array or the like, of which `Self` says nothing to the compiler.
    pub ty: Option<syn::Type>,
    pub generics: syn::Generics,
}

impl Surroundings {
    /// Whether nothing is seen around the function.
    pub fn is_alone(&self) -> bool {
        self.owner.is_none() && self.root.is_empty()
    }

    /// What the path means, with types as they are written at the place of the function. `hidden` says which names
    /// mean something else there than in the module.
    pub fn find(&self, path: &[String], hidden: &dyn Fn(&str) -> bool) -> Option<Known> {
        let own = self.owner.as_ref().and_then(|owner| owner.name.clone());
        let path: Vec<String> = match path {
            [first, rest @ ..] if first == "Self" => std::iter::once(own?).chain(rest.iter().cloned()).collect(),
            path => path.to_vec(),
        };
        let (module, known) = self.locate(&self.module, &path, IMPORTS)?;
        // Elsewhere the same words may be other constants.
        let place = |from: &[String], name: &str| Some(self.locate(from, &[name.to_string()], IMPORTS)?.0);
        let own: &[String] = match &known {
            Known::Function(signature) => &signature.generics,
            _ => &[],
        };
        let other = |name: &str| {
            if own.iter().any(|generic| generic == name) {
                return false;
            }
            let moved = module != self.module && place(&module, name) != place(&self.module, name);
            hidden(name) || moved || name == "Self"
        };
        let same = |length: &TokenStream| !mentions(length.clone(), &other);
        let here = |ty: &Type| localised(ty, &same);
        Some(match known.clone() {
            Known::Function(signature) => Known::Function(Signature {
                parameters: signature.parameters.iter().map(here).collect(),
                result: here(&signature.result),
                generics: signature.generics,
            }),
            Known::Constant(ty) => Known::Constant(here(&ty)),
            other => other,
        })
    }

    /// A function or a constant of the type of this name.
    pub fn of_type(&self, ty: &str, name: &str) -> Option<Known> {
        self.find(&[ty.to_string(), name.to_string()], &|_| false)
    }

    /// The type of this field of the struct of this name.
    pub fn field(&self, ty: &str, field: &str) -> Option<Type> {
        self.here(|module| module.fields.get(&(ty.to_string(), field.to_string())))
    }

    /// What an operation gives on types of these names.
    pub fn operator(&self, operation: &str, sides: [String; 2]) -> Option<Type> {
        let key = (operation.to_string(), sides);
        self.here(|module| module.operators.get(&key))
    }

    /// Whether the type of this name is seen to have no derivative.
    pub fn is_plain(&self, ty: &str) -> bool {
        let own = self.owner.as_ref().and_then(|owner| owner.name.as_deref());
        let name = match own {
            Some(own) if ty == "Self" => own,
            _ => ty,
        };
        self.here(|module| module.plain.get(name)).is_some()
    }

    /// What is found in the module of the function, or in those around it.
    fn here<'a, T: Clone + 'a>(&'a self, find: impl Fn(&'a Module) -> Option<&'a T>) -> Option<T> {
        let inner = |depth: usize| {
            self.module[..depth]
                .iter()
                .try_fold(&*self.root, |at, name| at.modules.get(name))
        };
        let modules = (0..=self.module.len()).rev().filter_map(inner);
        modules.into_iter().find_map(find).cloned()
    }

    /// The module that the path leads to, and what is there.
    fn locate(&self, module: &[String], path: &[String], imports: usize) -> Option<(Vec<String>, Known)> {
        let here = module.iter().try_fold(&*self.root, |at, name| at.modules.get(name))?;
        let imports = imports.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "self" => return self.locate(module, rest, imports),
            "super" => return self.locate(&module[..module.len().checked_sub(1)?], rest, imports),
            "crate" => return None,
            _ => {}
        }
        let found = match rest {
            [] => here.names.known.get(first),
            [name] => here.types.get(first).and_then(|names| names.known.get(name)),
            _ => None,
        };
        if let Some(known) = found {
            return Some((module.to_vec(), known.clone()));
        }
        if here.modules.contains_key(first) && !rest.is_empty() {
            return self.locate(&[module, &[first.clone()]].concat(), rest, imports);
        }
        if let Some(import) = here.imports.get(first) {
            return self.locate(module, &[import, rest].concat(), imports);
        }
        let glob = |from: &Vec<String>| self.locate(module, &[from, path].concat(), imports);
        here.globs.iter().find_map(glob)
    }
}

/// The type with unknown lengths where they are not the same here.
fn localised(ty: &Type, same: &dyn Fn(&TokenStream) -> bool) -> Type {
    match ty {
        Type::Array(element, length) => {
            let length = match length {
                Length::Const(tokens) if !same(tokens) => Length::Infer,
                length => length.clone(),
            };
            Type::Array(Box::new(localised(element, same)), length)
        }
        Type::Slice(element) => Type::Slice(Box::new(localised(element, same))),
        Type::Option(inner) => Type::Option(Box::new(localised(inner, same))),
        Type::Tuple(all) => Type::Tuple(all.iter().map(|ty| localised(ty, same)).collect()),
        ty => ty.clone(),
    }
}

fn mentions(tokens: TokenStream, names: &dyn Fn(&str) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => names(&name.to_string()),
        TokenTree::Group(group) => mentions(group.stream(), names),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
