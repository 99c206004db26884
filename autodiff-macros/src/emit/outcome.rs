//! Options that calls give, taken apart into whether there is a value, and the value, which is zero where there is none.

use super::body::Body;
use super::literal::zeros;
use crate::ir::{NodeId, Op, Shape, Ty};
use crate::tables::HashMap;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// An option that has a name so far.
struct Named {
    name: Ident,
    /// The patterns of its two parts.
    some: TokenStream,
    value: TokenStream,
    /// What its value is where there is none.
    zero: TokenStream,
}

/// The leaves of a value that are still to be bound.
struct Leaves<'a> {
    results: HashMap<usize, NodeId>,
    types: &'a [Ty],
    next: usize,
}

impl Body<'_> {
    /// Binds the results of `node`, the leaves of `value`.
    pub(super) fn taken_apart(&self, node: NodeId, shape: &Shape, value: TokenStream) -> TokenStream {
        let Ty::Tuple(types) = self.graph.ty(node) else {
            unreachable!("a call yields a tuple")
        };
        let mut leaves = Leaves {
            results: self.results(node),
            types,
            next: 0,
        };
        let mut inside = vec![];
        let pattern = self.leaf_pattern(shape, &mut leaves, &mut inside);
        match (shape, inside.pop()) {
            // The whole is one: nothing is bound before it is taken apart.
            (Shape::Option(_), Some(whole)) => {
                let (rest, runtime) = (self.options(inside), self.runtime);
                let Named {
                    some,
                    value: inner,
                    zero,
                    ..
                } = whole;
                quote!(let (#some, #inner) = #runtime::parts(#value, #zero); #rest)
            }
            (_, last) => {
                inside.extend(last);
                let (rest, ty) = (self.options(inside), self.open_value(node, shape, types));
                quote!(let #pattern #ty = #value; #rest)
            }
        }
    }

    /// The type of a value, where no argument may tell rustc of which floats it is: over any scalar, or if a generic function is
    /// given nothing but literals.
    fn open_value(&self, node: NodeId, shape: &Shape, types: &[Ty]) -> Option<TokenStream> {
        let arguments = self.graph[node].args.iter().copied();
        let mut floats = arguments
            .filter(|&argument| self.graph.ty(argument).is_differentiable())
            .peekable();
        let is_open = self.lifted || floats.peek().is_some() && floats.all(|argument| self.is_untyped(argument));
        match (shape, types) {
            (Shape::Leaf, [ty @ Ty::Float(_), ..]) if is_open => {
                let ty = super::literal::ty(self.graph, ty, self.runtime);
                Some(quote!(: #ty))
            }
            _ => None,
        }
    }

    /// Whether these are floats that are written without their type.
    fn is_untyped(&self, value: NodeId) -> bool {
        let node = &self.graph[value];
        match node.op {
            Op::Const(_) => true,
            Op::Array | Op::Repeat => node.args.first().is_none_or(|&first| self.is_untyped(first)),
            _ => false,
        }
    }

    /// Takes options apart, each behind the one that it is in.
    fn options(&self, inside: Vec<Named>) -> TokenStream {
        let runtime = self.runtime;
        let statements = inside.into_iter().rev().map(|named| {
            let Named {
                name,
                some,
                value,
                zero,
            } = named;
            quote!(let (#some, #value) = #runtime::parts(#name, #zero);)
        });
        statements.collect()
    }

    /// A pattern for a value, in which each option has a name; and those options, the innermost first.
    fn leaf_pattern(&self, shape: &Shape, leaves: &mut Leaves, inside: &mut Vec<Named>) -> TokenStream {
        match shape {
            Shape::Leaf => {
                let result = leaves.results.get(&leaves.next).copied();
                leaves.next += 1;
                self.pattern(result)
            }
            Shape::Tuple(items) => {
                let items: Vec<_> = items
                    .iter()
                    .map(|item| self.leaf_pattern(item, leaves, inside))
                    .collect();
                quote!((#(#items,)*))
            }
            Shape::Option(inner) => {
                let name = self.fresh("outcome");
                let some = self.leaf_pattern(&Shape::Leaf, leaves, inside);
                let zero = self.zero_of(inner, &mut leaves.types[leaves.next..].iter());
                let value = self.leaf_pattern(inner, leaves, inside);
                let pattern = quote!(#name);
                inside.push(Named {
                    name,
                    some,
                    value,
                    zero,
                });
                pattern
            }
        }
    }

    fn zero_of<'t>(&self, shape: &Shape, types: &mut impl Iterator<Item = &'t Ty>) -> TokenStream {
        match shape {
            Shape::Leaf => match types.next().expect("a type for each leaf") {
                Ty::Vec(_) => {
                    let runtime = self.runtime;
                    quote!(#runtime::Vec::new())
                }
                ty if ty.has_struct() => self.fill(ty),
                ty => zeros(self.graph, ty, self.runtime),
            },
            Shape::Tuple(items) => {
                let items: Vec<_> = items.iter().map(|item| self.zero_of(item, types)).collect();
                quote!((#(#items,)*))
            }
            Shape::Option(inner) => {
                types.next();
                self.zero_of(inner, types);
                quote!(::core::option::Option::None)
            }
        }
    }
}
