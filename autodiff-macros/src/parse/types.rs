//! Types as written: which are accepted where.

use super::bounds::{casts, is_float, is_function_bound, sources};
use crate::ast::{Length, StructType, Type};
use crate::diagnostics::messages::{self, Message};
use crate::diagnostics::{text, Collector};
use crate::ir::{Float, Int};
use proc_macro2::Ident;
use quote::ToTokens;

/// Collections of the standard library that are no vectors.
pub const COLLECTIONS: [&str; 7] = [
    "VecDeque",
    "LinkedList",
    "HashMap",
    "BTreeMap",
    "HashSet",
    "BTreeSet",
    "BinaryHeap",
];
/// What names of types mean beside those of the language.
#[derive(Clone, Default)]
pub struct Names {
    /// The type parameters that stand for floats.
    pub floats: Vec<FloatParameter>,
}

/// A type parameter that stands for a float.
#[derive(Clone)]
pub struct FloatParameter {
    pub name: Ident,
    /// The types in its `From` bounds: what a literal in `T::from(0.5)` can be.
    pub sources: Vec<Type>,
    /// Whether `T::from` is that of `num_traits`, which gives an `Option`.
    pub casts: bool,
}

/// The type of a parameter. References are erased at all depths where they are accepted.
pub fn parameter(ty: &syn::Type, names: &Names, errors: &mut Collector) -> Option<Type> {
    let mut reader = Reader {
        names,
        errors,
        refuse: &messages::PARAMETER_TYPE,
        borrowed: true,
    };
    if super::range::is_range(ty) {
        reader.errors.refuse(ty, &messages::PARAMETER_TYPE, &[&text(ty)]);
        return None;
    }
    match place(ty) {
        // What is behind the outermost `&mut` is a place of the caller.
        Some(place) => match reader.place(place)? {
            Type::Tuple(_) | Type::Option(_) => {
                reader.errors.refuse(ty, &messages::MUT_REFERENCE, &[&text(place)]);
                None
            }
            ty => Some(ty),
        },
        None => reader.read(ty),
    }
}

/// What a `&mut` is a reference to.
fn place(ty: &syn::Type) -> Option<&syn::Type> {
    match ty {
        syn::Type::Paren(inner) => place(&inner.elem),
        syn::Type::Group(inner) => place(&inner.elem),
        syn::Type::Reference(reference) if reference.mutability.is_some() => Some(&reference.elem),
        _ => None,
    }
}

/// The type of a parameter as written; of `&self`, `&Self`.
pub fn written(input: &syn::FnArg) -> syn::Type {
    match input {
        syn::FnArg::Typed(input) => (*input.ty).clone(),
        syn::FnArg::Receiver(receiver) => match &receiver.kind {
            syn::ReceiverKind::Reference(and, lifetime, mutability) => {
                // Where the user wrote `&self`.
                let own = Ident::new("Self", receiver.self_token.span);
                syn::parse_quote!(#and #lifetime #mutability #own)
            }
            syn::ReceiverKind::Typed(_, ty) => (**ty).clone(),
            _ => {
                let own = Ident::new("Self", receiver.self_token.span);
                syn::parse_quote!(#own)
            }
        },
    }
}

/// The type of the result. A `Result` is not inside of anything: its error comes from the user's own function.
pub fn result(ty: &syn::Type, names: &Names, errors: &mut Collector) -> Option<Type> {
    let mut reader = Reader {
        names,
        errors,
        refuse: &messages::RESULT_TYPE,
        borrowed: false,
    };
    match outcome(ty) {
        // There is more than whether it succeeds in what is left in places.
        Some((_, payload)) if is_unit(payload) => Some(Type::Option(Box::new(Type::Tuple(vec![])))),
        Some((Outcome::Result, payload)) => reader.option(payload),
        _ => reader.read(ty),
    }
}

/// `()`
pub fn is_unit(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Paren(ty) => is_unit(&ty.elem),
        syn::Type::Group(ty) => is_unit(&ty.elem),
        syn::Type::Tuple(tuple) => tuple.elems.is_empty(),
        _ => false,
    }
}

/// The two types that may hold no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Option,
    Result,
}

