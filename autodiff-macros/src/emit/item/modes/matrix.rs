//! Which derivatives are a matrix: those of a list of numbers in a list of numbers, whatever their lengths. Where one of them is an
//! array, or there are several, the derivatives are in their shape.

use super::super::parameter::Parameter;
use super::super::Item;
use crate::emit::literal;
use crate::ir::{Graph, Shape, Ty};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

impl Item<'_> {
    /// The type of a matrix with a gradient for each number of a gradient, and the list that the gradient is in.
    pub(super) fn gradient_as_matrix(&self, parameters: &[Parameter], graph: &Graph) -> Option<(TokenStream, Ident)> {
        let list = only_list(parameters, graph)?;
        let runtime = self.runtime();
        let number = literal::ty(graph, graph.ty(list.leaves[0]).scalar(), &runtime);
        Some((quote!(#runtime::modes::Matrix<#number>), list.name.clone()))
    }

    /// The type of a matrix with a gradient for each number of the value.
    pub(super) fn value_as_matrix(&self, parameters: &[Parameter], graph: &Graph) -> Option<(TokenStream, Ident)> {
        let is_leaf = *self.payload() == Shape::Leaf;
        let is_list = |leaves: &[_]| matches!(leaves, [only] if is_list(graph.ty(*only)));
        (is_leaf && is_list(self.payload_leaves(graph)))
            .then(|| self.gradient_as_matrix(parameters, graph))
            .flatten()
    }
}

/// The one parameter that takes a derivative, if it is a list of numbers.
fn only_list<'a, 'p>(parameters: &'a [Parameter<'p>], graph: &Graph) -> Option<&'a Parameter<'p>> {
    let mut active = parameters.iter().filter(|parameter| parameter.active);
    let (only, None) = (active.next()?, active.next()) else {
        return None;
    };
    (!only.is_tree() && is_list(graph.ty(only.leaves[0]))).then_some(only)
}

/// Whether this is a slice or a vector of floats.
pub(super) fn is_list(ty: &Ty) -> bool {
    matches!(ty, Ty::Slice(element) | Ty::Vec(element) if element.float().is_some())
}
