//! The compiler of one function on one page.

use crate::ast::{Function, Parameter};
use crate::diagnostics::{messages, Collector};
use crate::dump::Dump;
use crate::emit::item::{active_leaves, item, value_item, Item, MOST};
use crate::flattened::flattened;
use crate::inlined::inlined;
use crate::ir::verify::{verify, Stage};
use crate::ir::{Call, Graph, Half, Node, NodeId, Op, Shape, Ty};
use crate::items::Operator;
use crate::lower::Lowered;
use crate::parse::options::Mode;
use crate::parse::Source;
use crate::rule::{self, Rule};
use crate::transform::extremum::{remember_choices, take_choices};
use crate::transform::fill::fill_vectors;
use crate::transform::forwards::run_forwards;
use crate::transform::fresh::store_first;
use crate::transform::induction::replace_counters;
use crate::transform::jam::{jam, jam_in_lanes};
use crate::transform::joint::join;
use crate::transform::keep::{keep_by, Halves, Ways};
use crate::transform::lift::lift;
use crate::transform::mode::{prefers_forward, variables};
use crate::transform::neighbours::carry_to_neighbours;
use crate::transform::reverse::{reverse, Seed};
use crate::transform::sink::sink;
use crate::transform::vanishing::skip_vanishing;
use crate::{cost, infer, items, lower, optimise};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use std::cell::RefCell;

/// Whether there is more than gradients.
pub const HIGHER_ORDER: bool = cfg!(feature = "higher-order");

/// The stages, one after the other.
pub fn derivatives(source: &Source, place: &Place, errors: &mut Collector) -> Option<TokenStream> {
    let dump = Dump::of(&source.item.sig.ident);
    let (mut function, lowered) = read(source, &dump, errors)?;
    function.items.extend(items::nested(&function, source, place, errors)?);
    beside(source, &function, lowered, None, place, (&dump, errors))
}

/// As `derivatives`, for a function whose halves are given by a rule.
pub fn by_rule(source: &Source, rule: &Rule, place: &Place, errors: &mut Collector) -> Option<TokenStream> {
    let dump = Dump::of(&source.item.sig.ident);
    let function = source.read(errors)?;
    if !rule::check(rule, &source.item.sig, &function, errors) {
        return None;
    }
    let types = infer::infer(&function, errors)?;
    let lowered = lower::lower(&function, &types);
    beside(source, &function, lowered, Some(rule), place, (&dump, errors))
}

