//! One test case for each function that returns a scalar, or an `Option` or a `Result` of one: how its arguments are
//! drawn, and how it is called.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, ToTokens};
use syn::visit_mut::{self, VisitMut};
use syn::{parse_quote, Error, Expr, ExprTuple, FnArg, Pat, ReturnType, Type};

use crate::directives::Directives;
use crate::dual::mentions;
use crate::functions::Function;
use crate::Modes;

enum Kind {
    /// A float or an array of them; the type without a reference.
    Value(Type),
    /// A slice or vector of these.
    Slice(Type),
    /// A slice or vector of rows of these, each one longer than the one before.
    Rows(Type),
    Integer(Type),
    Boolean,
}

pub struct Parameter {
    name: String,
    /// As written, const generics replaced.
    ty: Type,
    kind: Kind,
    by_reference: bool,
    /// `&mut`
    in_place: bool,
    constant: bool,
}

impl Parameter {
    /// Whether it takes a derivative.
    pub fn is_active(&self) -> bool {
        !self.constant && !matches!(self.kind, Kind::Integer(_) | Kind::Boolean)
    }

    pub fn is_in_place(&self) -> bool {
        self.in_place
    }

    pub fn is_by_reference(&self) -> bool {
        self.by_reference
    }
}

/// The expression `Case { .. },`, or nothing for a function that is only there to be called.
pub fn make(file: &Ident, function: &Function, modes: Modes) -> Result<TokenStream, Error> {
    let signature = function.signature;
    let directives = Directives::of(function.attributes);
    let mut generics = Substitution::new(&directives, signature)?;
    let mut output = signature.output.clone();
    generics.visit_return_type_mut(&mut output);
    let Some(partial) = scalar_result(&output) else {
        return Ok(TokenStream::new());
    };
    if signature
        .inputs
        .iter()
        .any(|input| is_opaque(input, &signature.generics))
    {
        return Ok(TokenStream::new());
    }
    let parameters = signature
        .inputs
        .iter()
        .map(|input| parameter(input, function.owner, &mut generics));
    let parameters = parameters.collect::<Result<Vec<_>, _>>()?;

    let (path, value_and_grad) = (function.path(), function.value_and_grad());
    let text = signature.ident.to_string();
    let single = mentions(signature, "f32")
        || mentions(function.body, "f32")
        || generics.types.iter().any(|(_, ty)| mentions(ty, "f32"));
    let has_dual = directives.has_dual();
    let differences = !directives.all("Differences").contains(&"no");
    let draws = parameters
        .iter()
        .map(|parameter| draw(parameter, &directives))
        .collect::<Result<Vec<_>, _>>()?;
    let points = |word| {
        directives
            .all(word)
            .into_iter()
            .map(|text| point(&parameters, text))
            .collect::<Result<Vec<_>, Error>>()
    };
    let (at, panics) = (points("At")?, points("Panics")?);
    let (read, pass) = call(&parameters, Some(file));
    let left = parameters
        .iter()
        .enumerate()
        .filter(|(_, parameter)| parameter.in_place);
    let left: Vec<_> = left
        .map(|(index, _)| {
            let name = format_ident!("argument_{index}");
            quote!(format!("{:?}", #name))
        })
        .collect();
    let (read_dual, pass_dual) = call(&parameters, None);
    // Some have first derivatives only.
    let first = directives.all("Modes").contains(&"first");
    let has_modes = modes != Modes::None && !first && !single && has_modes(file, function, &parameters, partial);
    let may_have_modes = modes == Modes::All && !single && parameters.iter().any(Parameter::is_active);
    let modes = match has_modes {
        true => crate::modes::closure(file, function, &parameters, &read, &pass),
        false if may_have_modes => crate::modes::of_any(file, function, &parameters, &read, &pass, (partial, first)),
        false => quote!(None),
    };
    let (plain, gradient, dual) = match partial {
        false => (
            quote!(f64::from(crate::corpus::#file::#path(#pass))),
            quote! {
                let (value, gradient) = crate::corpus::#file::#value_and_grad(#pass);
                (f64::from(value), gradient.flat())
            },
            quote! {
                let value = #path(#pass_dual);
                value.parts()
            },
        ),
        // Where there is no value, it counts as not a number, and the gradient as zero.
        true => (
            quote!(crate::common::case::Partial::parts(crate::corpus::#file::#path(#pass)).0.map_or(f64::NAN, f64::from)),
            quote! {
                let (value, error) = crate::common::case::Partial::parts(
                    crate::corpus::#file::#value_and_grad(#pass)
                );
                let plain = crate::common::case::Partial::parts(crate::corpus::#file::#path(#pass));
                assert_eq!(error, plain.1, "another error than that of the function");
                match value {
                    Some((value, gradient)) => (f64::from(value), gradient.flat()),
                    None => (f64::NAN, vec![0.0; crate::common::case::active(arguments).len()]),
                }
            },
            quote! {
                crate::common::case::Partial::parts(#path(#pass_dual))
                    .0
                    .map_or([f64::NAN, 0.0, 0.0], |value| value.parts())
            },
        ),
    };
    let dual = match has_dual {
        true => quote! {
            |arguments, components| {
                let mut reader = Reader::new(arguments, Some(components));
                #read_dual
                #dual
            }
        },
        false => quote!(|_, _| panic!("there are no dual numbers of this function")),
    };
    Ok(quote! {
        {
            use crate::common::case::{Argument, Case, Draw, Flat, Read, Reader};
            Case {
                file: stringify!(#file),
                name: #text,
                single: #single,
                differences: #differences,
                draws: vec![#(#draws),*],
                at: vec![#(#at),*],
                panics: vec![#(#panics),*],
                plain: |arguments| {
                    let mut reader = Reader::new(arguments, None);
                    #read
                    #plain
                },
                gradient: |arguments| {
                    let mut reader = Reader::new(arguments, None);
                    #read
                    #gradient
                },
                left: |arguments| {
                    let mut left = Vec::new();
                    {
                        let mut reader = Reader::new(arguments, None);
                        #read
                        let _ = crate::corpus::#file::#path(#pass);
                        left.push(vec![#(#left),*]);
                    }
                    {
                        let mut reader = Reader::new(arguments, None);
                        #read
                        let _ = crate::corpus::#file::#value_and_grad(#pass);
                        left.push(vec![#(#left),*]);
                    }
                    left
                },
                has_dual: #has_dual,
                hyper_dual: #dual,
                modes: #modes,
            }
        },
    })
}

/// Whether there is more than a gradient: of a function of `f64`s that takes and gives values, with no struct in sight.
fn has_modes(file: &Ident, function: &Function, parameters: &[Parameter], excluded: bool) -> bool {
    const OF_STRUCTS: [&str; 6] = [
        "enums",
        "struct_calls",
        "struct_programs",
        "structs",
        "variants",
        "vector_structs",
    ];
    let of_floats = |parameter: &Parameter| match &parameter.kind {
        Kind::Value(ty) | Kind::Slice(ty) | Kind::Rows(ty) => !names_struct(ty),
        Kind::Integer(_) | Kind::Boolean => true,
    };
    !excluded
        && function.owner.is_none()
        && !OF_STRUCTS.iter().any(|name| file == name)
        && parameters
            .iter()
            .all(|parameter| !parameter.in_place && of_floats(parameter))
        && parameters.iter().any(|parameter| parameter.is_active())
}

fn names_struct(ty: &Type) -> bool {
    match ty {
        Type::Array(array) => names_struct(&array.elem),
        ty => !is_float(ty) && element(ty).is_none_or(|element| names_struct(&element)),
    }
}

/// Whether the scalar that the function returns may be missing; none if it returns something else.
fn scalar_result(output: &ReturnType) -> Option<bool> {
    let ReturnType::Type(_, ty) = output else { return None };
    if is_float(ty) {
        return Some(false);
    }
    let Type::Path(path) = &**ty else { return None };
    let last = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let partial = last.ident == "Option" || last.ident == "Result";
    matches!(arguments.args.first()?, syn::GenericArgument::Type(ty) if is_float(ty) && partial).then_some(true)
}

fn is_float(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("f64") || path.path.is_ident("f32"))
}

fn is_integer(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let integers = [
        "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
    ];
    integers.iter().any(|integer| path.path.is_ident(integer))
}

/// Whether this is a parameter of an enum, a tuple, an option, a text or a function, which nobody draws: the function is only
/// called by others.
fn is_opaque(input: &FnArg, generics: &syn::Generics) -> bool {
    let FnArg::Typed(typed) = input else { return false };
    let ty = match &*typed.ty {
        Type::Reference(reference) => &*reference.elem,
        ty => ty,
    };
    let Type::Path(path) = ty else {
        return matches!(ty, Type::ImplTrait(_) | Type::TraitObject(_) | Type::Tuple(_));
    };
    let is_function = |bounds: &dyn ToTokens| mentions_function(bounds.to_token_stream());
    let by_parameter = generics
        .type_params()
        .any(|parameter| path.path.is_ident(&parameter.ident) && is_function(parameter));
    let mut predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let by_predicate = predicates.any(|predicate| {
        matches!(predicate, syn::WherePredicate::Type(predicate) if predicate.bounded_ty.to_token_stream().to_string() == path.path.to_token_stream().to_string() && is_function(&predicate.bounds))
    });
    if by_parameter || by_predicate {
        return true;
    }
    let is_option = path.path.segments.last().is_some_and(|last| last.ident == "Option");
    is_option || ["Kind", "str", "char"].iter().any(|name| path.path.is_ident(name))
}

fn mentions_function(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| token.to_string() == "Fn")
}

/// `Const: N = 4` replaces `N` in types, `Type: T = f32` replaces `T`; other type parameters are `f64`.
struct Substitution {
    values: Vec<(Ident, Expr)>,
    types: Vec<(Ident, Type)>,
}

impl Substitution {
    fn new(directives: &Directives, signature: &syn::Signature) -> Result<Self, Error> {
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

/// `owner` is the type of `self`.
fn parameter(input: &FnArg, owner: Option<&Type>, generics: &mut Substitution) -> Result<Parameter, Error> {
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
    let kind = match inner {
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
fn element(ty: &Type) -> Option<Type> {
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

fn draw(parameter: &Parameter, directives: &Directives) -> Result<TokenStream, Error> {
    let active = !parameter.constant;
    let floats = |count: TokenStream| {
        let domain = directives.domain(&parameter.name)?;
        let (low, high) = (domain.start, domain.end);
        Ok::<_, Error>(quote!(Draw::Floats { active: #active, count: #count, low: #low, high: #high }))
    };
    match &parameter.kind {
        Kind::Value(ty) => floats(quote!(<#ty as Read>::COUNT)),
        Kind::Slice(ty) => {
            let length = directives.length(&parameter.name)?;
            floats(quote!(#length * <#ty as Read>::COUNT))
        }
        Kind::Rows(ty) => {
            let length = directives.length(&parameter.name)?;
            floats(quote!(#length * (#length + 1) / 2 * <#ty as Read>::COUNT))
        }
        Kind::Integer(_) => {
            let range = directives.integers(&parameter.name)?;
            let (low, high) = (range.start, range.end);
            Ok(quote!(Draw::Integer { low: #low, high: #high }))
        }
        Kind::Boolean => Ok(quote!(Draw::Boolean)),
    }
}

/// An explicit point, `At: (&[1.0, 2.0], 3)`.
fn point(parameters: &[Parameter], text: &str) -> Result<TokenStream, Error> {
    let values = syn::parse_str::<ExprTuple>(text)
        .map(|tuple| tuple.elems.into_iter().collect::<Vec<_>>())
        .or_else(|_| syn::parse_str::<Expr>(text).map(|value| vec![value]))?;
    if values.len() != parameters.len() {
        return Err(Error::new(
            proc_macro2::Span::call_site(),
            format!("`{text}` is not one value for each parameter"),
        ));
    }
    let arguments = parameters.iter().zip(&values).map(|(parameter, value)| {
        let (ty, active) = (&parameter.ty, !parameter.constant);
        match &parameter.kind {
            Kind::Value(_) | Kind::Slice(_) | Kind::Rows(_) => {
                let ty = match ty {
                    Type::Reference(reference) => {
                        let inner = &reference.elem;
                        quote!(&#inner)
                    }
                    ty => quote!(#ty),
                };
                quote!({ let value: #ty = #value; Argument::Floats { active: #active, values: value.flat() } })
            }
            Kind::Integer(_) => quote!({ let value: #ty = #value; Argument::Integer(value as i64) }),
            Kind::Boolean => quote!(Argument::Boolean(#value)),
        }
    });
    Ok(quote!(vec![#(#arguments),*]))
}

/// Statements that read the arguments, and the arguments as they are passed on.
fn call(parameters: &[Parameter], plain: Option<&Ident>) -> (TokenStream, TokenStream) {
    let mut read = TokenStream::new();
    let mut pass = TokenStream::new();
    for (index, parameter) in parameters.iter().enumerate() {
        let name = format_ident!("argument_{index}");
        let value = match &parameter.kind {
            Kind::Value(ty) => {
                let ty = over(ty, plain);
                quote!(reader.value::<#ty>())
            }
            Kind::Slice(ty) => {
                let ty = over(ty, plain);
                quote!(reader.slice::<#ty>())
            }
            Kind::Rows(ty) => {
                let ty = over(ty, plain);
                quote!(reader.rows::<#ty>())
            }
            Kind::Integer(ty) => quote!(reader.integer::<#ty>()),
            Kind::Boolean => quote!(reader.boolean()),
        };
        read.extend(if parameter.in_place {
            quote!(let mut #name = #value;)
        } else {
            quote!(let #name = #value;)
        });
        pass.extend(if parameter.in_place {
            quote!(&mut #name,)
        } else if parameter.by_reference {
            quote!(&#name,)
        } else {
            quote!(#name,)
        });
    }
    (read, pass)
}

/// The type as it is in the plain module of this file, or over dual numbers.
pub fn over(ty: &Type, plain: Option<&Ident>) -> Type {
    match ty {
        Type::Array(array) => {
            let (inner, length) = (over(&array.elem, plain), &array.len);
            parse_quote!([#inner; #length])
        }
        Type::Tuple(tuple) => {
            let parts = tuple.elems.iter().map(|part| over(part, plain));
            parse_quote!((#(#parts,)*))
        }
        ty if is_float(ty) => match plain {
            Some(_) => ty.clone(),
            None => parse_quote!(crate::common::dual::Dual<#ty>),
        },
        Type::Path(path) => {
            let mut path = path.clone();
            let last = path.path.segments.last_mut().expect("a path has segments");
            if let syn::PathArguments::AngleBracketed(arguments) = &mut last.arguments {
                for argument in &mut arguments.args {
                    if let syn::GenericArgument::Type(ty) = argument {
                        *ty = over(ty, plain);
                    }
                }
            }
            match plain {
                Some(file) if is_of_file(&path) => parse_quote!(crate::corpus::#file::#path),
                _ => Type::Path(path),
            }
        }
        ty => ty.clone(),
    }
}

/// Whether this is a type that the file declares, by its name; type parameters are single letters.
fn is_of_file(path: &syn::TypePath) -> bool {
    let Some(name) = path
        .path
        .get_ident()
        .cloned()
        .or_else(|| Some(path.path.segments.first()?.ident.clone()))
    else {
        return false;
    };
    let name = name.to_string();
    name.starts_with(char::is_uppercase) && name.len() > 1 && name != "Vec" && name != "String"
}
