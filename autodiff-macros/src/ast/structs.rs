//! Structs of the user, whose definitions nothing here can see: a type is its path, a field its name.

use super::Expr;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote, ToTokens};

/// A struct, by its path as the user wrote it, with generic arguments.
#[derive(Clone, Debug)]
pub struct StructType {
    pub tokens: TokenStream,
    /// Of an unknown type, an expression of that type, which is never evaluated.
    pub like: Option<TokenStream>,
}

impl StructType {
    /// A type that is not written anywhere, and that rustc knows.
    pub fn unknown() -> StructType {
        StructType {
            tokens: quote!(_),
            like: None,
        }
    }

    /// The type whose function this path names, and the name of the function.
    pub fn before(path: &TokenStream) -> Option<(StructType, String)> {
        let mut tokens: Vec<TokenTree> = path.clone().into_iter().collect();
        let name = tokens.pop()?.to_string();
        // `::`
        tokens.truncate(tokens.len().checked_sub(2)?);
        let tokens = tokens.into_iter().collect();
        let ty = StructType { tokens, like: None };
        Some((ty, name))
    }

    /// The type of its derivative, as the derive names it.
    pub fn tangent(&self) -> StructType {
        let mut path: Vec<TokenTree> = self.tokens.clone().into_iter().collect();
        let is_argument = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '<');
        let end = path.iter().position(is_argument).unwrap_or(path.len());
        let name = path[..end].iter_mut().rev().find_map(|token| match token {
            TokenTree::Ident(name) if *name != "_" => Some(name),
            _ => None,
        });
        match name {
            Some(name) => *name = tangent_name(name),
            None => return StructType::unknown(),
        }
        StructType {
            tokens: path.into_iter().collect(),
            like: None,
        }
    }

    pub fn has_arguments(&self) -> bool {
        let mut tokens = self.tokens.clone().into_iter();
        tokens.any(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '<'))
    }

    /// Whether some of its generic arguments are not known: `Matrix<_, _>`.
    pub fn has_holes(&self) -> bool {
        let mut tokens = self.tokens.clone().into_iter();
        tokens.any(|token| matches!(token, TokenTree::Ident(name) if name == "_"))
    }

    /// The type with holes for these names.
    pub fn with_holes(&self, is_hole: &dyn Fn(&str) -> bool) -> StructType {
        let tokens = self.tokens.clone().into_iter();
        let tokens = tokens.map(|token| match token {
            TokenTree::Ident(name) if is_hole(&name.to_string()) => Ident::new("_", name.span()).into(),
            token => token,
        });
        StructType {
            tokens: tokens.collect(),
            like: self.like.clone(),
        }
    }

    pub fn is_unknown(&self) -> bool {
        self.tokens.to_string() == "_"
    }

    /// The type as the beginning of a path of an expression: `Pair::<f64>`.
    pub fn in_expression(&self) -> TokenStream {
        let is_name = |token: &TokenTree| matches!(token, TokenTree::Ident(_));
        let mut path: Vec<TokenTree> = self.tokens.clone().into_iter().collect();
        let arguments = self.arguments();
        path.truncate(path.len() - arguments.clone().into_iter().count());
        while path.last().is_some_and(|last| !is_name(last)) {
            path.pop();
        }
        match arguments.is_empty() {
            true => quote!(#(#path)*),
            false => quote!(#(#path)*::#arguments),
        }
    }

    /// Its generic arguments, with their brackets.
    pub fn arguments(&self) -> TokenStream {
        let is_name = |token: &TokenTree| !matches!(token, TokenTree::Punct(punct) if punct.as_char() == '<');
        self.tokens.clone().into_iter().skip_while(is_name).collect()
    }

    /// The names of its path, without generic arguments.
    pub fn path(&self) -> Vec<String> {
        let is_argument = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '<');
        let tokens = self.tokens.clone().into_iter().take_while(|token| !is_argument(token));
        let names = tokens.filter_map(|token| match token {
            TokenTree::Ident(name) => Some(name.to_string()),
            _ => None,
        });
        names.collect()
    }

    /// The name, without its module and generic arguments.
    pub fn name(&self) -> String {
        let mut name = String::new();
        for token in self.tokens.clone() {
            match token {
                TokenTree::Ident(ident) => name = ident.to_string(),
                TokenTree::Punct(punct) if punct.as_char() == '<' => break,
                _ => {}
            }
        }
        name
    }
}

/// What the tangent of a type of this name is called.
pub fn tangent_name(name: &Ident) -> Ident {
    format_ident!("{name}Tangent", span = name.span())
}

/// A field.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Member {
    Number(usize),
    Name(Ident),
}

impl Member {
    /// Its name, without the `r#` of a raw identifier.
    pub fn text(&self) -> String {
        match self {
            Member::Number(k) => k.to_string(),
            Member::Name(name) => name.to_string().trim_start_matches("r#").to_string(),
        }
    }
}

impl From<usize> for Member {
    fn from(k: usize) -> Member {
        Member::Number(k)
    }
}

impl From<&syn::Member> for Member {
    fn from(member: &syn::Member) -> Member {
        match member {
            syn::Member::Named(name) => Member::Name(name.clone()),
            syn::Member::Unnamed(index) => Member::Number(index.index as usize),
        }
    }
}

impl ToTokens for Member {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Member::Number(k) => proc_macro2::Literal::usize_unsuffixed(*k).to_tokens(tokens),
            Member::Name(name) => name.to_tokens(tokens),
        }
    }
}

/// A struct written out.
pub struct StructLiteral {
    pub ty: StructType,
    /// In the order in which they are written, and evaluated.
    pub fields: Vec<(Member, Expr)>,
    /// What all other fields are taken from.
    pub base: Option<Expr>,
}
