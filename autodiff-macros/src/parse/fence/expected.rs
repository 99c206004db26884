//! What a callee asks of the functions that it is given: the types of a closure that does not write its own.

use super::*;
use crate::ast::FunctionParameter;
use crate::tables::HashMap;
use proc_macro2::{TokenStream, TokenTree};

/// The parameters of a callee that are functions, as far as the callee is seen.
pub(super) struct Functions {
    all: Vec<(usize, Rc<FunctionParameter>)>,
    /// Its generic parameters, which mean something else in each call.
    generics: Vec<String>,
}

/// What is asked of one of them.
#[derive(Clone, Copy, Default)]
pub(super) struct Expected<'k> {
    function: Option<&'k FunctionParameter>,
    generics: &'k [String],
}

/// The types of a closure that is given.
pub(super) struct Types {
    arguments: Vec<Option<syn::Type>>,
    result: Option<syn::Type>,
}

impl Functions {
    fn of(known: Option<Known>) -> Functions {
        let (all, generics) = match known {
            Some(Known::Function(signature)) => (signature.functions, signature.generics),
            _ => Default::default(),
        };
        Functions { all, generics }
    }

    /// What is asked of the argument at this position.
    pub fn at(&self, position: usize) -> Expected<'_> {
        let function = self.all.iter().find(|(k, _)| *k == position);
        Expected {
            function: function.map(|(_, function)| &**function),
            generics: &self.generics,
        }
    }
}

impl Fence<'_> {
    /// The functions that this callee takes.
    pub(super) fn functions_of(&self, callee: &syn::Expr) -> Functions {
        Functions::of(match inner(callee) {
            syn::Expr::Path(path) if path.qself.is_none() => self.known(&path.path),
            _ => None,
        })
    }

    /// The functions that the method of this name takes, behind the receiver, if no two types have one.
    pub(super) fn functions_of_method(&self, name: &str) -> Functions {
        let mut functions = Functions::of(self.surroundings.method(name));
        functions.all.retain(|(k, _)| *k > 0);
        functions.all.iter_mut().for_each(|(k, _)| *k -= 1);
        functions
    }
}

impl<'k> Expected<'k> {
    /// Whether a closure that is given may change what it captures, and whether that is seen to be so.
    pub fn changes(&self) -> Option<bool> {
        self.function.map(|function| function.changes)
    }

    /// The types that this closure has. Lengths that are parameters of the callee are what the closure says elsewhere.
    pub fn of_closure(&self, closure: &syn::ExprClosure) -> Types {
        let Some(function) = self.function else {
            return Types {
                arguments: vec![],
                result: None,
            };
        };
        let mut lengths = HashMap::default();
        for (argument, input) in function.arguments.iter().zip(&closure.inputs) {
            if let syn::Pat::Type(typed) = input {
                self.lengths(&argument.written, &typed.ty, &mut lengths);
            }
        }
        match &closure.output {
            syn::ReturnType::Type(_, ty) => self.lengths(&function.result, ty, &mut lengths),
            syn::ReturnType::Default => self.length_of_value(&function.result, &closure.body, &mut lengths),
        }
        let argument = |argument: &crate::ast::FunctionArgument| {
            let ty = self.filled(&argument.written, &lengths)?;
            Some(match argument.reference {
                true => syn::parse_quote!(&#ty),
                false => ty,
            })
        };
        Types {
            arguments: function.arguments.iter().map(argument).collect(),
            result: self.filled(&function.result, &lengths),
        }
    }

    /// Notes what the lengths in `ty` are in `given`.
    fn lengths(&self, ty: &syn::Type, given: &syn::Type, lengths: &mut HashMap<String, TokenStream>) {
        match (ty, given) {
            (ty, syn::Type::Reference(given)) => self.lengths(ty, &given.elem, lengths),
            (syn::Type::Array(ty), syn::Type::Array(given)) => {
                self.lengths(&ty.elem, &given.elem, lengths);
                self.length(&ty.len, given.len.to_token_stream(), lengths);
            }
            _ => {}
        }
    }

    fn length(&self, length: &syn::Expr, is: TokenStream, lengths: &mut HashMap<String, TokenStream>) {
        let name = length.to_token_stream().to_string();
        if self.generics.contains(&name) {
            lengths.insert(name, is);
        }
    }

    /// The length of an array of which the closure writes the elements.
    fn length_of_value(&self, ty: &syn::Type, body: &syn::Expr, lengths: &mut HashMap<String, TokenStream>) {
        match (ty, inner(body)) {
            (syn::Type::Array(ty), syn::Expr::Array(value)) => {
                let count = proc_macro2::Literal::usize_unsuffixed(value.elems.len());
                self.length(&ty.len, count.into_token_stream(), lengths);
            }
            (ty, syn::Expr::Block(body)) => {
                if let Some(syn::Stmt::Expr(value, None)) = body.block.stmts.last() {
                    self.length_of_value(ty, value, lengths);
                }
            }
            _ => {}
        }
    }

    /// The type with these lengths; none if something in it is not known.
    fn filled(&self, ty: &syn::Type, lengths: &HashMap<String, TokenStream>) -> Option<syn::Type> {
        let tokens = self.with_lengths(ty.to_token_stream(), lengths)?;
        syn::parse2(tokens).ok()
    }

    fn with_lengths(&self, tokens: TokenStream, lengths: &HashMap<String, TokenStream>) -> Option<TokenStream> {
        let mut filled = TokenStream::new();
        for token in tokens {
            match token {
                TokenTree::Ident(name) if self.generics.contains(&name.to_string()) => {
                    filled.extend(lengths.get(&name.to_string())?.clone());
                }
                TokenTree::Group(group) => {
                    let inside = self.with_lengths(group.stream(), lengths)?;
                    filled.extend([TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inside))]);
                }
                token => filled.extend([token]),
            }
        }
        Some(filled)
    }
}

impl Types {
    pub fn argument(&self, position: usize) -> Option<syn::Type> {
        self.arguments.get(position).cloned().flatten()
    }

    pub fn result(&self) -> Option<syn::Type> {
        self.result.clone()
    }
}
