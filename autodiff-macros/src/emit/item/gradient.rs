//! `grad`, `value_and_grad` and `value_and_grad_into`.
//!
//! All three are one body, `__gradient`. It is inlined in `grad` too, where what only the value needs is then dead code.

use super::super::body::{Body, Frame, Outputs, Parameter as Leaf};
use super::parameter::{unused, Parameter};
use super::tree::tree_value;
use super::Item;
use crate::emit::control::tuple;
use crate::ir::{Graph, NodeId, Op, Ty};
use crate::tables::HashMap;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

impl Item<'_> {
    pub(super) fn gradient(&self, graph: &Graph) -> TokenStream {
        let parameters = self.parameters(graph);
        let active: Vec<&Parameter> = parameters.iter().filter(|parameter| parameter.active).collect();
        let (runtime, krate, value_type) = (self.runtime(), &self.krate, self.value_type());
        let (generics, bounds) = self.generics(&[]);
        let turbofish = self.turbofish();
        let declarations: Vec<_> = parameters
            .iter()
            .map(|parameter| parameter.declaration(&runtime))
            .collect();
        let names: Vec<_> = parameters.iter().map(|parameter| &parameter.name).collect();
        let outputs: Vec<_> = active.iter().map(|parameter| &parameter.output_name).collect();
        let gradient = self.type_of_gradient(&parameters, graph);
        let zeros: Vec<_> = active
            .iter()
            .map(|parameter| parameter.zeros(graph, &runtime))
            .collect();
        let output_types: Vec<_> = active.iter().map(|p| p.output_type(graph, &runtime)).collect();
        let gradients = tuple(outputs.iter().map(|output| quote!(#output)).collect());
        let [workspace, value] = ["workspace", "value"].map(|name| unused(self.function, name));
        let forward = self.forward_variables();
        let into = match forward {
            Some(variables) => self.forward_gradient(graph, &parameters, &workspace, variables),
            None => self.value_and_grad_into(graph, &parameters, &workspace),
        };

        let [grad, value_and_grad, value_and_grad_into] =
            ["grad", "value_and_grad", "value_and_grad_into"].map(|name| self.public(name));
        let both = self.in_place_of_value(quote!((#value_type, #gradient)));
        let result = self.result();
        let [both_name, inner] = ["both", "inner"].map(|name| format_ident!("{name}", span = Span::mixed_site()));
        let (body, cfgs) = (self.half("gradient"), self.cfgs_beside());
        let (the_gradient, the_both) = match self.is_partial() {
            false => (
                quote! {
                    #(let mut #outputs = #zeros;)*
                    let _ = Self::#body #turbofish(
                        #(#names,)* &mut #krate::Workspace::new(), #(&mut #outputs),*
                    );
                    #gradients
                },
                quote!((#value, #gradients)),
            ),
            true => (
                quote!(Self::#value_and_grad #turbofish(#(#names),*).map(|#both_name| #both_name.1)),
                quote!(#value.map(|#inner| (#inner, #gradients))),
            ),
        };
        let gradient = self.in_place_of_value(gradient);

        let how = match forward {
            Some(_) => "\n\nIn forward mode: one pass, without a tape, with a derivative in each variable. `#[differentiate(mode = \"reverse\")]` has it otherwise.",
            None if self.reassociated => "\n\nSums in loops are added up in lanes, as `reassociate` allows: the value may differ from the function's in its last digits. It is the same in every run.",
            None => "",
        };
        let shape = gradient_doc(&active);
        let none = match self.is_partial() {
            true => " Where the function gives no value, the gradients are zero.",
            false => "",
        };
        let vectors = match graph
            .nodes
            .iter()
            .any(|node| node.op != Op::Param && node.ty.is_owned())
        {
            true => ", but for the vectors that it makes",
            false => "",
        };
        let (vis, link) = (self.vis(), self.link());
        let grad_doc = format!("The gradient of {link}: {shape}{how}");
        let both_doc = format!("The value of {link}, and its gradient: {shape}{how}");
        let into_doc = format!(
            "The value of {link}; its gradient overwrites what the last arguments hold.{none} Allocates nothing once \
             `workspace` has served a call of this size{vectors}.\n\n# Panics\nWhere the function does, and if the length of a \
             gradient is not that of its parameter.{how}"
        );
        quote! {
            #[doc = #grad_doc]
            #[inline]
            #vis fn #grad #generics(#(#declarations),*) -> #gradient #bounds {
                #the_gradient
            }

            #[doc = #both_doc]
            #[inline]
            #vis fn #value_and_grad #generics(#(#declarations),*) -> #both #bounds {
                #(let mut #outputs = #zeros;)*
                let #value = Self::#value_and_grad_into #turbofish(
                    #(#names,)* &mut #krate::Workspace::new(), #(&mut #outputs),*
                );
                #the_both
            }

            #[doc = #into_doc]
            #vis fn #value_and_grad_into #generics(
                #(#declarations,)* #workspace: &mut #krate::Workspace, #(#outputs: &mut #output_types),*
            ) -> #result #bounds {
                Self::#body #turbofish(#(#names,)* #workspace, #(#outputs),*)
            }

            #(#cfgs)*
            #[doc(hidden)]
            #[inline(always)]
            fn #body #generics(
                #(#declarations,)* #workspace: &mut #krate::Workspace, #(#outputs: &mut #output_types),*
            ) -> #result #bounds {
                #into
            }
        }
    }

    fn value_and_grad_into(&self, graph: &Graph, parameters: &[Parameter], workspace: &Ident) -> TokenStream {
        let pullback = graph.pullback.expect("the graph has been reversed");
        let runtime = self.runtime();
        let active: Vec<&Parameter> = parameters.iter().filter(|parameter| parameter.active).collect();
        let outputs = self.output_names(graph, parameters);
        let leaves = leaf_names(parameters, graph);
        let body = self.body_of_gradient(graph, parameters, (workspace, &runtime), &outputs, leaves, false);
        let items = self.items();
        let bindings: TokenStream = parameters
            .iter()
            .map(|parameter| parameter.binding(graph, &runtime))
            .collect();
        let lengths = self.checked_lengths(graph, parameters);
        let clear = body.uses_workspace().then(|| quote!(#workspace.clear();));
        let forward = body.statements(graph.root);
        let (some, result) = self.results(graph);
        let kept = body.kept_value(result);
        let reverse = body.statements(pullback);
        let mut results = graph[pullback].results.iter().copied();
        let outputs: TokenStream = active
            .iter()
            .map(|p| self.output(&body, graph, p, &mut results))
            .collect();
        let read_last = if kept.is_none() { vec![result] } else { vec![] };
        let (ending, last) = body.ending(graph.root, &read_last);
        let (value_statement, value) = kept.unwrap_or_else(|| (quote!(), quote!(#(#last)*)));
        let value = self.present(value);
        let (function, names) = (
            self.function(),
            parameters
                .iter()
                .map(|parameter| parameter.lent_to_user(graph, &runtime)),
        );
        // Whoever uses the gradient uses the function, though nothing calls it: no lint shall call it dead.
        let turbofish = self.turbofish();
        let plain = format_ident!("plain", span = Span::mixed_site());
        let in_place: Vec<&Parameter> = parameters.iter().filter(|parameter| parameter.in_place).collect();
        let call = quote!(|| #function #turbofish(#(#names),*));
        let used = match self.is_partial() && in_place.is_empty() {
            true => quote!(let #plain = #call;),
            false => quote!(let _ = #call;),
        };
        let constructors = body.declared_constructors();
        // An error is that of the function itself, which is called with what was in its places before.
        let restores = self.has_error() && some.is_some();
        let before = in_place.iter().filter(|_| restores).map(|parameter| {
            let (name, copy) = (before_of(parameter), parameter.copied(graph));
            quote!(let #name = #copy;)
        });
        let before: TokenStream = before.collect();
        let missing = some.map(|some| {
            let test = body.negated(some);
            let clear = active.iter().map(|parameter| parameter.cleared(graph, &runtime));
            if in_place.is_empty() {
                let missing = self.missing(&quote!(#plain));
                return quote!(if #test { #(#clear)* return #missing; });
            }
            let missing = self.missing(&quote!((#call)));
            let places = match restores {
                true => in_place
                    .iter()
                    .map(|parameter| parameter.restored(graph, &before_of(parameter)))
                    .collect(),
                false => body.ending(graph.root, &[]).0,
            };
            quote!(if #test { #(#clear)* #places return #missing; })
        });
        quote! {
            #before #used #items #bindings #constructors #lengths #clear
            #forward #missing #value_statement
            #reverse #outputs #ending
            #value
        }
    }

    /// The results of the pullback are the leaves of the active parameters; a tuple is put together at the end, in what has
    /// leaves of other names.
    pub(super) fn output_names(&self, graph: &Graph, parameters: &[Parameter]) -> OutputNames {
        let active = parameters.iter().filter(|parameter| parameter.active);
        let parameters = active.clone().map(|parameter| parameter.output_name.clone()).collect();
        let leaves = active
            .flat_map(|parameter| {
                let output = &parameter.output_name;
                let count = parameter.active_leaves(graph).len();
                (0..count).map(move |k| match parameter.is_tree() {
                    true => format_ident!("{output}_{k}"),
                    false => output.clone(),
                })
            })
            .collect();
        OutputNames { leaves, parameters }
    }

    /// Both sweeps as one body, which writes to these outputs.
    pub(super) fn body_of_gradient<'a>(
        &self,
        graph: &'a Graph,
        parameters: &[Parameter],
        (workspace, runtime): (&'a Ident, &'a TokenStream),
        outputs: &'a OutputNames,
        leaves: HashMap<NodeId, Leaf>,
        lifted: bool,
    ) -> Body<'a> {
        let active: Vec<&Parameter> = parameters.iter().filter(|parameter| parameter.active).collect();
        let bindable = active
            .iter()
            .flat_map(|p| vec![!p.is_tree() && !p.is_vector_in_place(graph); p.active_leaves(graph).len()])
            .collect();
        Body::new(Frame {
            graph,
            bodies: vec![graph.root, graph.pullback.expect("the graph has been reversed")],
            outputs: Outputs::Buffers,
            parameters: leaves,
            output_names: &outputs.leaves,
            reserved: &outputs.parameters,
            bindable,
            workspace,
            runtime,
            lifted,
            views: vec![],
        })
    }

    /// The derivative of what has a length has that length.
    pub(super) fn checked_lengths(&self, graph: &Graph, parameters: &[Parameter]) -> TokenStream {
        let runtime = self.runtime();
        parameters
            .iter()
            .filter(|p| p.active && (p.is_slice(graph) || p.has_rows(graph)))
            .map(|parameter| {
                let (name, output, text) = (&parameter.name, &parameter.output_name, parameter.name.to_string());
                match parameter.has_rows(graph) {
                    true => quote!(#runtime::check_rows(#text, &#name[..], #output);),
                    false => quote!(#runtime::check_len(#text, #name.len(), #output.len());),
                }
            })
            .collect()
    }

    /// `*dx = …;`, unless the buffer itself has been written.
    pub(super) fn output(
        &self,
        body: &Body,
        graph: &Graph,
        parameter: &Parameter,
        results: &mut impl Iterator<Item = NodeId>,
    ) -> TokenStream {
        let output = &parameter.output_name;
        if !parameter.is_tree() {
            let result = results.next().expect("a result for each active leaf");
            if body.is_output(result) {
                return quote!();
            }
            if matches!(graph.ty(result), Ty::Slice(_)) || parameter.is_vector_in_place(graph) {
                let value = body.borrowed(result);
                return quote!(#output.clone_from_slice(#value););
            }
            let value = body.result_tokens(graph.pullback.expect("the graph has been reversed"), result);
            return quote!(*#output = #value;);
        }
        let names = parameter.leaf_names();
        let mut leaves = parameter.leaves.iter().zip(&names);
        let value = tree_value(parameter.ty, &mut |says_some| {
            let (&leaf, name) = leaves.next().expect("a node for each leaf");
            match graph.ty(leaf) {
                ty if ty.is_differentiable() => {
                    let pullback = graph.pullback.expect("the graph has been reversed");
                    body.result_tokens(pullback, results.next().expect("a result for each active leaf"))
                }
                _ if says_some => quote!(#name),
                _ => quote!(()),
            }
        });
        quote!(*#output = #value;)
    }
}

/// What a gradient is written to.
pub(super) struct OutputNames {
    leaves: Vec<Ident>,
    parameters: Vec<Ident>,
}

/// The name of what was in a place.
fn before_of(parameter: &Parameter) -> Ident {
    format_ident!("{}_before", parameter.output_name, span = Span::mixed_site())
}

/// What the leaves of the parameters are called in a body, and whether they are references.
pub(super) fn leaf_names(parameters: &[Parameter], graph: &Graph) -> HashMap<NodeId, Leaf> {
    let mut names = HashMap::default();
    for parameter in parameters {
        for (&leaf, name) in parameter.leaves.iter().zip(parameter.leaf_names()) {
            names.insert(
                leaf,
                Leaf {
                    name,
                    reference: parameter.is_reference(graph) || parameter.has_option() && is_slice(graph.ty(leaf)),
                },
            );
        }
    }
    names
}

fn is_slice(ty: &Ty) -> bool {
    matches!(ty, Ty::Slice(_))
}

fn gradient_doc(active: &[&Parameter]) -> String {
    let names: Vec<String> = active.iter().map(|parameter| format!("`{}`", parameter.name)).collect();
    match names.as_slice() {
        [] => "nothing is differentiated, so it is `()`.".to_string(),
        [name] => format!("the derivative in {name}."),
        names => format!("a tuple of the derivatives in {}.", names.join(", ")),
    }
}
