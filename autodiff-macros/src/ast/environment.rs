//! What the compiler sees around a function: the functions and constants of its module, and of types.

use crate::ast::{Length, Signature, StructType, Type};
use crate::identifiers::is_identifier;
use crate::tables::{HashMap, HashSet};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;
use std::rc::Rc;

mod declaration;
mod derived;

pub use declaration::Declaration;
pub use derived::Derived;

/// How often an import may lead to another one.
const IMPORTS: usize = 16;

/// A module with all that is known of it.
#[derive(Default)]
pub struct Module {
    pub names: Names,
    /// The functions and constants of types, by the name of the type.
    pub types: HashMap<String, Names>,
    /// The types that are defined here.
    pub declared: HashSet<String>,
    /// Those of them in which nothing can be a float.
    pub plain: HashSet<String>,
    /// The enums among these.
    pub enums: HashSet<String>,
    /// How they are declared, as far as that is seen.
    pub declarations: HashMap<String, Declaration>,
    /// The fields of structs, by the names of both.
    pub fields: HashMap<(String, String), Type>,
    /// Those whose lengths are const parameters of the struct: what such a field gives, as a function of the struct would.
    pub generic_fields: HashMap<(String, String), Signature>,
    /// Those of them that take no derivative.
    pub constants: HashSet<(String, String)>,
    /// The methods that `#[derive(Differentiable)]` makes of structs and their tangents, by the name of the type.
    pub derived: HashMap<String, Derived>,
    /// What operators give, by operation and the names of the types on both sides; of one with one side, twice that.
    pub operators: HashMap<OperatorKey, Type>,
    /// How they are written.
    pub operations: HashMap<OperatorKey, Body>,
    /// The paths that names are imported from.
    pub imports: HashMap<String, Vec<String>>,
    /// The modules from which everything is imported.
    pub globs: Vec<Vec<String>>,
    pub modules: HashMap<String, Module>,
}

/// An operation, and the names of the types on both sides.
pub type OperatorKey = (String, [String; 2]);

/// Functions and constants.
#[derive(Default)]
pub struct Names {
    known: HashMap<String, Known>,
    /// The functions as they are written.
    bodies: HashMap<String, Body>,
}

/// A function as it is written, and the type whose function it is.
#[derive(Clone)]
pub struct Body {
    pub item: TokenStream,
    pub owner: Option<Rc<Owner>>,
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

impl Module {
    /// Forgets how functions are written, and that some have no derivative.
    pub fn keep_types(&mut self) {
        self.names.keep_types();
        self.types.values_mut().for_each(Names::keep_types);
        self.operations.clear();
        self.modules.values_mut().for_each(Module::keep_types);
    }
}

impl Names {
    fn keep_types(&mut self) {
        self.bodies.clear();
        self.known.retain(|_, known| !matches!(known, Known::Left));
    }

    pub fn declare(&mut self, name: String, known: Known) {
        let twice = self.known.contains_key(&name);
        self.known.insert(name, if twice { Known::Several } else { known });
    }

    /// Notes how a function is written.
    pub fn written(&mut self, name: String, body: Body) {
        self.bodies.insert(name, body);
    }

    /// How the function of this name is written, if there is one.
    fn body(&self, name: &str) -> Option<&Body> {
        let one = matches!(self.known.get(name), Some(Known::Function(_)));
        self.bodies.get(name).filter(|_| one)
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
    /// Whether this was read in the file around the item: it says what types are, and nothing else.
    pub read: bool,
}

/// The type of an `impl` block.
#[derive(Default)]
pub struct Owner {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// The type, if it is a number, an array or the like, of which `Self` says nothing to the compiler.
    pub ty: Option<syn::Type>,
    /// How it is written in the `impl`.
    pub written: String,
    pub generics: syn::Generics,
}

impl Surroundings {
    /// Whether nothing is seen around the function.
    pub fn is_alone(&self) -> bool {
        self.owner.is_none() && self.root.is_empty()
    }

    /// The type whose function it is, if it has no generic parameters.
    pub fn owner_without_generics(&self) -> Option<syn::Type> {
        let owner = self.owner.as_ref()?;
        let is_plain = owner.name.is_some() && owner.generics.params.is_empty();
        is_plain.then(|| syn::parse_str(&owner.written).ok()).flatten()
    }

