//! What runs in order: array writes, the tape, kept macros.

use super::body::{Body, Outputs};
use super::control::tuple;
use super::storage::{Origin, Variable};
use crate::ir::{Const, Macro, NodeId, Op, Shape, Ty};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned, ToTokens};

impl Body<'_> {
    /// `a[i] = v;` or `a[i] += v;`, after a copy where the older version is still needed.
    pub(super) fn write(&self, node: NodeId) -> TokenStream {
        let n = &self.graph[node];
        let (array, value) = (n.args[0], n.args[n.args.len() - 1]);
        let variable = self.storage.variable(node).expect("an array version has a variable");
        let mut statements = TokenStream::new();
        if self.declares(node, node).is_some() {
            let at = self.schedule.at(self.graph, node);
            let (name, older) = (self.name(variable), self.owned(array, at));
            statements.extend(quote!(let mut #name = #older;));
        }
        statements.extend(match n.op {
            Op::Store(_) => self.store(node, variable, value),
            Op::Append(_) | Op::Truncate(..) | Op::Lengthen(..) => self.resize(node, variable, value),
            _ => self.accumulate(node, variable, value),
        });
        statements
    }

    fn store(&self, node: NodeId, variable: Variable, value: NodeId) -> TokenStream {
        let place = self.place(node, self.name(variable).to_token_stream());
        if matches!(self.graph.ty(node).scalar(), Ty::Tangent(_)) && self.is_zero(value) {
            // The field may be a constant, whose tangent is no float.
            let runtime = self.runtime;
            return quote!(#runtime::Tangent::set_zero(&mut #place););
        }
        if self.graph.ty(value).float().is_some() && self.may_be_constant(node) {
            let (runtime, value) = (self.runtime, self.operand(value).tokens);
            return quote!(#runtime::write(&mut #place, #value););
        }
        let value = match self.graph.ty(value).is_owned() {
            true => self.owned(value, self.schedule.at(self.graph, node)),
            false => self.operand(value).tokens,
        };
        quote!(#place = #value;)
    }

    /// Whether this is the zero of `f64` or `f32`.
    fn is_zero(&self, value: NodeId) -> bool {
        let is_concrete = self.graph.ty(value).float().is_some_and(|float| !float.is_param());
        is_concrete && self.graph.constant(value).and_then(Const::as_float) == Some(0.0)
    }

    /// Makes a vector longer or shorter.
    fn resize(&self, node: NodeId, variable: Variable, argument: NodeId) -> TokenStream {
        let vector = self.place(node, self.name(variable).to_token_stream());
        // What the argument reads of the same variable, it reads before that is borrowed.
        let before = |value: TokenStream| match self.reads(argument).contains(&variable) {
            true => {
                let name = self.fresh("t");
                (quote!(let #name = #value;), name.to_token_stream())
            }
            false => (quote!(), value),
        };
        match &self.graph[node].op {
            Op::Append(_) => {
                let (before, value) = before(self.owned(argument, self.schedule.at(self.graph, node)));
                quote!(#before #vector.push(#value);)
            }
            Op::Lengthen(_, Ty::Vec(element)) if element.is_sized() => {
                let (before, len) = before(self.operand(argument).tokens);
                let zero = super::literal::zeros(self.graph, element, self.runtime);
                quote!(#before #vector.resize(#len, #zero);)
            }
            Op::Lengthen(..) => {
                let (runtime, like) = (self.runtime, self.borrowed(argument));
                quote!(#runtime::lengthen(&mut #vector, #like);)
            }
            _ => {
                let (before, len) = before(self.operand(argument).tokens);
                quote!(#before #vector.truncate(#len);)
            }
        }
    }

    fn accumulate(&self, node: NodeId, variable: Variable, value: NodeId) -> TokenStream {
        let (name, runtime) = (self.name(variable), self.runtime);
        let args = &self.graph[node].args;
        let indices: Vec<_> = args[1..args.len() - 1]
            .iter()
            .map(|&index| self.operand(index).tokens)
            .collect();
        let is_array = self.graph.ty(value).is_whole();
        let is_output = matches!(self.storage.place(variable).origin, Origin::Output(_));
        let is_sink = is_output && self.outputs == Outputs::Sinks && !self.graph.ty(node).has_struct();
        match (is_sink, is_array) {
            (true, false) => {
                // The bound of the place's type names the trait.
                let value = self.operand(value).tokens;
                quote!(#name.add_at(&[#(#indices),*], #value);)
            }
            (true, true) => {
                let value = self.borrowed(value);
                quote!(#runtime::add_all_at(&mut *#name, &[#(#indices),*], #value);)
            }
            (false, false) if self.graph.ty(node).has_struct() && self.graph.steps(node).is_empty() => {
                // To the tangent of what rustc alone knows, which may be no float.
                let value = self.value(value).tokens;
                quote!(#runtime::AddAll::add_all(&mut #name, &(#value));)
            }
            (false, false) => {
                let value = self.operand(value).tokens;
                let place = self.place(node, quote!(#name));
                quote!(#place += #value;)
            }
            (false, true) => {
                let value = self.borrowed(value);
                let target = match self.references.contains(&variable) && self.graph.steps(node).is_empty() {
                    true => quote!(*#name),
                    false => self.place(node, quote!(#name)),
                };
                quote!(#runtime::AddAll::add_all(&mut #target, #value);)
            }
        }
    }

    /// Copies go onto the tape as one frame, and behind it, one by one, what owns memory.
    pub(super) fn push(&self, node: NodeId) -> TokenStream {
        let workspace = self.workspace;
        let args = self.graph[node].args.iter().copied();
        let (owned, copied): (Vec<NodeId>, Vec<NodeId>) = args.partition(|&arg| is_kept_alone(self.graph.ty(arg)));
        let mut statements = TokenStream::new();
        if !copied.is_empty() {
            let values: Vec<_> = copied.iter().map(|&value| self.value(value).tokens).collect();
            statements.extend(match self.frame_of(node) {
                Some(place) => quote!(*#place = [#(#values),*];),
                None => {
                    let frame = self.frame(&self.graph.types(&copied), values);
                    quote!(#workspace.push(#frame);)
                }
            });
        }
        for value in owned {
            statements.extend(match self.graph.ty(value) {
                Ty::Vec(_) | Ty::Slice(_) => {
                    let borrowed = self.borrowed(value);
                    quote!(#workspace.push_vec(#borrowed);)
                }
                _ => {
                    let value = self.receiver(value);
                    quote!(#workspace.push(#value.clone());)
                }
            });
        }
        statements
    }

    pub(super) fn pop(&self, node: NodeId) -> TokenStream {
        let workspace = self.workspace;
        let Ty::Tuple(types) = self.graph.ty(node) else {
            unreachable!("a frame is a tuple")
        };
        let results = self.results(node);
        let written = |ty: &Ty| match ty {
            Ty::Slice(element) => super::literal::ty(self.graph, &Ty::Vec(element.clone()), self.runtime),
            ty => super::literal::ty(self.graph, ty, self.runtime),
        };
        let (owned, copied): (Vec<usize>, Vec<usize>) = (0..types.len()).partition(|&k| is_kept_alone(&types[k]));
        let mut statements = TokenStream::new();
        for &k in owned.iter().rev() {
            let (name, ty) = (self.pattern(results.get(&k).copied()), written(&types[k]));
            statements.extend(match super::literal::like(self.graph, &types[k], self.runtime) {
                Some(like) => quote!(let #name = #workspace.pop_like(|| #like);),
                None => quote!(let #name: #ty = #workspace.pop();),
            });
        }
        if !copied.is_empty() {
            let types: Vec<Ty> = copied.iter().map(|&k| types[k].clone()).collect();
            let names: Vec<_> = copied.iter().map(|k| self.pattern(results.get(k).copied())).collect();
            statements.extend(match self.frame_of(node) {
                Some(place) => {
                    let (ty, count) = (written(&types[0]), types.len());
                    quote!(let [#(#names),*]: [#ty; #count] = *#place;)
                }
                None => {
                    let pattern = self.frame(&types, names);
                    let frame = match uniform(&types) {
                        true => {
                            let (ty, count) = (written(&types[0]), types.len());
                            quote!([#ty; #count])
                        }
                        false => tuple_of(types.iter().map(written).collect()),
                    };
                    quote!(let #pattern: #frame = #workspace.pop();)
                }
            });
        }
        statements
    }

    /// Values of one type travel as an array, which moves as a block.
    fn frame(&self, types: &[Ty], items: Vec<TokenStream>) -> TokenStream {
        match uniform(types) {
            true => quote!([#(#items),*]),
            false => tuple_of(items),
        }
    }

    /// The name that a result is bound to.
    pub(super) fn pattern(&self, result: Option<NodeId>) -> TokenStream {
        match result.and_then(|result| self.storage.variable(result)) {
            Some(variable) => {
                let (mutability, name) = (self.mutability(variable), self.name(variable));
                quote!(#mutability #name)
            }
            None => quote!(_),
        }
    }

    pub(super) fn kept_macro(&self, node: NodeId, kept: &Macro) -> TokenStream {
        let path = &self.graph[kept.path];
        let mut inside = self.graph[kept.pieces[0]].clone();
        let mut leaves = self.graph[node].args.iter();
        for (shape, &piece) in kept.shapes.iter().zip(&kept.pieces[1..]) {
            inside.extend(self.shaped(shape, &mut || {
                let leaf = *leaves.next().expect("a node for each leaf");
                match self.graph.ty(leaf).is_whole() {
                    true => self.borrowed(leaf),
                    false => self.value(leaf).tokens,
                }
            }));
            inside.extend(self.graph[piece].clone());
        }
        // The assertion fails where the user wrote it.
        quote_spanned!(self.graph[node].span=> #path(#inside);)
    }

    /// Leaves in the shape of a value or pattern.
    pub fn shaped(&self, shape: &Shape, leaf: &mut dyn FnMut() -> TokenStream) -> TokenStream {
        match shape {
            Shape::Leaf => leaf(),
            Shape::Tuple(items) => {
                let items = items.iter().map(|item| self.shaped(item, leaf));
                quote!((#(#items,)*))
            }
            Shape::Option(inner) => {
                let (some, value) = (leaf(), self.shaped(inner, leaf));
                match some.to_string().as_str() {
                    "true" => quote!(::core::option::Option::Some(#value)),
                    "false" => quote!(::core::option::Option::None),
                    _ => {
                        quote!(if #some { ::core::option::Option::Some(#value) } else { ::core::option::Option::None })
                    }
                }
            }
        }
    }
}

/// What owns memory, and slices, which become vectors.
fn is_kept_alone(ty: &Ty) -> bool {
    ty.is_owned() || matches!(ty, Ty::Slice(_))
}

fn uniform(types: &[Ty]) -> bool {
    types.len() > 1 && types.iter().all(|ty| *ty == types[0])
}

/// `(a,)`, `(a, b)`; a single value of a frame stands alone.
fn tuple_of(items: Vec<TokenStream>) -> TokenStream {
    match items.len() {
        1 => tuple(items),
        // The tape takes tuples of up to twelve: longer ones are nested.
        n if n > 12 => {
            let rest = tuple_of(items[11..].to_vec());
            let first = &items[..11];
            quote!((#(#first,)* #rest))
        }
        _ => quote!((#(#items),*)),
    }
}
