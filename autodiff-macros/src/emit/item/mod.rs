//! The items beside the user's function: `struct f {}` and its functions.
//!
//! ```text
//! pub struct f {}
//! impl f {
//!     pub fn grad(x: &[f64]) -> Vec<f64>                                                    gradient.rs
//!     pub fn value_and_grad(x: &[f64]) -> (f64, Vec<f64>)
//!     pub fn value_and_grad_into(x: &[f64], workspace: &mut Workspace, dx: &mut [f64]) -> f64
//!     pub const COST: Cost                                                                  cost.rs
//!     pub fn check(x: &[f64]) -> Result<Report, Report>                                     check.rs
//!     pub fn __value(..)  pub fn __forward(..)  pub fn __reverse(..)                        halves.rs
//!     pub fn __joint(..)                                                                    joint.rs
//! }
//! ```
//!
//! The struct stands in the type namespace, the function in that of values: one `use` imports both.
//!
//! In an `impl` no type can be declared, so there they are called `f_grad`, `f_check`, …, `__f_forward`, ….

mod batch;
mod check;
mod cost;
mod forward;
mod function;
mod gradient;
mod halves;
mod joint;
mod lifted;
mod modes;
mod operator;
mod outcome;
mod parameter;
mod rule;
mod tree;
mod unlifted;

use crate::ast;
use crate::cost::Cost;
use crate::emit::control::tuple;
use crate::ir::{Graph, NodeId, Shape, Ty};
use crate::items::Operator;
use crate::pipeline::HIGHER_ORDER;
use crate::rule::Rule;
use crate::transform::apart::Part;
pub use lifted::scalar_of;
use modes::Present;
pub use modes::MOST;
use parameter::Parameter;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, ToTokens};
use syn::ext::IdentExt;

/// A function with all its graphs.
pub struct Item<'a> {
    pub source: &'a syn::ItemFn,
    pub function: &'a ast::Function,
    pub shape: &'a Shape,
    /// Forward and reverse sweep in one body; only for functions that have a gradient.
    pub fused: Option<Graph>,
    /// Forward and reverse sweep in two functions.
    pub split: Graph,
    /// Both at once with the cotangents given; of a function for which that is more than one half behind the other.
    pub joint: Option<Graph>,
    /// As `split`, over any scalar; of a function that has such a form.
    pub lifted: Option<Graph>,
    /// As `fused`, over any scalar; of a function that has modes and gives one number.
    pub lifted_gradient: Option<Graph>,
    /// With its structs taken apart; of a function that is not lifted as it stands.
    pub flattened: Option<Flattened>,
    /// In how many variables the gradient is computed, if it is in forward mode.
    pub forward: Option<usize>,
    /// Whether the sums of the gradient in one body are in lanes.
    pub reassociated: bool,
    /// Whether its value has to be computed, for there is no function to ask for it.
    pub computed: bool,
    /// Whether another function stands in for the user's, and calls it.
    pub stands_in: bool,
    /// Whether it is a function of a type: what is generated stands in an `impl`, with this visibility.
    pub associated: Option<TokenStream>,
    /// What the halves are, if not that of the graph.
    pub rule: Option<&'a Rule>,
    /// Whether it is that of an operator.
    pub operator: Option<&'a Operator>,
    /// The path of the façade crate.
    pub krate: TokenStream,
}

/// A function with its structs taken apart, in its split form and over any scalar.
pub struct Flattened {
    pub function: ast::Function,
    pub shape: Shape,
    pub split: Graph,
    pub lifted: Graph,
    pub lifted_gradient: Option<Graph>,
    /// What its parameters are.
    pub parts: Vec<Part>,
    /// The type whose function it is, if it is one.
    pub owner: Option<TokenStream>,
    /// The generic parameters of that type.
    pub generics: syn::Generics,
}

