//! What other differentiated functions call: the function by its convention, and its forward and reverse halves.
//!
//! Arrays and slices are taken by reference, scalars by value, whatever the user's signature says: a caller knows what
//! its arguments are, not how the callee declares them. An argument that the call marks as `&mut` is in place: the reverse
//! half gets no value for it, and turns the adjoint of what is left there into that of what was there.

use super::super::body::{Body, Frame, Outputs, Parameter as Leaf};
use super::gradient::leaf_names;
use super::parameter::{unused, Parameter};
use super::{cotangents, Item};
use crate::ir::{Graph, Half, NodeId, Op, RegionId, Ty};
use crate::tables::HashMap;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, ToTokens};

impl Item<'_> {
    pub(super) fn halves(&self) -> TokenStream {
        let graph = &self.split;
        let parameters = self.parameters(graph);
        let (value, forward, reverse) = (
            self.value(graph, &parameters),
            self.forward(graph, &flattened(&parameters, graph)),
            self.reverse(graph, &flattened(&parameters, graph)),
        );
        let joint = self.joint_half();
        quote!(#value #forward #reverse #joint)
    }

    pub(super) fn value(&self, graph: &Graph, parameters: &[Parameter]) -> TokenStream {
        let (result, name) = (self.result(), self.function());
        let (vis, half) = (self.vis(), self.half("value"));
        let (generics, bounds) = self.generics(&[]);
        let (declarations, arguments) = self.of_halves(graph, parameters);
        let turbofish = self.turbofish();
        let value = match self.computed {
            true => {
                let (krate, forward) = (&self.krate, self.half("forward"));
                let parameters = flattened(parameters, graph);
                let names = parameters.iter().map(|parameter| &parameter.name);
                quote!(Self::#forward #turbofish(#(#names,)* &mut #krate::Workspace::new()))
            }
            false => quote!(#name #turbofish(#(#arguments),*)),
        };
        quote! {
            #[doc(hidden)]
            #[inline]
            #vis fn #half #generics(#(#declarations),*) -> #result #bounds {
                #value
            }
        }
    }

    /// The parameters as the halves declare them, and the arguments that the function itself takes, made of these.
    pub(super) fn of_halves(&self, graph: &Graph, parameters: &[Parameter]) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let runtime = self.runtime();
        let declarations = flattened(parameters, graph);
        let declarations = declarations.iter().map(|parameter| parameter.in_half(graph, &runtime));
        let argument = |parameter: &Parameter| match parameter.is_tree() {
            true => parameter.argument_of_leaves(graph, &runtime),
            false => parameter.argument_of_half(graph, &runtime),
        };
        (declarations.collect(), parameters.iter().map(argument).collect())
    }

    fn forward(&self, graph: &Graph, parameters: &[Parameter]) -> TokenStream {
        let (result, krate) = (self.forward_result(), &self.krate);
        let (vis, half) = (self.vis(), self.half("forward"));
        let (generics, bounds) = self.generics(&[]);
        let (declarations, _) = self.of_halves(graph, parameters);
        let workspace = unused(self.function, "workspace");
        let body = match leaves_nothing(graph) && !self.computed {
            // Then it is the function itself, and there is less to compile.
            true => {
                let value = self.half("value");
                let (names, turbofish) = (parameters.iter().map(|parameter| &parameter.name), self.turbofish());
                let payload = self.has_error().then(|| quote!(.ok()));
                quote!(let _ = #workspace; Self::#value #turbofish(#(#names),*) #payload)
            }
            false => self.forward_body(graph, parameters, &workspace),
        };
        quote! {
            #[doc(hidden)]
            #[inline]
            #vis fn #half #generics(
                #(#declarations,)* #workspace: &mut #krate::Workspace
            ) -> #result #bounds {
                #body
            }
        }
    }

    pub(super) fn forward_body(&self, graph: &Graph, parameters: &[Parameter], workspace: &Ident) -> TokenStream {
        self.body_of_forward(graph, parameters, workspace, false)
    }

    pub(super) fn body_of_forward(
        &self,
        graph: &Graph,
        parameters: &[Parameter],
        workspace: &Ident,
        lifted: bool,
    ) -> TokenStream {
        let runtime = self.runtime();
        let body = Body::new(Frame {
            graph,
            bodies: vec![graph.root],
            outputs: Outputs::Sinks,
            parameters: by_reference(leaf_names(parameters, graph), graph),
            output_names: &[],
            reserved: &[],
            bindable: vec![],
            workspace,
            runtime: &runtime,
            lifted,
            views: vec![],
        });
        let items = self.items();
        let statements = body.statements(graph.root);
        let (ending, values) = body.ending(graph.root, &graph[graph.root].results[..self.shape.leaves()]);
        let mut values = values.into_iter();
        let value = body.shaped(self.shape, &mut || values.next().expect("a leaf"));
        let constructors = body.declared_constructors();
        quote!(#items #constructors #statements #ending #value)
    }

    fn reverse(&self, graph: &Graph, parameters: &[Parameter]) -> TokenStream {
        let workspace = unused(self.function, "workspace");
        let Derivatives {
            cotangents,
            mut sink_types,
            sinks,
            body,
            ..
        } = self.reverse_body(graph, parameters, &workspace);
        let (declarations, values) = self.in_reverse(graph, parameters);
        sink_types.extend(values);
        let places = self.reverse_places(graph, parameters, &declarations, &sinks, &sink_types);
        let cotangents = cotangents.into_iter().map(|(_, declaration)| declaration);
        let arguments: Vec<_> = declarations.into_iter().chain(cotangents).collect();
        let half = self.half_into("reverse", self.generics(&sink_types), (&arguments, &sinks), &body);
        quote!(#half #places)
    }

    /// A half that adds to places for derivatives: it takes these arguments, the places, and the workspace.
    pub(super) fn half_into(
        &self,
        half: &str,
        (generics, bounds): (TokenStream, TokenStream),
        (arguments, sinks): (&[TokenStream], &[TokenStream]),
        body: &TokenStream,
    ) -> TokenStream {
        let (vis, half, krate) = (self.vis(), self.half(half), &self.krate);
        let workspace = unused(self.function, "workspace");
        quote! {
            #[doc(hidden)]
            #[inline]
            #vis fn #half #generics(
                #(#arguments,)* #(#sinks,)* #workspace: &mut #krate::Workspace
            ) #bounds {
                #body
            }
        }
    }

    pub(super) fn reverse_body(&self, graph: &Graph, parameters: &[Parameter], workspace: &Ident) -> Derivatives {
        self.body_of_reverse(graph, parameters, workspace, false)
    }

    pub(super) fn body_of_reverse(
        &self,
        graph: &Graph,
        parameters: &[Parameter],
        workspace: &Ident,
        lifted: bool,
    ) -> Derivatives {
        let pullback = graph.pullback.expect("the graph has been reversed");
        let runtime = self.runtime();
        let mut leaves = by_reference(leaf_names(parameters, graph), graph);
        let given = self.cotangent_parameters(graph);
        let values = given.len();
        let mut cotangents = vec![];
        let mut scalars = TokenStream::new();
        for (&param, (declaration, leaf)) in graph[pullback].params.iter().zip(given) {
            let name = &leaf.name;
            if !leaf.reference {
                scalars.extend(quote!(let #name = *#name;));
            }
            cotangents.push((name.clone(), declaration));
            leaves.insert(param, leaf);
        }
        let in_place = parameters
            .iter()
            .filter(|parameter| parameter.is_place_of_floats(graph));
        for (&param, parameter) in graph[pullback].params[values..].iter().zip(in_place.clone()) {
            let name = parameter.output_name.clone();
            leaves.insert(param, Leaf { name, reference: true });
        }
        // What was in the place of a constant counts for nothing.
        let forgotten = in_place.filter(|parameter| !parameter.active).map(|parameter| {
            let name = &parameter.output_name;
            match parameter.is_slice(graph) {
                true => quote!(#runtime::fill_zero(#name);),
                false => quote!(#runtime::Tangent::set_zero(#name);),
            }
        });
        let forgotten: TokenStream = forgotten.collect();
        let (sink_types, sinks) = self.sinks(graph, parameters);
        let output_names: Vec<Ident> = parameters
            .iter()
            .filter(|parameter| parameter.active)
            .map(|parameter| parameter.output_name.clone())
            .collect();
        let is_place = |k: usize| graph.adjoints_in_place.iter().any(|&(_, result)| result == Some(k));
        let body = Body::new(Frame {
            graph,
            bodies: vec![pullback],
            outputs: Outputs::Sinks,
            parameters: leaves,
            output_names: &output_names,
            reserved: &[],
            bindable: vec![true; output_names.len()],
            workspace,
            runtime: &runtime,
            lifted,
            views: vec![],
        });
        let items = self.items();
        let statements = body.statements(pullback);
        let results = graph[pullback].results.iter().zip(&output_names).enumerate();
        let added: TokenStream = results
            .filter(|&(k, _)| !is_place(k))
            .map(|(_, (&result, sink))| add(&body, graph, result, sink, &runtime))
            .collect();
        let (ending, _) = body.ending(pullback, &[]);
        let constructors = body.declared_constructors();
        Derivatives {
            cotangents,
            scalars,
            sink_types,
            sinks,
            body: quote!(#items #constructors #statements #added #ending #forgotten),
        }
    }
}

impl Item<'_> {
    /// The parameters as the reverse half declares them, and the types of the values that it does not look at.
    pub(super) fn in_reverse(&self, graph: &Graph, parameters: &[Parameter]) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let (mut declarations, mut values) = (vec![], vec![]);
        for (k, parameter) in parameters.iter().enumerate() {
            let value = value_type(k);
            declarations.push(match parameter.in_place {
                true => quote!(_: #value),
                false => parameter.in_half(graph, &self.runtime()),
            });
            values.extend(parameter.in_place.then(|| quote!(#value)));
        }
        (declarations, values)
    }

    /// The reverse half for a caller that has not looked at the value, and does not know whether there is one.
    fn reverse_places(
        &self,
        graph: &Graph,
        parameters: &[Parameter],
        declarations: &[TokenStream],
        sinks: &[TokenStream],
        types: &[TokenStream],
    ) -> Option<TokenStream> {
        may_be_unread(graph, parameters).then(|| {
            let (reverse, turbofish) = (self.half("reverse"), self.turbofish_and(types.len()));
            let body = self.without_cotangents(graph, parameters, &quote!(#reverse #turbofish));
            let half = self.half_into("reverse_places", self.generics(types), (declarations, sinks), &body);
            let of = self.reverse_places_of(parameters, declarations, sinks, types);
            quote!(#half #of)
        })
    }

    /// The call of a reverse half with zeros for cotangents.
    pub(super) fn without_cotangents(
        &self,
        graph: &Graph,
        parameters: &[Parameter],
        reverse: &TokenStream,
    ) -> TokenStream {
        let (runtime, workspace) = (self.runtime(), unused(self.function, "workspace"));
        let values = parameters.iter().map(|parameter| match parameter.in_place {
            true => quote!(#runtime::Inactive),
            false => parameter.name.to_token_stream(),
        });
        let cotangents = cotangents(graph).into_iter().map(|leaf| match graph.ty(leaf) {
            Ty::Vec(_) => quote!(&[]),
            ty => {
                let (reference, zeros) = (
                    ty.is_array().then(|| quote!(&)),
                    crate::emit::literal::zeros(graph, ty, &runtime),
                );
                quote!(#reference #zeros)
            }
        });
        let outputs = parameters.iter().map(|parameter| &parameter.output_name);
        quote!(Self::#reverse(#(#values,)* #(#cotangents,)* #(#outputs,)* #workspace))
    }

    /// The same for a caller that has a value to call the method on, and no name for its type.
    fn reverse_places_of(
        &self,
        parameters: &[Parameter],
        declarations: &[TokenStream],
        sinks: &[TokenStream],
        types: &[TokenStream],
    ) -> Option<TokenStream> {
        let receiver = parameters.first().filter(|first| first.name == "self")?;
        let (runtime, places) = (self.runtime(), self.half("reverse_places"));
        let workspace = unused(self.function, "workspace");
        let own = match receiver.in_place {
            true => quote!(&self),
            false => declarations[0].clone(),
        };
        let value = |parameter: &Parameter| match parameter.in_place {
            true => quote!(#runtime::Inactive),
            false => parameter.name.to_token_stream(),
        };
        let values = parameters.iter().map(value);
        let turbofish = self.turbofish_and(types.len());
        // The type of a value that is not looked at is that of none.
        let unread = value_type(0).to_string();
        let types: Vec<_> = types.iter().filter(|ty| ty.to_string() != unread).cloned().collect();
        let outputs = parameters.iter().map(|parameter| &parameter.output_name);
        let arguments = [&[own], &declarations[1..]].concat();
        let body = quote!(Self::#places #turbofish(#(#values,)* #(#outputs,)* #workspace));
        Some(self.half_into("reverse_places_of", self.generics(&types), (&arguments, sinks), &body))
    }

    /// The cotangents that a reverse half takes, one for each differentiable leaf of the value.
    pub(super) fn cotangent_parameters(&self, graph: &Graph) -> Vec<(TokenStream, Leaf)> {
        let runtime = self.runtime();
        let parameter = |(k, leaf): (usize, NodeId)| {
            let name = unused(self.function, &format!("cotangent_{k}"));
            let ty = super::borrowed_type(graph, &graph.ty(leaf).adjoint(), &runtime);
            let reference = graph.ty(leaf).is_whole();
            let declaration = match reference {
                true => quote!(#name: &#ty),
                false => quote!(#name: #ty),
            };
            (declaration, Leaf { name, reference })
        };
        cotangents(graph).into_iter().enumerate().map(parameter).collect()
    }

    /// The places that a reverse half adds to, one for each parameter: their types with bounds, and the declarations. That
    /// of a struct has no type of its own: it is added to field by field.
    pub(super) fn sinks(&self, graph: &Graph, parameters: &[Parameter]) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let runtime = self.runtime();
        let (mut types, mut sinks) = (vec![], vec![]);
        for (k, parameter) in parameters.iter().enumerate() {
            let (ty, name) = (sink_type(k), &parameter.output_name);
            if parameter.opaque {
                types.push(quote!(#ty: ?Sized));
                sinks.push(quote!(#name: &mut #ty));
                continue;
            }
            let leaf = graph.ty(parameter.leaves[0]);
            if parameter.is_place_of_floats(graph) {
                // Overwritten: the adjoint of what is left in the place by that of what was there.
                let place = crate::emit::literal::ty(graph, &leaf.adjoint(), &runtime);
                sinks.push(quote!(#name: &mut #place));
                continue;
            }
            if parameter.in_place {
                sinks.push(quote!(#name: &mut #runtime::Inactive));
                continue;
            }
            if parameter.active && leaf.has_struct() {
                let ty = super::borrowed_type(graph, &leaf.adjoint(), &runtime);
                sinks.push(quote!(#name: &mut #ty));
                continue;
            }
            let scalar = crate::emit::literal::ty(graph, leaf.scalar(), &runtime);
            types.push(match parameter.active {
                true => quote!(#ty: #runtime::Adjoint<#scalar> + ?Sized),
                false => quote!(#ty: ?Sized),
            });
            sinks.push(quote!(#name: &mut #ty));
        }
        (types, sinks)
    }
}

/// Whether a caller that has not looked at the value may ask for the reverse half: it may have lent something, and there are zeros for
/// cotangents. Of a struct that nobody looks at, and of an array of vectors, none tells the shape: such a value has to be taken.
pub(super) fn may_be_unread(graph: &Graph, parameters: &[Parameter]) -> bool {
    fn has_zero(ty: &Ty) -> bool {
        match ty {
            Ty::Array(element, _) => !matches!(**element, Ty::Vec(_)) && has_zero(element),
            ty => !ty.has_struct(),
        }
    }
    let mut cotangents = cotangents(graph).into_iter();
    parameters.iter().any(Parameter::may_be_lent) && cotangents.all(|leaf| has_zero(graph.ty(leaf)))
}

/// The parameters with the leaves of tuples and options as parameters of their own.
pub(super) fn flattened<'a>(parameters: &[Parameter<'a>], graph: &Graph) -> Vec<Parameter<'a>> {
    parameters
        .iter()
        .flat_map(|parameter| parameter.flattened(graph))
        .collect()
}

/// The type of the place for the derivative of the k-th parameter.
pub(super) fn sink_type(k: usize) -> Ident {
    format_ident!("Derivative{k}", span = Span::mixed_site())
}

/// The type of the value of the k-th parameter, if it is in place: whatever a caller has for it.
fn value_type(k: usize) -> Ident {
    format_ident!("Value{k}", span = Span::mixed_site())
}

/// A reverse half in pieces.
pub(super) struct Derivatives {
    /// What the caller says of the results, each with its declaration.
    pub cotangents: Vec<(Ident, TokenStream)>,
    /// Takes those that are scalars from behind references.
    pub scalars: TokenStream,
    /// The type parameters of the places of the derivatives.
    pub sink_types: Vec<TokenStream>,
    /// The declarations of these places.
    pub sinks: Vec<TokenStream>,
    pub body: TokenStream,
}

/// Adds a finished adjoint to its sink, unless it went there piece by piece.
pub(super) fn add(body: &Body, graph: &Graph, result: NodeId, sink: &Ident, runtime: &TokenStream) -> TokenStream {
    if body.is_output(result) {
        return quote!();
    }
    let ty = graph.ty(result);
    match ty.is_whole() {
        true if ty.has_struct() => {
            let value = body.borrowed(result);
            quote!(#runtime::AddAll::add_all(&mut *#sink, #value);)
        }
        true => {
            let value = body.borrowed(result);
            quote!(#runtime::add_all_at(&mut *#sink, &[], #value);)
        }
        false => {
            let value = body.result_tokens(graph.pullback.expect("the graph has been reversed"), result);
            quote!(#runtime::Adjoint::add_at(&mut *#sink, &[], #value);)
        }
    }
}

/// Whether the forward sweep puts nothing on the tape, nor calls what does.
fn leaves_nothing(graph: &Graph) -> bool {
    let regions = (0..graph.regions.len() as u32).map(RegionId);
    let mut nodes = regions
        .filter(|&region| graph.encloses(graph.root, region))
        .flat_map(|region| &graph[region].nodes);
    nodes.all(|&node| match &graph[node].op {
        Op::Push => false,
        Op::Call(call) => call.half == Half::Plain,
        _ => true,
    })
}

/// The halves take every array by reference, and what is in place.
pub(super) fn by_reference(mut leaves: HashMap<NodeId, Leaf>, graph: &Graph) -> HashMap<NodeId, Leaf> {
    for (&node, leaf) in &mut leaves {
        leaf.reference = graph.ty(node).is_whole() || graph.in_place.contains(&node);
    }
    leaves
}