    /// The type whose function it is, if it has a name and takes no lifetimes.
    pub fn owner_type(&self) -> Option<syn::Type> {
        let owner = self.owner.as_ref()?;
        let is_plain = owner.name.is_some() && owner.generics.lifetimes().next().is_none();
        is_plain.then(|| syn::parse_str(&owner.written).ok()).flatten()
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
        self.seen_from_here(&module, known, hidden)
    }

    /// What stands in a module, with the types as they are written at the place of the function; none if they cannot be
    /// written there.
    fn seen_from_here(&self, module: &[String], known: Known, hidden: &dyn Fn(&str) -> bool) -> Option<Known> {
        // Elsewhere the same words may be other constants, and other types.
        let place = |from: &[String], name: &str| Some(self.locate(from, &[name.to_string()], IMPORTS)?.0);
        let generics = match &known {
            Known::Function(signature) => signature.generics.clone(),
            _ => vec![],
        };
        let other = |name: &str| {
            if generics.iter().any(|generic| generic == name) {
                return false;
            }
            let moved = module != self.module && place(module, name) != place(&self.module, name);
            hidden(name) || moved || name == "Self"
        };
        let same_length = |length: &TokenStream| !mentions(length.clone(), &other);
        let moved = |ty: &StructType| match module == self.module {
            true => Some(ty.clone()),
            false => self.moved(module, ty),
        };
        let here = |ty: &Type| localised(ty, &same_length, &moved);
        Some(match known {
            Known::Function(signature) => Known::Function(Signature {
                parameters: signature.parameters.iter().map(here).collect::<Option<_>>()?,
                places: signature.places,
                constant: signature.constant,
                result: here(&signature.result)?,
                generics: signature.generics,
                own: signature.own,
                functions: signature.functions,
            }),
            Known::Constant(ty) => Known::Constant(here(&ty)?),
            other => other,
        })
    }

    /// A type of another module by the path that leads to it from here.
    fn moved(&self, module: &[String], ty: &StructType) -> Option<StructType> {
        let (home, name) = self.home(module, &ty.path(), IMPORTS)?;
        let common = home.iter().zip(&self.module).take_while(|(a, b)| a == b).count();
        let up = (common..self.module.len()).map(|_| "super");
        let down = home[common..].iter().map(String::as_str);
        let names = up.chain(down).chain([name.as_str()]);
        let names = names.map(|name| match is_identifier(name) || name == "super" {
            true => Ident::new(name, Span::call_site()),
            false => Ident::new_raw(name, Span::call_site()),
        });
        let arguments = ty.arguments();
        Some(StructType {
            tokens: quote!(#(#names)::* #arguments),
            like: None,
        })
    }

    /// A function or a constant of this type.
    pub fn of_type(&self, ty: &StructType, name: &str) -> Option<Known> {
        let path = self.path(ty);
        let member = |path: &[String]| [path, &[name.to_string()]].concat();
        match (self.home(&self.module, &path, IMPORTS), &path[..]) {
            (Some((module, ty)), _) => {
                let (_, known) = self.locate(&module, &member(&[ty]), IMPORTS)?;
                self.seen_from_here(&module, known, &|_| false)
            }
            // A type that is defined elsewhere.
            (None, [_]) => self.find(&member(&path), &|_| false),
            (None, _) => None,
        }
    }

    /// The function of this name of a type that is seen, if one type alone has one.
    pub fn method(&self, name: &str) -> Option<Known> {
        fn all<'m>(module: &'m Module, name: &str, found: &mut Vec<&'m Known>) {
            found.extend(module.types.values().filter_map(|names| names.known.get(name)));
            module.modules.values().for_each(|module| all(module, name, found));
        }
        let mut found = vec![];
        all(&self.root, name, &mut found);
        match found[..] {
            [known] => Some(known.clone()),
            _ => None,
        }
    }