/// What stands beside a function.
fn beside(
    source: &Source,
    function: &Function,
    lowered: Lowered,
    rule: Option<&Rule>,
    place: &Place,
    (dump, errors): (&Dump, &mut Collector),
) -> Option<TokenStream> {
    let active = active_leaves(function, &lowered.graph);
    let has_gradient = lowered.has_gradient() && !place.nested;
    // Callers of the halves call those of its callees.
    let seen = has_gradient && rule.is_none() && !place.reassociate && !is_left_out("inline");
    let whole = seen.then(|| inlined(source, function, &lowered.graph)).flatten();
    let whole = whole.map(|graph| shown("inline", graph, Stage::Lowered, Halves::Fused, dump));
    let whole = whole.as_ref().unwrap_or(&lowered.graph);
    let gradient = |choices: Choices| {
        let active = active_leaves(function, whole);
        swept(whole, &active, Seed::One, (Halves::Fused, choices), dump)
    };
    let fused = has_gradient.then(|| gradient(Choices::OfLoops));
    let kept = differentiated(&lowered.graph, &active, Seed::Cotangents, Halves::Split, dump);
    // Numbers that carry derivatives go onto the tape and come from it one by one, last in, first out: no loop is turned.
    let lifted = (HIGHER_ORDER && rule.is_none()).then(|| lift(&kept)).flatten();
    let lifted_gradient =
        fused
            .as_ref()
            .filter(|_| lifted.is_some())
            .and_then(|(fused, has_choices)| match has_choices {
                true => lifted_gradient(&gradient(Choices::Again).0, dump),
                false => lifted_gradient(fused, dump),
            });
    let fused = fused.map(|(fused, _)| arranged(fused, Halves::Fused, dump));
    let split = arranged(kept, Halves::Split, dump);
    if keeps_unknown(&split) {
        errors.guess();
    }
    let joint = fused.is_some() && rule.is_none() && calls_itself(&split, source);
    let joint = joint.then(|| transform(&lowered.graph, &active, Seed::Given, Halves::Fused, dump));
    let takes = |parameter: &&Parameter| !parameter.constant && !parameter.opaque && parameter.ty.has_float();
    let is_plain = lifted.is_some()
        && place.associated.is_none()
        && lowered.graph.in_place.is_empty()
        && function.parameters.iter().filter(takes).count() <= MOST;
    let flattened = (HIGHER_ORDER && rule.is_none() && !(is_plain && lowered.shape.is_total()))
        .then(|| flattened(source, function, &lowered, place, dump))
        .flatten();
    let variables = variables(function).filter(|_| lowered.shape == Shape::Leaf && rule.is_none());
    let forward = match (place.mode, &fused) {
        (Some((Mode::Forward, _)), _) => variables,
        (None, Some(fused)) => variables.filter(|&variables| prefers_forward(fused, variables)),
        _ => None,
    };
    let mut made = Item {
        source: &source.item,
        function,
        shape: &lowered.shape,
        fused,
        split,
        joint: joint.filter(calls_jointly),
        lifted,
        lifted_gradient,
        flattened,
        forward,
        reassociated: place.reassociate,
        rule,
        computed: place.computed || function.takes_pointers(),
        stands_in: place.stands_in,
        associated: place.associated.clone(),
        operator: place.operator.as_ref(),
        krate: place.krate.clone(),
    };
    if let (Some((Mode::Forward, at)), None) = (place.mode, made.forward_variables()) {
        errors.refuse_at(at, &messages::FORWARD, &[&source.item.sig.ident.to_string()]);
        return None;
    }
    let gradient = made.fused.as_ref().filter(|_| rule.is_none());
    let cost = gradient.map(|gradient| cost::of(whole, gradient, made.forward_variables()));
    // It does the same, which the cost is counted on.
    made.fused = made.fused.map(|graph| jammed(graph, place.reassociate, dump));
    let tokens = item(&made, cost.as_ref());
    dump.tokens("emit", &tokens);
    Some(tokens)
}

/// Whether a struct goes onto the tape of which nothing says what it is: what is popped could be anything.
fn keeps_unknown(graph: &Graph) -> bool {
    let is_unknown = |ty: &Ty| match ty.scalar() {
        Ty::Struct(name) | Ty::Tangent(name) => graph[*name].to_string() == "_",
        _ => false,
    };
    let keeps = |node: &Node| match (&node.op, &node.ty) {
        (Op::Pop, Ty::Tuple(kept)) => kept.iter().any(is_unknown),
        _ => false,
    };
    graph.nodes.iter().any(keeps)
}

/// A gradient in one body over any scalar, of a function that gives one number and nothing else, and calls no body of this kind.
pub fn lifted_gradient(fused: &Graph, dump: &Dump) -> Option<Graph> {
    let gives_number = match fused[fused.root].results[..] {
        [value] => fused.ty(value).float().is_some(),
        _ => false,
    };
    let is_plain = gives_number && fused.in_place.is_empty() && !calls_jointly(fused);
    let lifted = is_plain.then(|| lift(fused)).flatten()?;
    // It adds to what is zero.
    Some(in_order(lifted, Halves::Fused, dump))
}

