//! `jacobian` by reverse sweeps: a gradient for each number of the value, and of what is left in places.

use super::super::super::parameter::unused;
use super::super::matrix::is_list;
use super::sweep::leaf_places;
use super::{Cotangent, Docs, Reverse};
use crate::emit::control::tuple;
use crate::emit::literal::{self, with_scalar};
use crate::ir::{NodeId, Ty};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

impl Reverse<'_> {
    pub(super) fn jacobian(&self) -> TokenStream {
        let item = self.item;
        let (generics, bounds) = item.generics(&[]);
        let (vis, name, used, krate, runtime) = (
            item.vis(),
            item.public("jacobian"),
            self.used(),
            &item.krate,
            item.runtime(),
        );
        let [value, workspace, tape, zero, all, rows, columns] =
            ["value", "workspace", "tape", "zero", "all", "rows", "columns"].map(|name| unused(item.function, name));
        let of = self.cotangents.iter().map(|cotangent| match cotangent.place {
            Some(k) => {
                let name = &self.parameters[k].name;
                quote!(&*#name)
            }
            None => quote!(&#value),
        });
        let cotangents = (0..self.cotangents.len()).map(|k| {
            let k = syn::Index::from(k);
            quote!(&#all.#k)
        });
        let pulled = self.pulled(cotangents.collect(), &self.arguments(), &quote!(&mut #tape));
        let (declarations, forward, zeros, copies) = (
            self.declarations(),
            self.forward(&workspace),
            self.zeros(),
            self.copied_zeros(),
        );
        let parts = self.cotangents.iter().enumerate();
        let (types, values): (Vec<_>, Vec<_>) = parts
            .map(|(k, cotangent)| self.part(k, cotangent, &value, &zero, &rows))
            .unzip();
        let every_row = quote! {
            #runtime::modes::rows(&#zero, |#all| {
                let mut #tape = ::core::clone::Clone::clone(&#workspace);
                #copies
                #pulled
            })
        };
        // What is in place may have another length behind the function.
        let (result, before, in_shape) = match self.as_matrix() {
            Some((matrix, list)) => (
                matrix,
                quote!(let #columns = #list.len();),
                quote!(#runtime::modes::Matrix::from_rows(#columns, #every_row)),
            ),
            None => {
                let values = tuple(values);
                let in_shape = quote!(let mut #rows = #every_row.into_iter(); #values);
                (tuple(types), quote!(), in_shape)
            }
        };
        let result = item.in_place_of_value(result);
        let body = quote! {
            #zeros
            let #zero = (#(#runtime::Differentiable::zero_tangent(#of),)*);
            #in_shape
        };
        let body = self.of_value(&forward, &value, body);
        let doc = Docs::of(self).jacobian;
        quote! {
            #[doc = #doc]
            #vis fn #name #generics(#(#declarations),*) -> #result #bounds {
                #used
                #before
                let mut #workspace = #krate::Workspace::new();
                #body
            }
        }
    }

    /// The type of all rows as a matrix, and the list that has a column for each number.
    fn as_matrix(&self) -> Option<(TokenStream, Ident)> {
        match &self.cotangents[..] {
            [Cotangent { place: None, .. }] => self.item.value_as_matrix(&self.parameters, self.graph),
            [Cotangent { place: Some(k), .. }] if self.parameters[*k].is_slice(self.graph) => {
                let is_list = is_list(self.graph.ty(self.parameters[*k].leaves[0]));
                is_list
                    .then(|| self.item.gradient_as_matrix(&self.parameters, self.graph))
                    .flatten()
            }
            _ => None,
        }
    }

    /// The type of the rows of a part of the value, and the rows in its shape.
    fn part(
        &self,
        k: usize,
        cotangent: &Cotangent,
        value: &Ident,
        zero: &Ident,
        rows: &Ident,
    ) -> (TokenStream, TokenStream) {
        let k = syn::Index::from(k);
        if let Some(at) = cotangent.place {
            let (leaf, name) = (self.parameters[at].leaves[0], &self.parameters[at].name);
            return (
                self.type_of_rows(leaf),
                self.rows_of(leaf, &quote!(*#name), &quote!(#zero.#k), rows),
            );
        }
        let (shape, leaves) = (self.item.payload(), self.item.payload_leaves(self.graph));
        let places = leaf_places(shape, quote!(#value)).into_iter();
        let zeros = leaf_places(shape, quote!(#zero.#k)).into_iter();
        let mut types = leaves.iter();
        let ty = super::super::super::lifted::shaped(shape, &mut || {
            self.type_of_rows(*types.next().expect("a node for each leaf"))
        });
        let mut values = leaves
            .iter()
            .zip(places.zip(zeros))
            .map(|(&leaf, (place, zero))| self.rows_of(leaf, &place, &zero, rows));
        let value = super::super::super::lifted::shaped(shape, &mut || values.next().expect("a value for each leaf"));
        (ty, value)
    }

    /// A struct has no shape with something else in it: its rows are a list.
    fn type_of_rows(&self, leaf: NodeId) -> TokenStream {
        let (ty, gradient, runtime) = (self.graph.ty(leaf), self.gradient_type(), self.item.runtime());
        match ty {
            ty if !ty.is_differentiable() => quote!(()),
            ty if ty.has_struct() => quote!(#runtime::Vec<#gradient>),
            ty => with_scalar(self.graph, ty, &gradient, &runtime),
        }
    }

    fn rows_of(&self, leaf: NodeId, place: &TokenStream, zero: &TokenStream, rows: &Ident) -> TokenStream {
        let (ty, runtime) = (self.graph.ty(leaf), self.item.runtime());
        match ty {
            ty if !ty.is_differentiable() => quote!(()),
            ty if ty.has_struct() => quote! {
                #rows.by_ref().take(#runtime::Tangent::count(&#zero)).collect::<#runtime::Vec<_>>()
            },
            ty => {
                let number: &Ty = ty.scalar();
                let number = literal::ty(self.graph, number, &runtime);
                quote! {
                    #runtime::Leaves::<#number>::map(&#place, &mut |_| #rows.next().expect("a row for each number"))
                }
            }
        }
    }
}
