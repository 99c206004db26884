//! `impl Mul<f64> for Vec3 { … }`: its halves stand in the implementation of a rule, because another product of the same
//! type may stand beside it.

use super::tree::{Block, Tree};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, ToTokens};
use syn::parse::{Parse, ParseStream, Parser};

/// The operators, by the names of their traits.
const OPERATORS: [&str; 11] = [
    "Add",
    "Sub",
    "Mul",
    "Div",
    "Rem",
    "Neg",
    "AddAssign",
    "SubAssign",
    "MulAssign",
    "DivAssign",
    "RemAssign",
];

/// An `impl` of an operator.
#[derive(Clone)]
pub struct Operator {
    /// `Mul`
    pub operation: Ident,
    /// The trait as the user wrote it, with its arguments.
    pub of: TokenStream,
    pub generics: syn::Generics,
    /// The types of both sides as written.
    pub left: syn::Type,
    pub right: Option<syn::Type>,
}

impl Operator {
    pub fn of(head: &syn::ItemImpl) -> Option<Operator> {
        let path = &head.trait_.as_ref()?.0;
        let last = path.segments.last()?;
        let operation = OPERATORS
            .iter()
            .any(|name| last.ident == name)
            .then(|| last.ident.clone())?;
        let right = match &last.arguments {
            syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
                syn::GenericArgument::Type(ty) => Some(ty.clone()),
                _ => None,
            },
            _ => None,
        };
        let left = (*head.self_ty).clone();
        let right = match operation == "Neg" {
            true => None,
            false => Some(right.unwrap_or_else(|| left.clone())),
        };
        Some(Operator {
            operation,
            of: path.to_token_stream(),
            generics: head.generics.clone(),
            left,
            right,
        })
    }
}

impl Operator {
    /// The types of its sides.
    pub fn sides(&self) -> impl Iterator<Item = &syn::Type> {
        [Some(&self.left), self.right.as_ref()].into_iter().flatten()
    }

    /// What is the same of it by value and by reference: the operation, and the types of both sides.
    pub fn key(&self) -> Vec<String> {
        let left = behind(&self.left).to_token_stream().to_string();
        let text = |ty: &syn::Type| match behind(ty).to_token_stream().to_string() {
            own if own == "Self" => left.clone(),
            ty => ty,
        };
        let sides = self.sides().map(text);
        [self.operation.to_string()].into_iter().chain(sides).collect()
    }

    /// Whether it writes to its left side, as `+=` does.
    pub fn writes(&self) -> bool {
        self.operation.to_string().ends_with("Assign")
    }

    /// What the implementation of the rule begins with.
    pub fn header(&self, runtime: &TokenStream) -> TokenStream {
        let (operation, generics, bounds) = (&self.operation, &self.generics, &self.generics.where_clause);
        let left = behind(&self.left);
        let rule = match self.right.as_ref().map(behind) {
            Some(right) if self.writes() => quote!(AssignRule<#runtime::operations::#operation, #right>),
            Some(right) => quote!(BinaryRule<#runtime::operations::#operation, #right>),
            None => quote!(UnaryRule<#runtime::operations::#operation>),
        };
        quote!(impl #generics #runtime::#rule for #left #bounds)
    }

    /// The user's operator on references to its sides.
    pub fn value(&self, names: &[&Ident]) -> TokenStream {
        let sides = self.sides().zip(names).enumerate().map(|(k, (ty, name))| match ty {
            syn::Type::Reference(_) => quote!(#name),
            _ if k == 0 && self.writes() => quote!(#name),
            _ => quote!(::core::clone::Clone::clone(#name)),
        });
        let function = match self.operation.to_string().strip_suffix("Assign") {
            Some(operation) => format!("{}_assign", operation.to_lowercase()),
            None => self.operation.to_string().to_lowercase(),
        };
        let function = Ident::new(&function, Span::call_site());
        let operation = &self.operation;
        quote!(::core::ops::#operation::#function(#(#sides),*))
    }
}

/// The type behind references.
pub fn behind(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Reference(reference) => behind(&reference.elem),
        syn::Type::Paren(inner) => behind(&inner.elem),
        syn::Type::Group(inner) => behind(&inner.elem),
        ty => ty,
    }
}

/// The types that an `impl` gives names to, as `type Output = Vec3;` does.
pub fn types(block: &Block) -> Vec<(Ident, syn::Type)> {
    let declared = block.items.iter().filter_map(|item| match item {
        Tree::Other(tokens) => Declaration::parse.parse2(tokens.clone()).ok(),
        _ => None,
    });
    declared.map(|Declaration { name, ty, .. }| (name, ty)).collect()
}

/// `type Name = …;`, `type Name<T> = …;`
pub struct Declaration {
    pub name: Ident,
    pub generics: syn::Generics,
    pub ty: syn::Type,
}

impl Parse for Declaration {
    fn parse(input: ParseStream) -> syn::Result<Declaration> {
        input.call(syn::Attribute::parse_outer)?;
        input.parse::<syn::Visibility>()?;
        input.parse::<syn::Token![type]>()?;
        let name = input.parse()?;
        let generics = input.parse()?;
        input.parse::<syn::Token![=]>()?;
        let ty = input.parse()?;
        input.parse::<syn::Token![;]>()?;
        Ok(Declaration { name, generics, ty })
    }
}