/// `Option<T>`, `Result<T, E>` and aliases such as `io::Result<T>`, with the T.
pub fn outcome(ty: &syn::Type) -> Option<(Outcome, &syn::Type)> {
    let path = match ty {
        syn::Type::Paren(ty) => return outcome(&ty.elem),
        syn::Type::Group(ty) => return outcome(&ty.elem),
        syn::Type::Path(path) if path.qself.is_none() => path,
        _ => return None,
    };
    let last = path.path.segments.last()?;
    let outcome = match last.ident.to_string().as_str() {
        "Option" => Outcome::Option,
        "Result" => Outcome::Result,
        _ => return None,
    };
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            syn::GenericArgument::Type(payload) => Some((outcome, payload)),
            _ => None,
        },
        _ => None,
    }
}

/// The annotation of a variable or a constant.
pub fn annotation(ty: &syn::Type, names: &Names, errors: &mut Collector) -> Option<Type> {
    Reader {
        names,
        errors,
        refuse: &messages::ANNOTATION,
        borrowed: true,
    }
    .read(ty)
}

/// The target of a cast.
pub fn cast(ty: &syn::Type, names: &Names, errors: &mut Collector) -> Option<Type> {
    match names.scalar(ty) {
        Some(ty @ (Type::Float(_) | Type::Int(_) | Type::Infer)) => Some(ty),
        _ => {
            errors.refuse(ty, &messages::CAST, &[&text(ty)]);
            None
        }
    }
}

impl Names {
    /// The type parameters among these that stand for floats.
    pub fn declare(&mut self, generics: &syn::Generics) {
        for parameter in generics.type_params().filter(|parameter| is_float(parameter, generics)) {
            let sources = sources(parameter, generics);
            let sources = sources.into_iter().filter_map(|ty| self.scalar(ty)).collect();
            let name = parameter.ident.clone();
            let casts = casts(parameter, generics);
            self.floats.push(FloatParameter { name, sources, casts });
        }
    }

    /// The number type, `bool` or `_` that this is, behind whatever brackets.
    pub fn scalar(&self, ty: &syn::Type) -> Option<Type> {
        match ty {
            syn::Type::Paren(ty) => self.scalar(&ty.elem),
            syn::Type::Group(ty) => self.scalar(&ty.elem),
            syn::Type::Infer(_) => Some(Type::Infer),
            syn::Type::Path(path) if path.qself.is_none() => self.named(&path.path),
            _ => None,
        }
    }

    /// `f64`, `std::primitive::f64`, `core::cmp::Ordering`, `T`, ….
    pub fn named(&self, path: &syn::Path) -> Option<Type> {
        if path.segments.iter().any(|segment| !segment.arguments.is_none()) {
            return None;
        }
        if let Some(float) = path.get_ident().and_then(|name| self.float(name)) {
            return Some(Type::Float(float));
        }
        let names = names_of(path);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let name = match names[..] {
            [name] | ["std" | "core", "primitive", name] => name,
            ["std" | "core", "cmp", name @ "Ordering"] | ["cmp", name @ "Ordering"] => name,
            _ => return None,
        };
        match name {
            "f64" => Some(Type::Float(Float::F64)),
            "f32" => Some(Type::Float(Float::F32)),
            "bool" => Some(Type::Bool),
            "Ordering" => Some(Type::Ordering),
            _ => Int::from_name(name).map(Type::Int),
        }
    }

    /// The type parameter of this name, if it stands for a float.
    pub fn float(&self, name: &Ident) -> Option<Float> {
        let known = self.floats.iter().any(|float| float.name == *name);
        known.then(|| Float::param(&name.to_string()))
    }

    /// The type parameter that stands for floats, if there is one alone: what nothing else names is of this type.
    pub fn only_float(&self) -> Option<Float> {
        match &self.floats[..] {
            [float] => Some(Float::param(&float.name.to_string())),
            _ => None,
        }
    }

    /// Whether `T::from` gives an `Option`.
    pub fn casts(&self, float: Float) -> bool {
        self.floats
            .iter()
            .any(|known| known.name == float.name() && known.casts)
    }

    /// What `T::from` takes, if a bound says so: a literal is of that type.
    pub fn source(&self, float: Float) -> Option<Type> {
        let parameter = self.floats.iter().find(|known| known.name == float.name())?;
        match &parameter.sources[..] {
            [source] => Some(source.clone()),
            _ => None,
        }
    }
}

