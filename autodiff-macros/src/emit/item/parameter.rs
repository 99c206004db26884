//! A parameter in its several forms: as the user declared it, as the hidden halves take it, and as its derivative.

use super::tree::{tree_type, tree_value};
use crate::ast::{self, FunctionForm, FunctionParameter};
use crate::identifiers::is_identifier;
use crate::ir::{Graph, NodeId, Ty};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, ToTokens};

#[derive(Clone)]
pub(super) struct Parameter<'a> {
    pub name: Ident,
    /// `dx`, for `x`; unless a parameter has that name.
    pub output_name: Ident,
    /// The type as the user wrote it.
    pub written: &'a syn::Type,
    /// How many `&` the type has.
    pub references: usize,
    pub ty: &'a ast::Type,
    /// Whether it is a place of the caller, as `&mut`.
    pub in_place: bool,
    /// Whether it takes a derivative.
    pub active: bool,
    /// Of a type that nothing is known of: passed on as it is.
    pub opaque: bool,
    /// A function.
    pub function: Option<&'a FunctionParameter>,
    /// The nodes of its leaves: one, or those of a tuple from left to right.
    pub leaves: Vec<NodeId>,
}

/// The parameters of a function, with the nodes of the graph's root that stand for them.
pub(super) fn parameters<'a>(function: &'a ast::Function, graph: &Graph) -> Vec<Parameter<'a>> {
    let mut nodes = graph[graph.root].params.iter().copied();
    let mut parameters = vec![];
    for parameter in &function.parameters {
        let leaves: Vec<NodeId> = nodes.by_ref().take(parameter.ty.leaves()).collect();
        // In an array of tuples there may be none.
        let differentiable = parameter.ty.has_float() && leaves.iter().any(|&leaf| graph.ty(leaf).is_differentiable());
        let (written, references) = (&parameter.written, references(&parameter.written));
        let mut name = parameter.name.clone();
        name.set_span(Span::mixed_site().located_at(name.span()));
        let active = differentiable && !parameter.constant;
        let plain = name.to_string();
        let plain = plain.trim_start_matches("r#").trim_start_matches('_');
        let output_name = unused_beside(function, &parameters, &format!("d{plain}"));
        parameters.push(Parameter {
            name,
            output_name,
            written,
            references,
            ty: &parameter.ty,
            in_place: parameter.in_place,
            active,
            opaque: parameter.opaque,
            function: parameter.function.as_deref(),
            leaves,
        });
    }
    parameters
}

/// A name for what the compiler adds to a signature: `base`, unless a parameter is called so.
pub(super) fn unused(function: &ast::Function, base: &str) -> Ident {
    unused_beside(function, &[], base)
}

/// As `unused`, and none of the names of derivatives so far.
fn unused_beside(function: &ast::Function, outputs: &[Parameter], base: &str) -> Ident {
    let taken = |name: &str| {
        function.parameters.iter().any(|parameter| parameter.name == name)
            || outputs.iter().any(|parameter| parameter.output_name == name)
            || !is_identifier(name)
    };
    let names = std::iter::once(base.to_string()).chain((1..).map(|k| format!("{base}_{k}")));
    let name = names
        .into_iter()
        .find(|name| !taken(name))
        .expect("some number is free");
    Ident::new(&name, Span::mixed_site())
}

fn references(ty: &syn::Type) -> usize {
    match ty {
        syn::Type::Reference(reference) => 1 + references(&reference.elem),
        syn::Type::Paren(paren) => references(&paren.elem),
        syn::Type::Group(group) => references(&group.elem),
        _ => 0,
    }
}

