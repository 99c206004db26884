//! How arguments are drawn, given as a point, read, and passed on.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{parse_quote, Error, Expr, ExprTuple, Type};

use crate::directives::Directives;
use crate::parameter::{is_float, Kind, Parameter};

/// How an argument is drawn.
pub fn draw(parameter: &Parameter, directives: &Directives) -> Result<TokenStream, Error> {
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
        Kind::Given(_) => Ok(quote!(Draw::Nothing)),
    }
}

/// An explicit point, `At: (&[1.0, 2.0], 3)`.
pub fn point(parameters: &[Parameter], text: &str) -> Result<TokenStream, Error> {
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
            Kind::Given(_) => quote!(Argument::Nothing),
        }
    });
    Ok(quote!(vec![#(#arguments),*]))
}

/// Whom arguments are passed to.
#[derive(Clone, Copy)]
pub enum To<'a> {
    /// The function, in the module of this file.
    Function(&'a Ident),
    /// A derivative of it, which takes differentiated functions.
    Derivative(&'a Ident),
    /// The function over dual numbers.
    Dual,
}

impl<'a> To<'a> {
    fn plain(self) -> Option<&'a Ident> {
        match self {
            To::Function(file) | To::Derivative(file) => Some(file),
            To::Dual => None,
        }
    }

    /// What is given, as it is there.
    fn given(self, given: &Expr) -> TokenStream {
        match (given, self.plain()) {
            (Expr::Reference(reference), _) => {
                let inner = self.given(&reference.expr);
                quote!(&#inner)
            }
            (Expr::Path(path), Some(file)) => {
                let name = path
                    .path
                    .segments
                    .last()
                    .expect("a path has segments")
                    .ident
                    .to_string();
                let is_function = matches!(self, To::Derivative(_)) && name.starts_with(char::is_lowercase);
                let braces = is_function.then(|| quote!({}));
                quote!(crate::corpus::#file::#path #braces)
            }
            (given, _) => quote!(#given),
        }
    }
}

/// Statements that read the arguments, and the arguments as they are passed on.
pub fn call(parameters: &[Parameter], to: To) -> (TokenStream, TokenStream) {
    let plain = to.plain();
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
            Kind::Given(given) => {
                let given = to.given(given);
                read.extend(quote!(reader.nothing();));
                pass.extend(quote!(#given,));
                continue;
            }
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
    name.starts_with(char::is_uppercase) && name.len() > 1 && name != "Vec" && name != "Option" && name != "String"
}