/// Types of `std` that are no structs with fields, and variants of the prelude.
const NO_STRUCTS: [&str; 24] = [
    "Arc",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "Box",
    "Cell",
    "Cow",
    "Err",
    "HashMap",
    "HashSet",
    "Instant",
    "Mutex",
    "None",
    "Ok",
    "Option",
    "Pin",
    "Rc",
    "RefCell",
    "Result",
    "RwLock",
    "Some",
    "String",
    "Vec",
    "VecDeque",
];

/// The struct that a path names. By convention what begins with a capital is a type, and behind a type stand its
/// variants and associated types.
pub fn structure(path: &syn::Path) -> Option<StructType> {
    let is_type = |segment: &syn::PathSegment| segment.ident.to_string().starts_with(char::is_uppercase);
    let mut segments = path.segments.iter().rev();
    let last = segments.next()?;
    let fits = is_type(last) && !segments.any(is_type) && !NO_STRUCTS.iter().any(|name| last.ident == name);
    fits.then(|| StructType {
        tokens: path.to_token_stream(),
        like: None,
    })
}

/// The names in a path, one by one.
pub fn names_of(path: &syn::Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

/// The length in an array type or a repetition.
pub fn length(len: &syn::Expr) -> Length {
    match len {
        syn::Expr::Group(group) => length(&group.expr),
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Int(literal),
            ..
        }) => match literal.base10_parse() {
            Ok(len) => Length::Fixed(len),
            Err(_) => Length::Const(len.to_token_stream()),
        },
        _ => Length::Const(len.to_token_stream()),
    }
}

/// Reads one type. What is not accepted gets the message of its place, or a more special one.
struct Reader<'a> {
    names: &'a Names,
    errors: &'a mut Collector,
    refuse: &'static Message,
    /// Whether references and slices are accepted.
    borrowed: bool,
}

impl Reader<'_> {
    fn read(&mut self, ty: &syn::Type) -> Option<Type> {
        match ty {
            syn::Type::Paren(inner) => self.read(&inner.elem),
            syn::Type::Group(inner) => self.read(&inner.elem),
            syn::Type::Reference(inner) if self.borrowed => self.reference(inner),
            syn::Type::Tuple(tuple) if !tuple.elems.is_empty() || self.allows_unit() => {
                let all: Vec<Option<Type>> = tuple.elems.iter().map(|ty| self.read(ty)).collect();
                all.into_iter().collect::<Option<_>>().map(Type::Tuple)
            }
            syn::Type::Array(array) => {
                let element = self.element(&array.elem)?;
                Some(Type::Array(Box::new(element), length(&array.len)))
            }
            syn::Type::Path(path) if vec_element(&path.path).is_some() => {
                let element = vec_element(&path.path)?;
                Some(Type::Vec(Box::new(self.element(element)?)))
            }
            _ if self.reads_outcome(ty) => self.option(outcome(ty)?.1),
            _ => match self.names.scalar(ty) {
                Some(Type::Infer) if !self.allows_unit() => self.refused(ty),
                Some(ty) => Some(ty),
                None => match ty {
                    syn::Type::Path(path) if path.qself.is_none() => match structure(&path.path) {
                        Some(structure) => Some(Type::Struct(structure)),
                        None => self.refused(ty),
                    },
                    _ => self.refused(ty),
                },
            },
        }
    }

    /// Variables can be both, parameters and parts of results `Option`s.
    fn reads_outcome(&self, ty: &syn::Type) -> bool {
        outcome(ty).is_some_and(|(outcome, _)| outcome == Outcome::Option || self.allows_unit())
    }

    fn option(&mut self, payload: &syn::Type) -> Option<Type> {
        let read = self.read(payload)?;
        // Where there is none, there is nothing to take its place.
        let is_parameter = std::ptr::eq(self.refuse, &messages::PARAMETER_TYPE);
        match is_parameter && has_struct(&read) {
            true => self.refused(payload),
            false => Some(Type::Option(Box::new(read))),
        }
    }

    /// Whether this is the type of a variable, which may be `()` and may be left to inference.
    fn allows_unit(&self) -> bool {
        std::ptr::eq(self.refuse, &messages::ANNOTATION)
    }

    fn reference(&mut self, reference: &syn::TypeReference) -> Option<Type> {
        if reference.mutability.is_some() {
            if self.allows_unit() {
                self.errors.refuse(reference, self.refuse, &[&text(reference)]);
            } else {
                self.errors
                    .refuse(reference, &messages::MUT_REFERENCE, &[&owned(&reference.elem)]);
            }
            return None;
        }
        self.referred(&reference.elem)
    }

    /// The type behind a parameter that is `&mut`; no reference.
    fn place(&mut self, ty: &syn::Type) -> Option<Type> {
        match ty {
            syn::Type::Reference(reference) => {
                self.errors
                    .refuse(reference, &messages::MUT_REFERENCE, &[&owned(&reference.elem)]);
                None
            }
            ty => self.referred(ty),
        }
    }

    /// The type behind a reference.
    fn referred(&mut self, ty: &syn::Type) -> Option<Type> {
        match ty {
            syn::Type::Slice(slice) => {
                let element = self.element(&slice.elem)?;
                Some(Type::Slice(Box::new(element)))
            }
            inner => self.read(inner),
        }
    }

    /// The element of an array or slice: no slice, and no option.
    fn element(&mut self, ty: &syn::Type) -> Option<Type> {
        let element = self.read(ty)?;
        let message = match unfit(&element) {
            Some(Type::Slice(_)) => &messages::NESTED_SLICE,
            Some(_) => &messages::OPTIONS_IN_ARRAY,
            None => return Some(element),
        };
        self.errors.refuse(ty, message, &[]);
        None
    }

    fn refused(&mut self, ty: &syn::Type) -> Option<Type> {
        if let syn::Type::Path(path) = ty {
            let last = path.path.segments.last().map(|last| last.ident.to_string());
            if let Some(name) = last.filter(|name| COLLECTIONS.contains(&name.as_str())) {
                self.errors.refuse(ty, &messages::COLLECTION, &[&name]);
                return None;
            }
        }
        let is_parameter = std::ptr::eq(self.refuse, &messages::PARAMETER_TYPE);
        let message = match is_parameter && is_function(ty) {
            true => &messages::FUNCTION_PARAMETER,
            false => self.refuse,
        };
        self.errors.refuse(ty, message, &[&text(ty)]);
        None
    }
}