    /// Whether a function of some type that is seen has this name.
    pub fn has_method(&self, name: &str) -> bool {
        fn is_in(module: &Module, name: &str) -> bool {
            let mut types = module.types.values();
            types.any(|names| names.known.contains_key(name))
                || module.modules.values().any(|module| is_in(module, name))
        }
        is_in(&self.root, name)
    }

    /// The type that has a function of this name, if it is one only, of the module of the function.
    pub fn only_owner(&self, name: &str) -> Option<String> {
        let types = self.module(&self.module)?.types.iter();
        let has = |names: &Names| matches!(names.known.get(name), Some(Known::Function(_)));
        let mut owners = types.filter(|(_, names)| has(names)).map(|(owner, _)| owner);
        let owner = owners.next()?.clone();
        owners.next().is_none().then_some(owner)
    }

    /// The type of this field of the struct.
    pub fn field(&self, ty: &StructType, field: &str) -> Option<Type> {
        let (module, name) = self.home(&self.module, &self.path(ty), IMPORTS)?;
        let known = self.module(&module)?.fields.get(&(name, field.to_string()))?;
        match self.seen_from_here(&module, Known::Constant(known.clone()), &|_| false)? {
            Known::Constant(ty) => Some(ty),
            _ => None,
        }
    }

    /// What a field of this type gives whose lengths are the generic arguments of the type.
    pub fn generic_field(&self, ty: &StructType, field: &str) -> Option<Signature> {
        let (module, name) = self.home(&self.module, &self.path(ty), IMPORTS)?;
        let known = self.module(&module)?.generic_fields.get(&(name, field.to_string()))?;
        match self.seen_from_here(&module, Known::Function(known.clone()), &|_| false)? {
            Known::Function(signature) => Some(signature),
            _ => None,
        }
    }

    /// What an operation gives on types of these names, each with the type if it is no number.
    pub fn operator(&self, operation: &str, sides: [(String, Option<StructType>); 2]) -> Option<Type> {
        let key = (operation.to_string(), sides.each_ref().map(|(name, _)| name.clone()));
        let outer = (0..=self.module.len()).rev().map(|depth| &self.module[..depth]);
        outer.into_iter().find_map(|module| {
            let output = self.module(module)?.operators.get(&key)?;
            // The same name may stand for another type there.
            let same = sides.iter().all(|(name, ty)| match ty {
                Some(ty) => {
                    let there = self.home(module, std::slice::from_ref(name), IMPORTS);
                    self.home(&self.module, &self.path(ty), IMPORTS) == there
                }
                None => true,
            });
            same.then(|| output.clone())
        })
    }

    /// Whether the type is seen to have no derivative.
    pub fn is_plain(&self, ty: &StructType) -> bool {
        let home = self.home(&self.module, &self.path(ty), IMPORTS);
        home.is_some_and(|(module, name)| self.module(&module).is_some_and(|module| module.plain.contains(&name)))
    }

    /// Whether the type is seen to be an enum without derivatives.
    pub fn is_plain_enum(&self, ty: &StructType) -> bool {
        let home = self.home(&self.module, &self.path(ty), IMPORTS);
        home.is_some_and(|(module, name)| self.module(&module).is_some_and(|module| module.enums.contains(&name)))
    }

    /// The names of the path of a type.
    fn path(&self, ty: &StructType) -> Vec<String> {
        let own = self.owner.as_ref().and_then(|owner| owner.name.clone());
        match (ty.path(), own) {
            (path, Some(own)) if path == ["Self"] => vec![own],
            (path, _) => path,
        }
    }

    fn module(&self, path: &[String]) -> Option<&Module> {
        path.iter().try_fold(&*self.root, |at, name| at.modules.get(name))
    }

    /// How the function that the path leads to is written, with its surroundings; none if it stands in another module, where words
    /// mean something else.
    pub fn body(&self, path: &[String]) -> Option<(Surroundings, TokenStream)> {
        let own = self.owner.as_ref().and_then(|owner| owner.name.clone());
        let path: Vec<String> = match path {
            [first, rest @ ..] if first == "Self" => std::iter::once(own?).chain(rest.iter().cloned()).collect(),
            path => path.to_vec(),
        };
        let found = self.search(&self.module, &path, IMPORTS, &|here, first, rest| match rest {
            [] => here.names.body(first).cloned(),
            [name] => here.types.get(first)?.body(name).cloned(),
            _ => None,
        });
        self.of_body(found?)
    }

