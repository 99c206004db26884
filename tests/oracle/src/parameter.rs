//! What the parameters of a function are.

use proc_macro2::Ident;
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{parse_quote, Error, Expr, FnArg, Pat, Type};

use crate::directives::Directives;

pub enum Kind {
    /// A float or an array of them; the type without a reference.
    Value(Type),
    /// A slice or vector of these.
    Slice(Type),
    /// A slice or vector of rows of these, each one longer than the one before.
    Rows(Type),
    Integer(Type),
    Boolean,
    /// What nobody draws, a function or a variant of an enum: as it is passed.
    Given(Expr),
}

pub struct Parameter {
    pub name: String,
    /// As written, const generics replaced.
    pub ty: Type,
    pub kind: Kind,
    pub by_reference: bool,
    /// `&mut`
    pub in_place: bool,
    pub constant: bool,
}

impl Parameter {
    /// Whether it takes a derivative.
    pub fn is_active(&self) -> bool {
        !self.constant && !matches!(self.kind, Kind::Integer(_) | Kind::Boolean | Kind::Given(_))
    }
}

pub fn is_float(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("f64") || path.path.is_ident("f32"))
}

fn is_integer(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let integers = [
        "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
    ];
    integers.iter().any(|integer| path.path.is_ident(integer))
}

/// `Const: N = 4` replaces `N` in types, `Type: T = f32` replaces `T`; other type parameters are `f64`.
pub struct Substitution {
    values: Vec<(Ident, Expr)>,
    pub types: Vec<(Ident, Type)>,
}

impl Substitution {
    pub fn new(directives: &Directives, signature: &syn::Signature) -> Result<Self, Error> {
        let mut types = vec![];
        for parameter in signature.generics.type_params() {
            let name = parameter.ident.to_string();
            let given = directives.all("Type").into_iter().find_map(|text| {
                let (of, ty) = text.split_once('=')?;
                (of.trim() == name).then(|| ty.trim().to_owned())
            });
            types.push((
                parameter.ident.clone(),
                syn::parse_str(given.as_deref().unwrap_or("f64"))?,
            ));
        }
        let pairs = directives.all("Const").into_iter().map(|text| {
            let assign: syn::ExprAssign = syn::parse_str(text)?;
            let name: Ident = syn::parse2(quote::ToTokens::to_token_stream(&assign.left))?;
            Ok((name, *assign.right))
        });
        Ok(Substitution {
            values: pairs.collect::<Result<_, Error>>()?,
            types,
        })
    }
}

impl VisitMut for Substitution {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Path(path) = ty {
            if let Some((_, with)) = self.types.iter().find(|(name, _)| path.path.is_ident(name)) {
                *ty = with.clone();
                return;
            }
        }
        visit_mut::visit_type_mut(self, ty);
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        if let Expr::Path(path) = expression {
            if let Some((_, value)) = self.values.iter().find(|(name, _)| path.path.is_ident(name)) {
                *expression = value.clone();
                return;
            }
        }
        visit_mut::visit_expr_mut(self, expression);
    }
}

/// The type with `owner` in the place of `Self`.
fn own(ty: &Type, owner: &Type) -> Type {
    match ty {
        Type::Reference(reference) => {
            let (inner, mutability) = (own(&reference.elem, owner), &reference.mutability);
            parse_quote!(&#mutability #inner)
        }
        Type::Path(path) if path.path.is_ident("Self") => owner.clone(),
        ty => ty.clone(),
    }
}

/// `owner` is the type of `self`; `given` says what is passed where nothing is drawn.
pub fn parameter(
    input: &FnArg,
    owner: Option<&Type>,
    generics: &mut Substitution,
    given: &dyn Fn(&str) -> Result<Option<Expr>, Error>,
) -> Result<Parameter, Error> {
    let typed = match input {
        FnArg::Typed(typed) => typed.clone(),
        FnArg::Receiver(receiver) => {
            let owner = owner.ok_or_else(|| Error::new_spanned(input, "a method of nothing"))?;
            let attributes = &receiver.attrs;
            let reference = match &receiver.kind {
                syn::ReceiverKind::Reference(_, _, mutability) => Some(quote!(& #mutability)),
                _ => None,
            };
            let FnArg::Typed(typed) = parse_quote!(#(#attributes)* this: #reference #owner) else {
                return Err(Error::new_spanned(input, "a receiver of this kind"));
            };
            typed
        }
    };
    let name = match &*typed.pat {
        Pat::Ident(name) => name.ident.to_string(),
        _ => "_".to_owned(),
    };
    let mut ty = match owner {
        Some(owner) => own(&typed.ty, owner),
        None => (*typed.ty).clone(),
    };
    generics.visit_type_mut(&mut ty);
    let (inner, by_reference, in_place) = match &ty {
        Type::Reference(reference) => ((*reference.elem).clone(), true, reference.mutability.is_some()),
        other => (other.clone(), false, false),
    };
    let given = given(&name)?;
    let kind = match inner {
        _ if given.is_some() => Kind::Given(given.expect("there is one")),
        ref rows if element(rows).and_then(|row| element(&row)).is_some() => {
            let row = element(rows).expect("it has elements");
            Kind::Rows(element(&row).expect("they have elements"))
        }
        ref slice if element(slice).is_some() => Kind::Slice(element(slice).expect("it has elements")),
        Type::Path(path) if path.path.is_ident("bool") => Kind::Boolean,
        inner if is_integer(&inner) => Kind::Integer(inner),
        inner if is_float(&inner) || matches!(inner, Type::Array(_)) => Kind::Value(inner),
        // A struct of the file.
        Type::Path(path) => Kind::Value(Type::Path(path)),
        other => return Err(Error::new_spanned(other, "the oracle knows no parameter of this type")),
    };
    let constant = typed
        .attrs
        .iter()
        .any(|attribute| attribute.path().is_ident("constant"));
    Ok(Parameter {
        name,
        ty,
        kind,
        by_reference,
        in_place,
        constant,
    })
}

/// What a slice or vector holds.
pub fn element(ty: &Type) -> Option<Type> {
    match ty {
        Type::Slice(slice) => Some((*slice.elem).clone()),
        Type::Path(path) => {
            let last = path.path.segments.last().filter(|last| last.ident == "Vec")?;
            let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
                return None;
            };
            match arguments.args.first()? {
                syn::GenericArgument::Type(ty) => Some(ty.clone()),
                _ => None,
            }
        }
        _ => None,
    }
}
