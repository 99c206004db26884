//! The functions of a file that have a derivative, with the paths that lead to them.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Attribute, ImplItem, Item, Signature, Visibility};

pub struct Function<'a> {
    pub signature: &'a Signature,
    pub attributes: &'a [Attribute],
    pub body: &'a syn::Block,
    /// What stands before its name in a path from its file.
    pub before: TokenStream,
    /// The type that it is a function of.
    pub owner: Option<&'a syn::Type>,
}

impl Function<'_> {
    /// The path of the function, from its file.
    pub fn path(&self) -> TokenStream {
        let (before, name) = (&self.before, &self.signature.ident);
        quote!(#before #name)
    }

    pub fn value_and_grad(&self) -> TokenStream {
        let (before, name) = (&self.before, &self.signature.ident);
        match self.owner {
            Some(_) => {
                let name = format_ident!("{name}_value_and_grad");
                quote!(#before #name)
            }
            None => quote!(#before #name::value_and_grad),
        }
    }
}

/// The functions that tests can call.
pub fn of(items: &[Item]) -> Vec<Function<'_>> {
    let mut found = vec![];
    collect(items, &quote!(), false, &mut found);
    found
}

/// `around` says whether the module of the items has the attribute.
fn collect<'a>(items: &'a [Item], before: &TokenStream, around: bool, found: &mut Vec<Function<'a>>) {
    for item in items {
        match item {
            Item::Fn(item) if (around || is_marked(&item.attrs)) && is_tested(&item.attrs, &item.vis) => {
                found.push(Function {
                    signature: &item.sig,
                    attributes: &item.attrs,
                    body: &item.block,
                    before: before.clone(),
                    owner: None,
                });
            }
            Item::Mod(item) if (around || is_marked(&item.attrs)) && is_tested(&item.attrs, &item.vis) => {
                let name = &item.ident;
                let inner = item.content.as_ref().map_or(&[][..], |(_, items)| items);
                collect(inner, &quote!(#before #name::), true, found);
            }
            Item::Impl(item) => {
                let marked = around || is_marked(&item.attrs);
                let ty = owner(&item.self_ty);
                // Of a generic type nothing says which.
                let tested = item.generics.params.is_empty();
                for inner in &item.items {
                    let (ImplItem::Fn(function), Some(ty), true) = (inner, &ty, tested) else {
                        continue;
                    };
                    // A value of a type in an inner module has no path here.
                    let reached = function.sig.receiver().is_none() || before.is_empty();
                    let tested = reached && is_tested(&function.attrs, &function.vis);
                    if tested && (marked || is_marked(&function.attrs)) {
                        found.push(Function {
                            signature: &function.sig,
                            attributes: &function.attrs,
                            body: &function.block,
                            before: quote!(#before #ty::),
                            owner: Some(&item.self_ty),
                        });
                    }
                }
            }
            _ => {}
        }
    }
}

fn owner(ty: &syn::Type) -> Option<Ident> {
    match ty {
        syn::Type::Path(path) => path.path.get_ident().cloned(),
        _ => None,
    }
}

fn is_marked(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("differentiate"))
}

/// Whether tests can reach it, and it is not left alone.
fn is_tested(attributes: &[Attribute], vis: &Visibility) -> bool {
    let skipped = attributes.iter().any(|attribute| {
        let words = attribute.meta.require_list().map(|list| list.tokens.to_string());
        is_marked(std::slice::from_ref(attribute)) && words.is_ok_and(|words| words == "skip")
    });
    matches!(vis, Visibility::Public(_)) && !skipped
}