fn has_struct(ty: &Type) -> bool {
    match ty {
        Type::Struct(_) => true,
        Type::Array(inner, _) | Type::Slice(inner) | Type::Vec(inner) | Type::Option(inner) => has_struct(inner),
        Type::Tuple(all) => all.iter().any(has_struct),
        Type::Float(_) | Type::Int(_) | Type::Bool | Type::Ordering | Type::Infer => false,
    }
}

/// Whether this is an `Option` of numbers, arrays and the like.
pub fn is_option(ty: &syn::Type, names: &Names) -> bool {
    let mut unread = Collector::new();
    let read = parameter(ty, names, &mut unread);
    unread.finish();
    matches!(read, Some(Type::Option(_)))
}

/// What in this cannot be an element.
fn unfit(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Slice(_) | Type::Option(_) => Some(ty),
        Type::Tuple(parts) => parts.iter().find_map(unfit),
        _ => None,
    }
}

/// `impl Fn(f64) -> f64`, `dyn Fn(f64) -> f64` or `fn(f64) -> f64`.
fn is_function(ty: &syn::Type) -> bool {
    let bounds = match ty {
        syn::Type::FnPtr(_) => return true,
        syn::Type::ImplTrait(ty) => &ty.bounds,
        syn::Type::TraitObject(ty) => &ty.bounds,
        _ => return false,
    };
    bounds.iter().any(is_function_bound)
}

/// The type that takes the place of what is behind a `&mut`.
fn owned(ty: &syn::Type) -> String {
    let element = match ty {
        syn::Type::Slice(slice) => Some(&*slice.elem),
        syn::Type::Path(path) => vec_element(&path.path),
        _ => None,
    };
    element.map_or_else(|| text(ty), |element| format!("[{}; N]", text(element)))
}

/// The `T` of `Vec<T>`.
fn vec_element(path: &syn::Path) -> Option<&syn::Type> {
    let last = path.segments.last().filter(|last| last.ident == "Vec")?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}
