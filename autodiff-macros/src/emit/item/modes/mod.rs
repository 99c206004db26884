//! The derivatives that run on the lifted halves: an implementation of the runtime's `Lifted` for `f {}`, and functions
//! that call what the runtime makes of it.
//!
//! ```text
//! impl Lifted for f { … }      lifted.rs
//! impl f {                     functions.rs
//!     f::jvp(x, v)             the value, and its derivative in the direction v
//!     f::pushforward_batch     in several directions at once
//!     f::vjp(x, w)             the value, and w pulled back
//!     f::pullback(x)           the value, and what pulls back, from one tape
//!     f::jacobian(x)           all partial derivatives
//!     f::hvp(x, v)             the derivative of the gradient in the direction v
//!     f::hessian(x)            all second derivatives; and the diagonal alone
//!     f::jacobian_sparse(x)    those that may be other than zero; sparse.rs
//!     f::hessian_sparse(x)
//! }
//! ```
//!
//! Where something is lent, `vjp`, `pullback` and `jacobian` are those of concrete.rs: lent.rs.
//!
//! Of other functions those of them that need no lifted halves, in concrete.rs, and those that need no more than lifted halves
//! of the function with its structs taken apart, in flattened.rs. What is left says why it is absent: absent.rs.

mod absent;
mod concrete;
mod flattened;
mod functions;
mod groups;
mod lent;
mod lifted;
mod matrix;
mod sparse;

pub(super) use absent::Present;
pub use groups::MOST;

use groups::grouped;

use super::parameter::Parameter;
use super::tree::tree_type;
use super::Item;
use crate::emit::control::tuple;
use crate::emit::literal::{self, with_scalar};
use crate::ir::{NodeId, Ty};
use proc_macro2::TokenStream;
use quote::{quote, ToTokens};

impl Item<'_> {
    /// The functions and the implementation, of a function that is lifted and takes and gives numbers.
    pub(super) fn modes(&self) -> Option<(TokenStream, TokenStream)> {
        let lifted = self.lifted.as_ref()?;
        self.has_modes()
            .then(|| (self.mode_functions(), self.lifted_implementation(lifted)))
    }

    /// Whether there are these functions.
    pub(super) fn has_modes(&self) -> bool {
        let Some(lifted) = &self.lifted else { return false };
        let parameters = self.parameters(lifted);
        let has_floats = |node: &NodeId| lifted.ty(*node).is_differentiable();
        let is_value = |parameter: &Parameter| {
            let is_plain = |leaf: &NodeId| has_floats(leaf) && lifted.ty(*leaf).is_sized();
            let is_plain_tree = !parameter.has_option() && parameter.leaves.iter().all(is_plain);
            match parameter.opaque {
                true => self.can_be_lent(parameter),
                false => !parameter.in_place && (!parameter.is_tree() || is_plain_tree),
            }
        };
        let results = &lifted[lifted.root].results;
        self.associated.is_none()
            && !self.is_partial()
            && self.is_of_one_float()
            && parameters.iter().all(is_value)
            && (1..=MOST).contains(&parameters.iter().filter(|parameter| parameter.active).count())
            && !results.is_empty()
            && results.iter().all(has_floats)
            && self.source.sig.generics.const_params().all(is_size)
    }

    /// Whether all floats that the function takes and gives are of one type.
    fn is_of_one_float(&self) -> bool {
        let root = &self.split[self.split.root];
        let ends = root.params.iter().chain(&root.results);
        let floats = ends.filter_map(|&node| self.split.ty(node).scalar().float());
        floats.collect::<std::collections::BTreeSet<_>>().len() < 2
    }

    /// The generic parameters as one type, which the implementation is for. Those that are functions are not among them: what is
    /// lent comes behind. Nor are those that are numbers: the implementation has any scalar in their place, and whoever calls a
    /// derivative of a function that it does not see could not say what they are.
    pub(super) fn parameters_as_type(&self) -> TokenStream {
        let runtime = self.runtime();
        let parameters = self
            .source
            .sig
            .generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                syn::GenericParam::Type(parameter) => {
                    let name = &parameter.ident;
                    let is_type = self.function_named(name).is_none() && !self.function.floats.contains(name);
                    is_type.then(|| name.to_token_stream())
                }
                syn::GenericParam::Const(parameter) => {
                    let name = &parameter.ident;
                    Some(quote!(#runtime::modes::Size<#name>))
                }
                syn::GenericParam::Lifetime(_) => None,
            });
        let all: Vec<TokenStream> = parameters.collect();
        tuple(all)
    }

    /// The type of the gradient with this type for each number in it.
    fn gradient_with(&self, parameters: &[Parameter], number: &TokenStream) -> TokenStream {
        let active = parameters.iter().filter(|parameter| parameter.active);
        grouped(active.map(|parameter| self.parameter_with(parameter, number)).collect())
    }

    /// The type of an argument with this type for each number in it.
    fn parameter_with(&self, parameter: &Parameter, number: &TokenStream) -> TokenStream {
        let (runtime, mut leaves) = (self.runtime(), parameter.leaves.iter());
        tree_type(parameter.ty, &mut || {
            let leaf = *leaves.next().expect("a node for each leaf");
            with_scalar(&self.split, self.split.ty(leaf), number, &runtime)
        })
    }

    /// The type of the value with this type for each number in it.
    fn value_with(&self, number: &TokenStream) -> TokenStream {
        let runtime = self.runtime();
        let mut leaves = self.split[self.split.root].results.iter();
        super::lifted::shaped(self.shape, &mut || {
            let leaf = *leaves.next().expect("a node for each leaf");
            with_scalar(&self.split, self.split.ty(leaf), number, &runtime)
        })
    }

    /// The float of the function itself.
    fn base(&self) -> TokenStream {
        let float = self.split.nodes.iter().find_map(|node| node.ty.scalar().float());
        let float = Ty::Float(float.expect("there are floats"));
        literal::ty(&self.split, &float, &self.runtime())
    }
}

/// A tuple also of one.
fn all(items: Vec<TokenStream>) -> TokenStream {
    quote!((#(#items,)*))
}

fn is_size(parameter: &syn::ConstParam) -> bool {
    parameter.ty.to_token_stream().to_string() == "usize"
}