impl Parameter<'_> {
    pub fn active_leaves(&self, graph: &Graph) -> Vec<NodeId> {
        self.leaves
            .iter()
            .copied()
            .filter(|&leaf| graph.ty(leaf).is_differentiable())
            .collect()
    }

    pub fn is_place_of_floats(&self, graph: &Graph) -> bool {
        self.in_place && graph.ty(self.leaves[0]).is_differentiable()
    }

    /// Whether a caller may have lent it as `&mut`: a mutable reference that is passed on by its name may be taken as `&`.
    pub fn may_be_lent(&self) -> bool {
        self.in_place || !self.opaque && (self.references > 0 || self.name == "self")
    }

    /// Whether it is a `&mut Vec`, which may get another length.
    pub fn is_vector_in_place(&self, graph: &Graph) -> bool {
        self.in_place && matches!(graph.ty(self.leaves[0]), Ty::Vec(_))
    }

    fn is_array(&self, graph: &Graph) -> bool {
        !self.opaque && graph.ty(self.leaves[0]).is_whole()
    }

    pub fn is_slice(&self, graph: &Graph) -> bool {
        !self.is_tree() && !self.opaque && matches!(graph.ty(self.leaves[0]), Ty::Slice(_) | Ty::Vec(_))
    }

    /// Whether its elements are vectors, whose lengths may differ.
    pub fn has_rows(&self, graph: &Graph) -> bool {
        !self.is_tree() && matches!(graph.ty(self.leaves[0]).element(), Some(Ty::Vec(_)))
    }

    pub fn is_tree(&self) -> bool {
        super::tree::is_tree(self.ty) && !self.opaque
    }

    /// Whether the user's function takes it for good: what is given away is a clone.
    fn is_given_away(&self, graph: &Graph) -> bool {
        self.references == 0 && (self.opaque || self.leaves.iter().any(|&leaf| graph.ty(leaf).is_owned()))
    }

    /// The argument for another function of the same signature, given the parameter as declared, which stays.
    pub fn lent(&self, graph: &Graph) -> TokenStream {
        let name = &self.name;
        if let Some(function) = self.function {
            return match function.reference {
                true => quote!(#name),
                false => quote!(&#name),
            };
        }
        match self.is_given_away(graph) {
            true => quote!(::core::clone::Clone::clone(&#name)),
            false => quote!(#name),
        }
    }

    /// As `lent`, for the user's function.
    pub fn lent_to_user(&self, graph: &Graph, runtime: &TokenStream) -> TokenStream {
        match self.function {
            // It is not called: its value is computed.
            Some(_) if self.is_pointer() => quote!(::core::unreachable!()),
            Some(function) => closure(function, &self.lent(graph), runtime),
            None => self.lent(graph),
        }
    }

    /// `x: &[f64]`, as the user declared it; a function is asked for its derivative too.
    pub fn declaration(&self, runtime: &TokenStream) -> TokenStream {
        let (name, ty) = (&self.name, self.written);
        match self.function {
            Some(function) => {
                let ty = function_type(function, runtime);
                let reference = function.reference.then(|| quote!(&));
                quote!(#name: #reference #ty)
            }
            None => quote!(#name: #ty),
        }
    }

    /// The names of the leaves in a body.
    pub fn leaf_names(&self) -> Vec<Ident> {
        match self.is_tree() {
            _ if self.opaque => vec![],
            true => (0..self.leaves.len())
                .map(|k| format_ident!("{}_{k}", self.name))
                .collect(),
            false => vec![self.name.clone()],
        }
    }

    /// Binds the leaves, after the user's declaration: scalars as values, arrays as they are or behind one reference.
    pub fn binding(&self, graph: &Graph, runtime: &TokenStream) -> TokenStream {
        let name = &self.name;
        if self.function.is_some_and(|function| !function.reference) {
            return quote!(let #name = &#name;);
        }
        if self.in_place || self.opaque {
            return quote!();
        }
        if self.has_option() {
            return self.leaf_bindings(graph, runtime);
        }
        if self.is_tree() {
            let mut names = self.leaf_names().into_iter();
            let pattern = tree_value(self.ty, &mut |_| {
                names.next().expect("a name for each leaf").to_token_stream()
            });
            let derefs = (0..self.references).map(|_| quote!(*));
            // What owns memory cannot be taken out of what is borrowed.
            if self.references > 0 && self.leaves.iter().any(|&leaf| graph.ty(leaf).is_owned()) {
                return quote!(let #pattern = (#(#derefs)*#name).clone(););
            }
            return quote!(let #pattern = #(#derefs)*#name;);
        }
        let kept = usize::from(self.is_array(graph) && self.references > 0);
        match self.references - kept {
            0 => quote!(),
            n => {
                let derefs = (0..n).map(|_| quote!(*));
                quote!(let #name = #(#derefs)*#name;)
            }
        }
    }

    /// Whether the leaves in a body, after `binding`, are references to what the nodes stand for.
    pub fn is_reference(&self, graph: &Graph) -> bool {
        self.in_place || !self.is_tree() && self.is_array(graph) && self.references > 0
    }

    /// Whether it is `fn(f64) -> f64`.
    pub fn is_pointer(&self) -> bool {
        self.function.is_some_and(FunctionParameter::is_pointer)
    }

    /// Whether its type can stand in a bound: behind references, or without lifetimes.
    pub fn is_nameable(&self) -> bool {
        self.references > 0 || !self.written.to_token_stream().to_string().contains('\'')
    }

    /// As the hidden halves take it: arrays by reference, scalars by value, and both as `&mut` if in place.
    pub fn in_half(&self, graph: &Graph, runtime: &TokenStream) -> TokenStream {
        if let Some(function) = self.function {
            let (name, ty) = (&self.name, function_type(function, runtime));
            return quote!(#name: &#ty);
        }
        if self.opaque {
            return self.declaration(runtime);
        }
        let (name, leaf) = (&self.name, self.leaves[0]);
        if self.in_place {
            let ty = super::super::literal::ty(graph, graph.ty(leaf), runtime);
            return quote!(#name: &mut #ty);
        }
        let ty = super::borrowed_type(graph, graph.ty(leaf), runtime);
        match self.is_array(graph) {
            true => quote!(#name: &#ty),
            false => quote!(#name: #ty),
        }
    }

    /// The argument for the user's function, given the parameter as `in_half`.
    pub fn argument_of_half(&self, graph: &Graph, runtime: &TokenStream) -> TokenStream {
        if let Some(function) = self.function {
            return closure(function, &self.name.to_token_stream(), runtime);
        }
        if self.opaque {
            return self.name.to_token_stream();
        }
        match self.is_array(graph) || self.in_place {
            // Vectors come as slices.
            true if graph.ty(self.leaves[0]).is_owned()
                && !self.in_place
                && !matches!(graph.ty(self.leaves[0]), Ty::Struct(_)) =>
            {
                let (name, references) = (&self.name, (0..self.references).map(|_| quote!(&)));
                let own = match graph.ty(self.leaves[0]) {
                    Ty::Vec(_) => quote!(to_vec),
                    _ => quote!(clone),
                };
                quote!(#(#references)*#name.#own())
            }
            true => self.argument_of_reference(&self.name, graph),
            false => {
                let (name, references) = (&self.name, (0..self.references).map(|_| quote!(&)));
                quote!(#(#references)*#name)
            }
        }
    }

    /// The argument for the user's function, given a reference of this name to the value.
    pub fn argument_of_reference(&self, name: &Ident, graph: &Graph) -> TokenStream {
        match self.references {
            0 if self.is_given_away(graph) => quote!(#name.clone()),
            0 => quote!(*#name),
            n => {
                let references = (1..n).map(|_| quote!(&));
                quote!(#(#references)*#name)
            }
        }
    }

    /// A copy of what is in the place, for a call that must not change it.
    pub fn copied(&self, graph: &Graph) -> TokenStream {
        self.copied_from(&self.name, graph)
    }

    /// The same of the place behind a reference of this name.
    pub fn copied_from(&self, name: &Ident, graph: &Graph) -> TokenStream {
        match graph.ty(self.leaves[0]) {
            Ty::Slice(_) => quote!(#name.to_vec()),
            _ => quote!(::core::clone::Clone::clone(&*#name)),
        }
    }

    /// Puts into the place what was there before.
    pub fn restored(&self, graph: &Graph, before: &Ident) -> TokenStream {
        let name = &self.name;
        match graph.ty(self.leaves[0]) {
            Ty::Slice(_) => quote!(#name.clone_from_slice(&#before);),
            _ => quote!(*#name = #before;),
        }
    }

    /// A reference to the value, given the parameter as declared.
    pub fn reference(&self) -> TokenStream {
        self.reference_of(&self.name)
    }

    /// A reference to a value of this name, of the same type as the parameter.
    pub fn reference_of(&self, name: &Ident) -> TokenStream {
        match self.references {
            0 => quote!(&#name),
            n => {
                let derefs = (1..n).map(|_| quote!(*));
                quote!(#(#derefs)*#name)
            }
        }
    }

    /// The owned type of the derivative.
    pub fn gradient_type(&self, graph: &Graph, runtime: &TokenStream) -> TokenStream {
        let mut leaves = self.leaves.iter();
        tree_type(self.ty, &mut || {
            let ty = graph.ty(*leaves.next().expect("a node for each leaf"));
            match ty.is_differentiable() {
                true => super::gradient_type(graph, ty, runtime),
                false => quote!(()),
            }
        })
    }

    /// The type behind `&mut` that takes the derivative.
    pub fn output_type(&self, graph: &Graph, runtime: &TokenStream) -> TokenStream {
        match graph.ty(self.leaves[0]) {
            ty if self.is_slice(graph) => {
                let slice = Ty::Slice(Box::new(ty.element().expect("an array").adjoint()));
                super::super::literal::ty(graph, &slice, runtime)
            }
            _ => self.gradient_type(graph, runtime),
        }
    }

    /// Fills the caller's buffer with zeros.
    pub fn cleared(&self, graph: &Graph, runtime: &TokenStream) -> TokenStream {
        let output = &self.output_name;
        match self.is_slice(graph) {
            true => quote!(#runtime::fill_zero(#output);),
            false => {
                let zeros = self.zeros(graph, runtime);
                quote!(*#output = #zeros;)
            }
        }
    }

    /// Fresh zeros of the derivative's type, given the parameter as declared.
    pub fn zeros(&self, graph: &Graph, runtime: &TokenStream) -> TokenStream {
        if self.is_tree() {
            return self.tree_zeros(graph, runtime);
        }
        let (ty, name) = (graph.ty(self.leaves[0]), &self.name);
        if ty.has_struct() || !self.is_slice(graph) && ty.is_owned() {
            let value = self.reference();
            return quote!(#runtime::Differentiable::zero_tangent(#value));
        }
        match ty {
            Ty::Slice(_) => quote!(#runtime::zeros_like(#name)),
            Ty::Vec(_) => quote!(#runtime::zeros_like(&#name)),
            ty if ty.is_differentiable() => super::super::literal::zeros(graph, ty, runtime),
            _ => quote!(()),
        }
    }
}

/// The type of a function that can be differentiated.
fn function_type(function: &FunctionParameter, runtime: &TokenStream) -> TokenStream {
    let bound = function_bound(function, runtime);
    match &function.form {
        FunctionForm::Impl | FunctionForm::Pointer => quote!((impl #bound)),
        FunctionForm::Dyn => quote!((dyn #bound)),
        FunctionForm::Named(name) => name.to_token_stream(),
    }
}

/// What is asked of a function: `DifferentiableFn<(f64,), Output = f64>`.
pub(super) fn function_bound(function: &FunctionParameter, runtime: &TokenStream) -> TokenStream {
    let result = &function.result;
    let lifetime = syn::Lifetime::new("'arguments", Span::mixed_site());
    let arrays = function.arguments.iter().any(|argument| argument.is_array);
    let lifetimes = arrays.then(|| quote!(for<#lifetime>));
    let tuple = function.tuple(Some(&lifetime));
    quote!(#lifetimes #runtime::DifferentiableFn<#tuple, Output = #result>)
}

/// The function for the user's own: a closure of the type that it asks for, given a reference to what has the derivative.
pub(super) fn closure(function: &FunctionParameter, given: &TokenStream, runtime: &TokenStream) -> TokenStream {
    let names: Vec<Ident> = (0..function.arguments.len())
        .map(|k| format_ident!("argument_{k}", span = Span::mixed_site()))
        .collect();
    let declarations = function.arguments.iter().zip(&names).map(|(argument, name)| {
        let (ty, reference) = (&argument.written, argument.reference.then(|| quote!(&)));
        quote!(#name: #reference #ty)
    });
    let arguments =
        function
            .arguments
            .iter()
            .zip(&names)
            .map(|(argument, name)| match (argument.is_array, argument.reference) {
                (true, false) => quote!(&#name),
                (false, true) => quote!(*#name),
                _ => quote!(#name),
            });
    let reference = function.reference.then(|| quote!(&));
    let tuple = function.tuple(None);
    quote! {
        #reference |#(#declarations),*| <_ as #runtime::DifferentiableFn<#tuple>>::value(#given, (#(#arguments,)*))
    }
}