/// Whether a function is recursive, as far as it is seen from its name.
fn calls_itself(graph: &Graph, source: &Source) -> bool {
    let name = &source.item.sig.ident;
    let own = [quote!(#name).to_string(), quote!(Self::#name).to_string()];
    calls(graph).any(|call| own.contains(&graph[call.callee].to_string()))
}

/// Whether there is a call that gives value and derivative at once.
fn calls_jointly(graph: &Graph) -> bool {
    calls(graph).any(|call| call.half == Half::Joint)
}

fn calls(graph: &Graph) -> impl Iterator<Item = &Call> {
    graph.nodes.iter().filter_map(|node| match &node.op {
        Op::Call(call) => Some(call),
        _ => None,
    })
}

/// What a function without a derivative has for others to call: its value, whatever computes it.
pub fn value(source: &Source, place: &Place, errors: &mut Collector) -> Option<TokenStream> {
    let function = source.read_signature(errors)?;
    let types = infer::infer(&function, errors)?;
    let Lowered { graph, shape } = lower::lower(&function, &types);
    Some(value_item(&Item {
        source: &source.item,
        function: &function,
        shape: &shape,
        fused: None,
        split: graph,
        joint: None,
        lifted: None,
        lifted_gradient: None,
        flattened: None,
        forward: None,
        reassociated: false,
        rule: None,
        computed: place.computed || function.takes_pointers(),
        stands_in: place.stands_in,
        associated: place.associated.clone(),
        operator: place.operator.as_ref(),
        krate: place.krate.clone(),
    }))
}

/// Where generated code stands.
#[derive(Clone)]
pub struct Place {
    /// The path of the façade crate.
    pub krate: TokenStream,
    /// In an `impl`, with this visibility.
    pub associated: Option<TokenStream>,
    /// In the body of another function, which calls the halves and nothing else.
    pub nested: bool,
    /// There is no function of the user's that gives the value.
    pub computed: bool,
    /// The user's function is called by the one that stands in for it.
    pub stands_in: bool,
    /// In the `impl` of an operator.
    pub operator: Option<Operator>,
    /// How gradients are computed, if the user says so, and where.
    pub mode: Option<(Mode, Span)>,
    /// Whether sums in loops may be added up in another order.
    pub reassociate: bool,
}

impl Place {
    pub fn runtime(&self) -> TokenStream {
        let krate = &self.krate;
        quote!(#krate::__private)
    }
}

/// Tokens to graph. Whatever the user can do wrong is found here; behind it, every failure is ours.
pub fn read(source: &Source, dump: &Dump, errors: &mut Collector) -> Option<(Function, Lowered)> {
    let mut function = source.read(errors)?;
    let types = infer::infer(&function, errors)?;
    function.nested.iter_mut().for_each(|nested| types.complete(nested));
    let mut lowered = lower::lower(&function, &types);
    lowered.name_value();
    dump.graph("lower", &lowered.graph);
    check(&lowered.graph, Stage::Lowered);
    Some((function, lowered))
}

/// Graph to graph with a pullback, in which no mirror use is left.
pub fn transform(graph: &Graph, active: &[NodeId], seed: Seed, halves: Halves, dump: &Dump) -> Graph {
    arranged(differentiated(graph, active, seed, halves, dump), halves, dump)
}

/// Where values that loops have chosen are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Choices {
    /// Where the loop gives them: of a gradient in floats.
    OfLoops,
    /// Where they are computed again. Over numbers that carry derivatives, the loop then needs none, and a function has the derivative of
    /// what is computed again.
    Again,
}

/// The graph with a pullback.
pub fn differentiated(graph: &Graph, active: &[NodeId], seed: Seed, halves: Halves, dump: &Dump) -> Graph {
    let choices = match halves {
        Halves::Fused => Choices::OfLoops,
        Halves::Split => Choices::Again,
    };
    swept(graph, active, seed, (halves, choices), dump).0
}

/// The graph with a pullback, and whether it has loops that choose.
pub fn swept(
    graph: &Graph,
    active: &[NodeId],
    seed: Seed,
    (halves, read): (Halves, Choices),
    dump: &Dump,
) -> (Graph, bool) {
    let stage = |name: &str, graph: Graph, stage: Stage| shown(name, graph, stage, halves, dump);
    let pass = |name: &str, pass: &dyn Fn(Graph) -> Graph, graph: Graph, stage: Stage| {
        optional(name, pass, graph, stage, (halves, dump))
    };
    let filled = pass("fill", &fill_vectors, graph.clone(), Stage::Lowered);
    let counted = pass("induction", &replace_counters, filled, Stage::Lowered);
    let choices = RefCell::default();
    let choose = |graph| {
        let (graph, chosen) = remember_choices(graph, active);
        choices.replace(chosen);
        graph
    };
    let chosen = pass("extremum", &choose, counted, Stage::Lowered);
    let mut reversed = reverse(chosen, active, seed);
    let choices = choices.into_inner();
    if read == Choices::OfLoops {
        reversed = take_choices(reversed, &choices);
    }
    let reversed = stage("reverse", reversed, Stage::Reversed);
    let mut reversed = optimise::optimise(reversed);
    if halves == Halves::Fused {
        reversed = pass("joint", &join, reversed, Stage::Reversed);
    }
    let mut ways = Ways::best();
    if is_left_out("undo") {
        ways.pays = |_, _| false;
    }
    ways.reads_settled &= !is_left_out("settled");
    let kept = keep_by(reversed, halves, ways);
    let kept = stage("keep", kept, Stage::Kept);
    let optimised = stage("optimise", optimise::optimise(kept), Stage::Kept);
    let graph = pass("vanishing", &skip_vanishing, optimised, Stage::Kept);
    (graph, !choices.is_empty())
}

/// The same in that order, with first additions as stores.
fn arranged(graph: Graph, halves: Halves, dump: &Dump) -> Graph {
    let pass = |name: &str, pass: &dyn Fn(Graph) -> Graph, graph: Graph| {
        optional(name, pass, graph, Stage::Kept, (halves, dump))
    };
    let sunk = in_order(graph, halves, dump);
    match halves {
        Halves::Fused => pass("fresh", &store_first, sunk),
        // Adjoints are added to what the caller has.
        Halves::Split => sunk,
    }
}

/// The same in the order in which a machine does it best.
fn in_order(graph: Graph, halves: Halves, dump: &Dump) -> Graph {
    let pass = |name: &str, pass: &dyn Fn(Graph) -> Graph, graph: Graph| {
        optional(name, pass, graph, Stage::Kept, (halves, dump))
    };
    let turned = pass("forwards", &run_forwards, graph);
    let carried = match halves {
        Halves::Fused => pass("neighbours", &carry_to_neighbours, turned),
        // The places that a half adds to are those of its caller, and have no other name behind the loop.
        Halves::Split => turned,
    };
    pass("sink", &sink, carried)
}

/// The gradient with iterations that run together.
fn jammed(graph: Graph, reassociate: bool, dump: &Dump) -> Graph {
    let pass =
        |name: &str, pass: &dyn Fn(Graph) -> Graph| optional(name, pass, graph, Stage::Jammed, (Halves::Fused, dump));
    match reassociate {
        true => pass("jam", &jam_in_lanes),
        false => pass("jam", &jam),
    }
}

/// What a pass that only makes the graph faster has made of it, if nobody asks for what it is without.
fn optional(
    name: &str,
    pass: &dyn Fn(Graph) -> Graph,
    graph: Graph,
    stage: Stage,
    (halves, dump): (Halves, &Dump),
) -> Graph {
    let graph = if is_left_out(name) { graph } else { pass(graph) };
    shown(name, graph, stage, halves, dump)
}

/// Whether `DIFFERENTIATE_WITHOUT` names this pass. Gradients are right without it, and it can be seen what it brings:
/// `cargo run --release -p gradient-suite --bin passes`.
fn is_left_out(name: &str) -> bool {
    std::env::var("DIFFERENTIATE_WITHOUT").is_ok_and(|names| names.split(',').any(|left_out| left_out == name))
}

/// What a pass has made, as who asks for it sees it.
fn shown(pass: &str, graph: Graph, stage: Stage, halves: Halves, dump: &Dump) -> Graph {
    let name = if halves == Halves::Fused { "fused" } else { "split" };
    dump.graph(&format!("{pass}-{name}"), &graph);
    check(&graph, stage);
    graph
}

/// Between passes the graph keeps every promise of its definition. The compiler's own tests look, and whoever sets
/// `DIFFERENTIATE_VERIFY`; it takes longer than the passes themselves.
pub fn check(graph: &Graph, stage: Stage) {
    if cfg!(test) || std::env::var_os("DIFFERENTIATE_VERIFY").is_some() {
        if let Err(broken) = verify(graph, stage) {
            panic!(
                "the graph is broken after {stage:?}: {broken}\n{}",
                crate::ir::print::print(graph)
            );
        }
    }
}
