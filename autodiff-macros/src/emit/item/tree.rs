//! Parameters that are trees: tuples and options, whose leaves are variables of their own in generated code, and arguments of
//! their own in the halves. Whether there is a value in an option is a leaf before those of the value.

use super::parameter::Parameter;
use crate::ast::Type;
use crate::ir::{Graph, NodeId, Ty};
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};

pub(super) fn is_tree(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(_) | Type::Option(_))
}

fn has_option(ty: &Type) -> bool {
    match ty {
        Type::Tuple(items) => items.iter().any(has_option),
        ty => matches!(ty, Type::Option(_)),
    }
}

/// The type, with another one in the place of each leaf.
pub(super) fn tree_type(ty: &Type, leaf: &mut dyn FnMut() -> TokenStream) -> TokenStream {
    match ty {
        Type::Tuple(items) => {
            let items = items.iter().map(|item| tree_type(item, leaf));
            quote!((#(#items,)*))
        }
        Type::Option(inner) => {
            leaf();
            let inner = tree_type(inner, leaf);
            quote!(::core::option::Option<#inner>)
        }
        _ => leaf(),
    }
}

/// The value with these leaves; `leaf` is told whether it says that there is a value in an option.
pub(super) fn tree_value(ty: &Type, leaf: &mut dyn FnMut(bool) -> TokenStream) -> TokenStream {
    match ty {
        Type::Tuple(items) => {
            let items = items.iter().map(|item| tree_value(item, leaf));
            quote!((#(#items,)*))
        }
        Type::Option(inner) => {
            let (some, value) = (leaf(true), tree_value(inner, leaf));
            quote!(if #some { ::core::option::Option::Some(#value) } else { ::core::option::Option::None })
        }
        _ => leaf(false),
    }
}

/// A part of a parameter: its type, also as the user wrote it, and how it is reached.
struct Part<'a> {
    ty: &'a Type,
    written: &'a syn::Type,
    place: TokenStream,
}

impl<'a> Part<'a> {
    /// The same behind the references, and how many these are.
    fn bare(self) -> (Part<'a>, usize) {
        match self.written {
            syn::Type::Paren(inner) => Part {
                written: &inner.elem,
                ..self
            }
            .bare(),
            syn::Type::Group(inner) => Part {
                written: &inner.elem,
                ..self
            }
            .bare(),
            syn::Type::Reference(inner) => {
                let place = &self.place;
                let place = quote!((*#place));
                let written = &inner.elem;
                let (part, count) = Part { written, place, ..self }.bare();
                (part, count + 1)
            }
            _ => (self, 0),
        }
    }

    /// The parts of a tuple, as far as it is one.
    fn items(&self) -> Vec<Part<'a>> {
        let (Type::Tuple(items), syn::Type::Tuple(written)) = (self.ty, self.written) else {
            unreachable!("a tuple is written as one");
        };
        let items = items.iter().zip(&written.elems).enumerate();
        let item = |(k, (ty, written)): (usize, (&'a Type, &'a syn::Type))| {
            let (place, k) = (&self.place, syn::Index::from(k));
            let place = quote!(#place.#k);
            Part { ty, written, place }
        };
        items.map(item).collect()
    }

    /// What is in an option, by this name behind a reference.
    fn payload(&self, name: TokenStream) -> Part<'a> {
        let (Type::Option(ty), Some((_, written))) = (self.ty, crate::parse::outcome(self.written)) else {
            unreachable!("an option is written as one");
        };
        let place = quote!((*#name));
        Part { ty, written, place }
    }

    /// The leaves, each as an expression, and as one that stands for what is not there. `types` are those of their nodes.
    fn leaves(
        self,
        graph: &Graph,
        types: &mut dyn Iterator<Item = &Ty>,
        runtime: &TokenStream,
    ) -> Vec<(TokenStream, TokenStream)> {
        let (part, _) = self.bare();
        let place = &part.place;
        if let Type::Tuple(_) = part.ty {
            let items = part.items().into_iter();
            return items.flat_map(|item| item.leaves(graph, types, runtime)).collect();
        }
        let ty = types.next().expect("a node for each leaf");
        if let Type::Option(_) = part.ty {
            let inside = format_ident!("inside", span = Span::mixed_site());
            let inner = part.payload(quote!(#inside)).leaves(graph, types, runtime);
            let inner = inner.into_iter().map(|(value, zero)| {
                let value = quote! {
                    match &#place {
                        ::core::option::Option::Some(#inside) => #value,
                        ::core::option::Option::None => #zero,
                    }
                };
                (value, zero)
            });
            return std::iter::once((quote!(#place.is_some()), quote!(false)))
                .chain(inner)
                .collect();
        }
        vec![match ty {
            Ty::Slice(_) => (quote!(&#place), quote!(&[])),
            Ty::Vec(_) => (
                quote!(::core::clone::Clone::clone(&#place)),
                quote!(#runtime::Vec::new()),
            ),
            ty if ty.is_owned() => (quote!(::core::clone::Clone::clone(&#place)), quote!()),
            ty => (place.clone(), crate::emit::literal::zeros(graph, ty, runtime)),
        }]
    }

    /// Zeros of the shape of the derivative.
    fn zero_tangent(
        self,
        graph: &Graph,
        leaves: &mut dyn Iterator<Item = NodeId>,
        runtime: &TokenStream,
    ) -> TokenStream {
        let (part, _) = self.bare();
        let place = &part.place;
        match part.ty {
            Type::Tuple(_) => {
                let items = part.items().into_iter();
                let items = items.map(|item| item.zero_tangent(graph, leaves, runtime));
                quote!((#(#items,)*))
            }
            Type::Option(_) => {
                leaves.next();
                let inside = format_ident!("inside", span = Span::mixed_site());
                let inner = part.payload(quote!(#inside)).zero_tangent(graph, leaves, runtime);
                quote!(#place.as_ref().map(|#inside| #inner))
            }
            _ => match graph.ty(leaves.next().expect("a node for each leaf")) {
                ty if !ty.is_differentiable() => quote!(()),
                Ty::Slice(_) => quote!(#runtime::zeros_like(&#place)),
                ty if ty.is_owned() => quote!(#runtime::Differentiable::zero_tangent(&#place)),
                ty => crate::emit::literal::zeros(graph, ty, runtime),
            },
        }
    }

    /// Calls `each` with the type of each leaf, and the number of references before it.
    fn each_leaf(self, each: &mut dyn FnMut(&'a Type, usize)) {
        let (part, references) = self.bare();
        match part.ty {
            Type::Tuple(_) => part.items().into_iter().for_each(|item| item.each_leaf(each)),
            Type::Option(_) => {
                each(&Type::Bool, 0);
                part.payload(quote!()).each_leaf(each);
            }
            ty => each(ty, references),
        }
    }

    /// The value for the user's function, put together from what `leaf` gives.
    fn put_together(self, leaf: &mut dyn FnMut() -> TokenStream) -> TokenStream {
        let (part, references) = self.bare();
        let value = match part.ty {
            Type::Tuple(_) => {
                let items = part.items().into_iter();
                let items = items.map(|item| item.put_together(leaf));
                quote!((#(#items,)*))
            }
            Type::Option(_) => {
                let some = leaf();
                let inner = part.payload(quote!()).put_together(leaf);
                quote!((if #some { ::core::option::Option::Some(#inner) } else { ::core::option::Option::None }))
            }
            _ => return leaf(),
        };
        let references = (0..references).map(|_| quote!(&));
        quote!(#(#references)*#value)
    }
}

impl<'a> Parameter<'a> {
    fn part(&self) -> Part<'a> {
        let name = &self.name;
        Part {
            ty: self.ty,
            written: self.written,
            place: quote!(#name),
        }
    }

    /// Whether its leaves are taken out of it one by one.
    pub fn has_option(&self) -> bool {
        has_option(self.ty)
    }

    /// Binds the leaves of a parameter with options, after the user's declaration.
    pub(super) fn leaf_bindings(&self, graph: &Graph, runtime: &TokenStream) -> TokenStream {
        let mut types = self.leaves.iter().map(|&leaf| graph.ty(leaf));
        let values = self.part().leaves(graph, &mut types, runtime);
        let (names, values) = (self.leaf_names(), values.into_iter().map(|(value, _)| value));
        quote!(#(let #names = #values;)*)
    }

    /// Fresh zeros of the derivative's type, given the parameter as declared.
    pub(super) fn tree_zeros(&self, graph: &Graph, runtime: &TokenStream) -> TokenStream {
        self.part()
            .zero_tangent(graph, &mut self.leaves.iter().copied(), runtime)
    }

    /// The leaves as parameters of their own.
    pub(super) fn flattened(&self, graph: &Graph) -> Vec<Parameter<'a>> {
        let mut flat = vec![];
        if !self.is_tree() {
            return vec![self.clone()];
        }
        let names = self.leaf_names();
        self.part().each_leaf(&mut |ty, references| {
            let k = flat.len();
            flat.push(Parameter {
                name: names[k].clone(),
                output_name: format_ident!("{}_{k}", self.output_name),
                references,
                ty,
                active: self.active && graph.ty(self.leaves[k]).is_differentiable(),
                leaves: vec![self.leaves[k]],
                ..self.clone()
            });
        });
        flat
    }

    /// The argument for the user's function, given the leaves as the halves take them.
    pub(super) fn argument_of_leaves(&self, graph: &Graph, runtime: &TokenStream) -> TokenStream {
        let flat = self.flattened(graph);
        let mut next = flat.iter();
        self.part().put_together(&mut || {
            let leaf = next.next().expect("a parameter for each leaf");
            leaf.argument_of_half(graph, runtime)
        })
    }
}
