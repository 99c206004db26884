//! The compiler on one page.

use crate::ast::Function;
use crate::diagnostics::{messages, Collector};
use crate::dump::Dump;
use crate::emit::item::{active_leaves, item, Item};
use crate::ir::verify::{verify, Stage};
use crate::ir::{Graph, NodeId};
use crate::lower::Lowered;
use crate::parse::Source;
use crate::transform::joint::join_loops;
use crate::transform::keep::{keep, Halves};
use crate::transform::reverse::{reverse, Seed};
use crate::{fallback, infer, lower, optimise, parse};
use proc_macro2::{Span, TokenStream};
use quote::{quote, ToTokens};
use std::panic::{catch_unwind, AssertUnwindSafe};
use syn::parse::Parser;

/// `#[differentiate(attribute)] item`: the item as it was, and its derivatives beside it.
///
/// A panic in the compiler is a bug of the compiler, and is reported as such; the user's item is there all the same.
pub fn differentiate(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let guarded = catch_unwind(AssertUnwindSafe(|| compile(attribute, item.clone())));
    guarded.unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or(panic.downcast_ref::<&str>().copied());
        let text = format!(
            "this is a bug in `differentiate`, not in your code: {}\n  = help: please report it with this function",
            text.unwrap_or("a panic without a message")
        );
        let error = syn::Error::new(Span::call_site(), text).to_compile_error();
        let (stubs, item) = (fallback::stubs(&item, error), plain(item));
        quote!(#item #stubs)
    })
}

fn compile(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Collector::new();
    let options = parse::options(attribute, &mut errors);
    let krate = options
        .krate
        .map_or_else(|| quote!(::differentiate), ToTokens::into_token_stream);
    let source = parse::source(item.clone(), &mut errors);
    let derivatives = source.and_then(|source| {
        for attribute in source.item.attrs.iter().filter(|attribute| is_ours(attribute)) {
            errors.refuse(attribute, &messages::TWICE, &[]);
        }
        derivatives(&source, krate, &mut errors)
    });
    let mut errors = errors.finish().into_iter().map(|error| error.to_tokens());
    match (errors.next(), derivatives) {
        (Some(first), _) => {
            let (stubs, item) = (fallback::stubs(&item, first), plain(item));
            quote!(#item #stubs #(#errors)*)
        }
        (None, Some(derivatives)) => {
            let item = plain(item);
            quote!(#item #derivatives)
        }
        (None, None) => panic!("nothing was refused, and there is no derivative"),
    }
}

/// The stages, one after the other.
pub fn derivatives(source: &Source, krate: TokenStream, errors: &mut Collector) -> Option<TokenStream> {
    let dump = Dump::of(&source.item.sig.ident);
    let (function, lowered) = read(source, &dump, errors)?;
    let active = active_leaves(&function, &lowered.graph);
    let fused = lowered
        .has_gradient()
        .then(|| transform(&lowered.graph, &active, Seed::One, Halves::Fused, &dump));
    let split = transform(&lowered.graph, &active, Seed::Cotangents, Halves::Split, &dump);
    let tokens = item(&Item {
        source: &source.item,
        function: &function,
        shape: &lowered.shape,
        fused,
        split,
        krate,
    });
    dump.tokens("emit", &tokens);
    Some(tokens)
}

/// Tokens to graph. Whatever the user can do wrong is found here; behind it, every failure is ours.
pub fn read(source: &Source, dump: &Dump, errors: &mut Collector) -> Option<(Function, Lowered)> {
    let function = source.read(errors)?;
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
    let mut reversed = optimise::optimise(reversed);
    if halves == Halves::Fused {
        reversed = stage("joint", join_loops(reversed), Stage::Reversed);
    }
    let kept = stage("keep", keep(reversed, halves), Stage::Kept);
    stage("optimise", optimise::optimise(kept), Stage::Kept)
}

/// Between passes the graph keeps every promise of its definition. The compiler's own tests look, and whoever sets
/// `DIFFERENTIATE_VERIFY`; it takes longer than the passes themselves.
fn check(graph: &Graph, stage: Stage) {
    if cfg!(test) || std::env::var_os("DIFFERENTIATE_VERIFY").is_some() {
        if let Err(broken) = verify(graph, stage) {
            panic!(
                "the graph is broken after {stage:?}: {broken}\n{}",
                crate::ir::print::print(graph)
            );
        }
    }
}

/// The item without the attributes that are ours: those of parameters, and a second one of the item itself.
fn plain(item: TokenStream) -> TokenStream {
    let once = |input: syn::parse::ParseStream| {
        let attributes = input.call(syn::Attribute::parse_outer)?;
        let attributes = attributes.iter().filter(|attribute| !is_ours(attribute));
        let rest: TokenStream = input.parse()?;
        Ok(quote!(#(#attributes)* #rest))
    };
    let item = once.parse2(item.clone()).unwrap_or(item);
    parse::without_markers(item)
}

fn is_ours(attribute: &syn::Attribute) -> bool {
    attribute
        .path()
        .segments
        .last()
        .is_some_and(|last| last.ident == "differentiate")
}