/// The struct and its functions, or the functions alone. Who may use those of the struct is up to the struct: with a
/// visibility of their own, a use from elsewhere would be two errors.
pub fn item(item: &Item, cost: Option<&Cost>) -> TokenStream {
    if let Some(operator) = item.operator {
        return item.operator_rule(operator);
    }
    let gradient = item.fused.as_ref().map(|graph| item.gradient(graph));
    let check = item.fused.as_ref().map(|graph| item.check(graph));
    let cost = cost.map(|cost| item.cost(cost));
    let of_samples = item.fused.as_ref().filter(|_| HIGHER_ORDER);
    let batch = of_samples.and_then(|graph| item.batch_gradient(graph));
    let halves = match item.rule {
        Some(rule) => item.rule_halves(rule),
        None => item.halves(),
    };
    let lifted = HIGHER_ORDER.then(|| item.lifted_halves());
    let bindings = item.bindings();
    let (modes, implementation) = item.modes().unzip();
    let reverse = match modes {
        None if HIGHER_ORDER => item.reverse_modes(),
        Some(_) if item.lends() => item.reverse_modes(),
        _ => None,
    };
    let (flattened, present) = match (&modes, &item.flattened) {
        (None, Some(flattened)) => item.flattened_modes(flattened),
        (modes, _) => {
            let jvp = modes.is_some();
            let second = jvp && item.fused.is_some();
            // Without structs, what is pulled back is asked of the runtime.
            (
                quote!(),
                Present {
                    jvp,
                    second,
                    pulled: jvp,
                },
            )
        }
    };
    let absent = HIGHER_ORDER.then(|| item.absent_modes(present));
    let functions =
        item.around(quote!(#cost #gradient #check #batch #modes #reverse #flattened #absent #halves #lifted #bindings));
    let given = item.as_given();
    quote!(#functions #implementation #given)
}

/// Of a function without a derivative: what other differentiated functions call.
pub fn value_item(item: &Item) -> TokenStream {
    let graph = &item.split;
    let value = item.value(graph, &item.parameters(graph));
    let lifted = HIGHER_ORDER.then(|| item.lifted_value());
    let absent = item.absent_gradients();
    item.around(quote!(#value #lifted #absent))
}

/// What a generated function is called beside the function `name` of a type.
pub fn associated_half(name: &str, half: &str, span: Span) -> Ident {
    Ident::new(&format!("__{}_{half}", name.trim_start_matches("r#")), span)
}

/// The active ones among the parameters of the root.
pub fn active_leaves(function: &ast::Function, graph: &Graph) -> Vec<NodeId> {
    let parameters = parameter::parameters(function, graph);
    parameters
        .iter()
        .filter(|parameter| parameter.active)
        .flat_map(|p| p.active_leaves(graph))
        .collect()
}

impl Item<'_> {
    /// The function's name, at its place in the source, but as code of the macro: no lint speaks of it.
    fn name(&self) -> Ident {
        let ident = &self.source.sig.ident;
        let mut name = ident.clone();
        name.set_span(Span::call_site().located_at(ident.span()));
        name
    }

    /// What stands around the generated functions.
    fn around(&self, functions: TokenStream) -> TokenStream {
        if self.associated.is_some() {
            return functions;
        }
        let (name, vis) = (self.name(), &self.source.vis);
        let cfgs = self.cfgs();
        let doc = format!("The derivatives of [`{name}`](fn@{name}), generated by `differentiate`.");
        quote! {
            #(#cfgs)*
            #[doc = #doc]
            #vis struct #name {}

            #(#cfgs)*
            #[allow(deprecated, unreachable_code, unused_imports, clippy::all)]
            impl #name {
                #functions
            }
        }
    }

    /// What stands before each generated function.
    fn vis(&self) -> TokenStream {
        match &self.associated {
            Some(vis) => {
                let cfgs = self.cfgs();
                quote!(#(#cfgs)* #[allow(deprecated, unreachable_code, unused_imports, dead_code, clippy::all)] #vis)
            }
            None => quote!(pub),
        }
    }

    /// A function for users: `grad`, or `f_grad`.
    fn public(&self, name: &str) -> Ident {
        match self.associated {
            Some(_) => format_ident!("{}_{name}", self.source.sig.ident.unraw(), span = self.name().span()),
            None => Ident::new(name, Span::call_site()),
        }
    }

    /// A function for other differentiated functions: `__forward`, or `__f_forward`.
    fn half(&self, name: &str) -> Ident {
        match self.associated {
            Some(_) => associated_half(&self.source.sig.ident.to_string(), name, self.name().span()),
            None => format_ident!("__{name}", span = Span::call_site()),
        }
    }

    /// A test for rustc: none of the names that are bound where a pattern is matched is that of a constant, for the pattern
    /// would be a test then.
    fn bindings(&self) -> Option<TokenStream> {
        let (names, test, cfgs) = (&self.function.bound, self.half("bindings"), self.cfgs_beside());
        (!names.is_empty()).then(|| {
            quote! {
                #(#cfgs)*
                #[doc(hidden)]
                #[allow(unused, non_snake_case)]
                fn #test() {
                    #(let #names @ _ = ();)*
                }
            }
        })
    }

    /// The user's function, to be called.
    fn function(&self) -> TokenStream {
        let name = match self.stands_in {
            true => crate::items::stand_in::name(&self.source.sig.ident),
            false => self.source.sig.ident.clone(),
        };
        match self.associated {
            Some(_) => quote!(Self::#name),
            None => quote!(#name),
        }
    }

    /// Whoever uses a derivative uses the function, though nothing calls it: no lint shall call it dead.
    fn used(&self) -> TokenStream {
        let (function, turbofish) = (self.function(), self.turbofish());
        quote!(let _ = #function #turbofish;)
    }

    /// A link to the user's function, for documentation.
    fn link(&self) -> String {
        let name = self.name();
        match self.associated {
            Some(_) => format!("[`{name}`](Self::{name})"),
            None => format!("[`{name}`](fn@{name})"),
        }
    }

    fn cfgs(&self) -> Vec<&syn::Attribute> {
        self.source
            .attrs
            .iter()
            .filter(|attribute| attribute.path().is_ident("cfg"))
            .collect()
    }

    /// The same for functions that stand beside the user's in an `impl`; those of a type of their own have them there.
    fn cfgs_beside(&self) -> Vec<&syn::Attribute> {
        match self.associated {
            Some(_) => self.cfgs(),
            None => vec![],
        }
    }

    fn parameters(&self, graph: &Graph) -> Vec<Parameter<'_>> {
        parameter::parameters(self.function, graph)
    }

    /// The type of the gradient: a tuple, if several parameters take a derivative.
    fn type_of_gradient(&self, parameters: &[Parameter], graph: &Graph) -> TokenStream {
        let (runtime, active) = (self.runtime(), parameters.iter().filter(|parameter| parameter.active));
        tuple(active.map(|p| p.gradient_type(graph, &runtime)).collect())
    }

    /// The runtime as generated code calls it.
    fn runtime(&self) -> TokenStream {
        let krate = &self.krate;
        quote!(#krate::__private)
    }

    fn result(&self) -> TokenStream {
        match &self.source.sig.output {
            syn::ReturnType::Default => quote!(()),
            syn::ReturnType::Type(_, ty) => ty.to_token_stream(),
        }
    }

    /// The user's generics, with more behind them, and the `where` clause. What is a float for the user has to be a
    /// `Real` for the derivative.
    fn generics(&self, more: &[TokenStream]) -> (TokenStream, TokenStream) {
        self.bounded(more, &self.real())
    }

    /// As `generics`, with this bound for floats.
    fn bounded(&self, more: &[TokenStream], bound: &TokenStream) -> (TokenStream, TokenStream) {
        let given = |function: &ast::FunctionParameter| parameter::function_bound(function, &self.runtime());
        self.bounded_by(more, bound, &given)
    }

    /// As `generics`, with this bound for floats, and with these for functions.
    fn bounded_by(
        &self,
        more: &[TokenStream],
        bound: &TokenStream,
        given: &dyn Fn(&ast::FunctionParameter) -> TokenStream,
    ) -> (TokenStream, TokenStream) {
        let generics = &self.source.sig.generics;
        let params = generics.params.iter().map(|parameter| match parameter {
            syn::GenericParam::Type(parameter) => match self.function_named(&parameter.ident) {
                Some(function) => {
                    let (name, bound) = (&parameter.ident, given(function));
                    quote!(#name: #bound)
                }
                None => parameter.to_token_stream(),
            },
            parameter => parameter.to_token_stream(),
        });
        let written = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        let written = written.filter(|predicate| match predicate {
            syn::WherePredicate::Type(predicate) => match &predicate.bounded_ty {
                syn::Type::Path(path) => path
                    .path
                    .get_ident()
                    .is_none_or(|name| self.function_named(name).is_none()),
                _ => true,
            },
            _ => true,
        });
        let written = written.map(ToTokens::to_token_stream);
        let floats = self.function.floats.iter().map(|float| quote!(#float: #bound));
        let predicates: Vec<_> = written.chain(floats).collect();
        let bounds = match predicates.is_empty() {
            true => quote!(),
            false => quote!(where #(#predicates),*),
        };
        (quote!(<#(#params,)* #(#more),*>), bounds)
    }

    /// The function whose type parameter this is.
    fn function_named(&self, name: &Ident) -> Option<&ast::FunctionParameter> {
        let functions = self
            .function
            .parameters
            .iter()
            .filter_map(|parameter| parameter.function.as_deref());
        let is_its =
            |function: &&ast::FunctionParameter| matches!(&function.form, ast::FunctionForm::Named(own) if own == name);
        functions.into_iter().find(is_its)
    }

    /// The bound for what is a float in the user's function.
    fn real(&self) -> TokenStream {
        let krate = &self.krate;
        quote!(#krate::Real)
    }

    /// `::<T, N>`, for functions with type and const parameters: nothing else may say what they are.
    fn turbofish(&self) -> TokenStream {
        self.turbofish_and(0)
    }

    /// As `turbofish`, with so many type parameters behind them, which are inferred.
    fn turbofish_and(&self, types: usize) -> TokenStream {
        let inferred = (0..types).map(|_| quote!(_));
        let parameter = |parameter: &syn::GenericParam| match parameter {
            syn::GenericParam::Type(parameter) if self.function_named(&parameter.ident).is_some() => Some(quote!(_)),
            syn::GenericParam::Type(parameter) => Some(parameter.ident.to_token_stream()),
            syn::GenericParam::Const(parameter) => Some(parameter.ident.to_token_stream()),
            syn::GenericParam::Lifetime(_) => None,
        };
        let names: Vec<TokenStream> = self.source.sig.generics.params.iter().filter_map(parameter).collect();
        match names.is_empty() {
            true => quote!(),
            false => {
                let all = names.into_iter().chain(inferred);
                quote!(::<#(#all),*>)
            }
        }
    }

    /// The constants and imports of the body.
    fn items(&self) -> TokenStream {
        self.function.items.iter().cloned().collect()
    }
}

/// The differentiable leaves of the value.
fn cotangents(graph: &Graph) -> Vec<NodeId> {
    let results = &graph[graph.root].results;
    let values = results[..results.len() - graph.in_place.len()].iter();
    values
        .copied()
        .filter(|&result| graph.ty(result).is_differentiable())
        .collect()
}

/// The type behind the reference by which the halves take an array: a vector is taken as a slice.
pub(super) fn borrowed_type(graph: &Graph, ty: &Ty, runtime: &TokenStream) -> TokenStream {
    match ty {
        Ty::Vec(element) => {
            let element = super::literal::ty(graph, element, runtime);
            quote!([#element])
        }
        ty => super::literal::ty(graph, ty, runtime),
    }
}

/// The owned type of a derivative: a slice's is a vector.
fn gradient_type(graph: &Graph, ty: &Ty, runtime: &TokenStream) -> TokenStream {
    match &ty.adjoint() {
        Ty::Slice(element) => {
            let element = super::literal::ty(graph, element, runtime);
            quote!(#runtime::Vec<#element>)
        }
        ty => super::literal::ty(graph, ty, runtime),
    }
}

/// `path::callee::__half`, in the place of the user's `path::callee`; of a function of a type, `Type::__callee_half`.
/// Behind generic arguments stand those of the `places` of derivatives.
pub fn half(callee: &TokenStream, associated: bool, half: &str, places: usize) -> TokenStream {
    let (path, generics) = without_generics(callee);
    let inferred =
        |argument: &syn::GenericArgument| matches!(argument, syn::GenericArgument::Type(syn::Type::Infer(_)));
    let generics = generics.filter(|generics| !generics.iter().all(inferred));
    let generics = generics.map(|generics| {
        let places = (0..places).map(|_| quote!(_));
        quote!(::<#(#generics,)* #(#places),*>)
    });
    let mut path: Vec<_> = path.into_iter().collect();
    // At the call, so that rustc speaks of that if the arguments are wrong.
    let at = path.last().map_or_else(Span::call_site, |token| token.span());
    let span = Span::call_site().located_at(at);
    if associated {
        let name = path.pop().map(|name| name.to_string()).unwrap_or_default();
        let half = associated_half(&name, half, span);
        return quote!(#(#path)* #half #generics);
    }
    let half = Ident::new(&format!("__{half}"), span);
    quote!(#(#path)* :: #half #generics)
}

/// `Type::f_grad`, which stands beside `Type::f`.
pub fn beside(function: &TokenStream, name: &str) -> TokenStream {
    let mut path: Vec<_> = function.clone().into_iter().collect();
    let Some(proc_macro2::TokenTree::Ident(function)) = path.pop() else {
        return function.clone();
    };
    let name = format_ident!("{}_{name}", function.unraw(), span = function.span());
    quote!(#(#path)* #name)
}

/// Whether the generic arguments behind a path say what the callee's floats are.
pub fn names_float(path: &TokenStream, scalar: &str) -> bool {
    let (_, generics) = without_generics(path);
    let says = |argument: &syn::GenericArgument| argument.to_token_stream().to_string() == scalar;
    generics.is_some_and(|generics| generics.iter().any(says))
}

/// A path and the generic arguments behind it.
fn without_generics(path: &TokenStream) -> (TokenStream, Option<Vec<syn::GenericArgument>>) {
    let Ok(mut path) = syn::parse2::<syn::Path>(path.clone()) else {
        return (path.clone(), None);
    };
    let last = path.segments.last_mut().expect("a path has a name");
    match std::mem::take(&mut last.arguments) {
        syn::PathArguments::AngleBracketed(generics) => {
            (path.to_token_stream(), Some(generics.args.into_iter().collect()))
        }
        _ => (path.to_token_stream(), None),
    }
}
