//! The compiler on one page.

use crate::ast::Function;
use crate::diagnostics::{messages, Collector};
use crate::dump::Dump;
use crate::emit::item::{active_leaves, item, Item};
use crate::ir::verify::{verify, Stage};
use crate::ir::{Graph, NodeId};
use crate::lower::Lowered;
use crate::transform::keep::{keep, Halves};
use crate::transform::reverse::{reverse, Seed};
use crate::{fallback, infer, lower, optimise, parse};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, ToTokens};
use std::panic::{catch_unwind, AssertUnwindSafe};
use syn::parse::Parser;

/// `#[differentiate(attribute)] item`: the item as it was, and its derivatives beside it.
///
/// A panic in the compiler is a bug of the compiler, and is reported as such; the user's item is there all the same.
pub fn differentiate(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let guarded = catch_unwind(AssertUnwindSafe(|| compile(attribute, item.clone())));
    guarded.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        let text = format!(
            "this is a bug in `differentiate`, not in your code: {}\n  = help: please report it with this function",
            text.unwrap_or("a panic without a message")
        );
        let error = syn::Error::new(Span::call_site(), text).to_compile_error();
        let stubs = match syn::parse2(item.clone()) {
            Ok(function) => fallback::stubs(&function, error),
            Err(_) => error,
        };
        let item = plain(item);
        quote!(#item #stubs)
    })
}

fn compile(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Collector::new();
    let options = parse::options(attribute, &mut errors);
    let source = match syn::parse2::<syn::ItemFn>(item.clone()) {
        Ok(source) => source,
        Err(error) => {
            no_function(&item, &error, &mut errors);
            let errors = errors.finish().into_iter().map(|error| error.to_tokens());
            return quote!(#item #(#errors)*);
        }
    };
    let krate = options.krate.map_or_else(|| quote!(::differentiate), ToTokens::into_token_stream);
    let derivatives = derivatives(&source, krate, &mut errors);
    let mut errors = errors.finish().into_iter().map(|error| error.to_tokens());
    let item = plain(item);
    match (errors.next(), derivatives) {
        (Some(first), _) => {
            let stubs = fallback::stubs(&source, first);
            quote!(#item #stubs #(#errors)*)
        }
        (None, Some(derivatives)) => quote!(#item #derivatives),
        (None, None) => panic!("nothing was refused, and there is no derivative"),
    }
}

/// Refuses what is no function, at its first keyword, and a function in a syntax that is not known.
fn no_function(item: &TokenStream, error: &syn::Error, errors: &mut Collector) {
    if syn::parse2::<syn::Item>(item.clone()).is_err() {
        return errors.refuse_at(error.span(), &messages::SYNTAX, &[]);
    }
    let keyword = |input: syn::parse::ParseStream| {
        input.call(syn::Attribute::parse_outer)?;
        input.parse::<syn::Visibility>()?;
        let keyword = input.parse::<TokenTree>()?;
        input.parse::<TokenStream>()?;
        Ok(keyword.span())
    };
    let span = keyword.parse2(item.clone()).unwrap_or_else(|_| Span::call_site());
    errors.refuse_at(span, &messages::NO_FUNCTION, &[]);
}

/// The stages, one after the other.
pub fn derivatives(source: &syn::ItemFn, krate: TokenStream, errors: &mut Collector) -> Option<TokenStream> {
    let dump = Dump::of(&source.sig.ident);
    let (function, lowered) = read(source, &dump, errors)?;
    let active = active_leaves(&function, &lowered.graph);
    let fused = lowered.has_gradient().then(|| transform(&lowered.graph, &active, Seed::One, Halves::Fused, &dump));
    let split = transform(&lowered.graph, &active, Seed::Cotangents, Halves::Split, &dump);
    let tokens = item(&Item { source, function: &function, shape: &lowered.shape, fused, split, krate });
    dump.tokens("emit", &tokens);
    Some(tokens)
}

/// Tokens to graph. Whatever the user can do wrong is found here; behind it, every failure is ours.
pub fn read(source: &syn::ItemFn, dump: &Dump, errors: &mut Collector) -> Option<(Function, Lowered)> {
    let function = parse::function(source, errors)?;
    let types = infer::infer(&function, errors)?;
    let mut lowered = lower::lower(&function, &types);
    lowered.name_value();
    dump.graph("lower", &lowered.graph);
    check(&lowered.graph, Stage::Lowered);
    Some((function, lowered))
}

/// Graph to graph with a pullback, in which no mirror use is left.
pub fn transform(graph: &Graph, active: &[NodeId], seed: Seed, halves: Halves, dump: &Dump) -> Graph {
    let name = if halves == Halves::Fused { "fused" } else { "split" };
    let stage = |pass: &str, graph: Graph, stage: Stage| {
        dump.graph(&format!("{pass}-{name}"), &graph);
        check(&graph, stage);
        graph
    };
    let reversed = stage("reverse", reverse(graph.clone(), active, seed), Stage::Reversed);
    let kept = stage("keep", keep(optimise::optimise(reversed), halves), Stage::Kept);
    stage("optimise", optimise::optimise(kept), Stage::Kept)
}

/// Between passes the graph keeps every promise of its definition.
fn check(graph: &Graph, stage: Stage) {
    if cfg!(debug_assertions) {
        if let Err(broken) = verify(graph, stage) {
            panic!("the graph is broken after {stage:?}: {broken}\n{}", crate::ir::print::print(graph));
        }
    }
}

/// The item without the attributes that are ours.
fn plain(item: TokenStream) -> TokenStream {
    let Ok(mut function) = syn::parse2::<syn::ItemFn>(item.clone()) else { return item };
    for input in &mut function.sig.inputs {
        if let syn::FnArg::Typed(input) = input {
            input.attrs.retain(|attribute| !attribute.path().is_ident("constant"));
        }
    }
    function.into_token_stream()
}