    /// How a method of this type is written.
    pub fn method_body(&self, ty: &StructType, name: &str) -> Option<(Surroundings, TokenStream)> {
        self.body(&[self.path(ty), vec![name.to_string()]].concat())
    }

    /// How an operation on types of these names is written.
    pub fn operation_body(&self, key: &OperatorKey) -> Option<(Surroundings, TokenStream)> {
        let body = self.module(&self.module)?.operations.get(key)?;
        self.of_body((self.module.clone(), body.clone()))
    }

    fn of_body(&self, (module, body): (Vec<String>, Body)) -> Option<(Surroundings, TokenStream)> {
        let surroundings = Surroundings {
            owner: body.owner,
            ..self.clone()
        };
        (module == self.module).then_some((surroundings, body.item))
    }

    /// The module in which a type is defined, and its name there.
    fn home(&self, module: &[String], path: &[String], imports: usize) -> Option<(Vec<String>, String)> {
        self.search(module, path, imports, &|here, first, rest| {
            (rest.is_empty() && here.declared.contains(first)).then(|| first.clone())
        })
    }

    /// The module that the path leads to, and what is there.
    fn locate(&self, module: &[String], path: &[String], imports: usize) -> Option<(Vec<String>, Known)> {
        self.search(module, path, imports, &|here, first, rest| {
            let known = match rest {
                [] => here.names.known.get(first),
                [name] => here.types.get(first).and_then(|names| names.known.get(name)),
                _ => None,
            };
            known.cloned()
        })
    }

    /// Follows a path through modules, imports and globs to the module where `found` finds what the rest of it names.
    fn search<T>(
        &self,
        module: &[String],
        path: &[String],
        imports: usize,
        found: &Found<T>,
    ) -> Option<(Vec<String>, T)> {
        let here = self.module(module)?;
        let imports = imports.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "self" => return self.search(module, rest, imports, found),
            "super" => return self.search(&module[..module.len().checked_sub(1)?], rest, imports, found),
            "crate" => return None,
            _ => {}
        }
        if let Some(found) = found(here, first, rest) {
            return Some((module.to_vec(), found));
        }
        if here.modules.contains_key(first) && !rest.is_empty() {
            return self.search(&[module, std::slice::from_ref(first)].concat(), rest, imports, found);
        }
        if let Some(import) = here.imports.get(first) {
            return self.search(module, &[import, rest].concat(), imports, found);
        }
        let glob = |from: &Vec<String>| self.search(module, &[from, path].concat(), imports, found);
        here.globs.iter().find_map(glob)
    }
}

/// What the first name of a path and the rest of it mean in a module.
type Found<'a, T> = dyn Fn(&Module, &String, &[String]) -> Option<T> + 'a;

/// The type with unknown lengths where they are not the same here, and with other paths to structs.
fn localised(
    ty: &Type,
    same_length: &dyn Fn(&TokenStream) -> bool,
    moved: &dyn Fn(&StructType) -> Option<StructType>,
) -> Option<Type> {
    let inside = |ty: &Type| localised(ty, same_length, moved).map(Box::new);
    Some(match ty {
        Type::Array(element, length) => {
            let length = match length {
                Length::Const(tokens) if !same_length(tokens) => Length::Infer,
                length => length.clone(),
            };
            Type::Array(inside(element)?, length)
        }
        Type::Slice(element) => Type::Slice(inside(element)?),
        Type::Vec(element) => Type::Vec(inside(element)?),
        Type::Option(payload) => Type::Option(inside(payload)?),
        Type::Tuple(all) => Type::Tuple(all.iter().map(|ty| inside(ty).map(|ty| *ty)).collect::<Option<_>>()?),
        Type::Struct(ty) => Type::Struct(moved(ty)?),
        ty => ty.clone(),
    })
}

fn mentions(tokens: TokenStream, names: &dyn Fn(&str) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => names(&name.to_string()),
        TokenTree::Group(group) => mentions(group.stream(), names),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
