//! Random graphs, by the million: `RANDOM_GRAPHS=1000000 cargo test random`.

mod dual;
mod generate;
mod nest;
mod rng;
mod statement;

use super::storage::{fused, split};
use crate::ir::evaluate::{evaluate, Panic, Value};
use crate::ir::print::print;
use crate::ir::verify::{verify, Stage};
use crate::ir::{Float, Graph, NodeId};
use crate::optimise::optimise;
use crate::transform::extremum::{remember_choices, take_choices};
use crate::transform::forwards::run_forwards;
use crate::transform::fresh::store_first;
use crate::transform::induction::replace_counters;
use crate::transform::jam::{jam_by, jam_in_lanes_by, Width};
use crate::transform::joint::join;
use crate::transform::keep::{keep, keep_by, Halves, Ways};
use crate::transform::neighbours::carry_to_neighbours;
use crate::transform::reverse::{reverse, Seed};
use crate::transform::sink::sink;
use crate::transform::vanishing::skip_vanishing;
use dual::Dual;
use generate::{generate, inputs, size};
use rng::Rng;

/// A pass, and what the graph may contain after it.
type Pass = (&'static str, Stage, fn(Graph) -> Graph);

/// The gradient of the compiler.
const PASSES: &[Pass] = &fused_by(|graph| keep(graph, Halves::Fused));

/// From a primal to its gradient: after the first pass there is a pullback.
const fn fused_by(keep: fn(Graph) -> Graph) -> [Pass; 11] {
    [
        ("reverse", Stage::Reversed, pullback),
        ("dead", Stage::Reversed, optimise),
        ("joint", Stage::Reversed, join),
        ("keep", Stage::Kept, keep),
        ("optimise", Stage::Kept, optimise),
        ("vanishing", Stage::Kept, skip_vanishing),
        ("forwards", Stage::Kept, run_forwards),
        ("neighbours", Stage::Kept, carry_to_neighbours),
        ("sink", Stage::Kept, sink),
        ("fresh", Stage::Kept, store_first),
        ("jam", Stage::Jammed, |graph| jam_by(graph, NARROW)),
    ]
}

/// Arrays are put back wherever they can.
const ALL_PUT_BACK: Ways = Ways {
    pays: |_, _| true,
    reads_settled: false,
};

/// Iterations run together wherever they can.
const NARROW: Width = Width {
    lanes: 2,
    shortest: 0,
    least: 0,
    sums: 4,
};

/// As two functions, with the tape between them.
const fn split_by(keep: fn(Graph) -> Graph) -> [Pass; 6] {
    [
        ("reverse", Stage::Reversed, pullback),
        ("keep", Stage::Kept, keep),
        ("optimise", Stage::Kept, optimise),
        ("vanishing", Stage::Kept, skip_vanishing),
        ("forwards", Stage::Kept, run_forwards),
        ("sink", Stage::Kept, sink),
    ]
}

/// With respect to everything that holds floats.
fn pullback(graph: Graph) -> Graph {
    let graph = replace_counters(graph);
    let params = graph[graph.root].params.clone();
    let active: Vec<_> = params
        .into_iter()
        .filter(|&param| graph.ty(param).is_differentiable())
        .collect();
    let (graph, chosen) = remember_choices(graph, &active);
    take_choices(reverse(graph, &active, Seed::Cotangents), &chosen)
}

fn seeds() -> std::ops::Range<u64> {
    let count = std::env::var("RANDOM_GRAPHS").ok().and_then(|count| count.parse().ok());
    let first = std::env::var("RANDOM_SEED")
        .ok()
        .and_then(|first| first.parse().ok())
        .unwrap_or(0);
    first..first + count.unwrap_or(2000)
}

/// A property of the graph of a seed with so many statements.
type Check = fn(u64, usize) -> Result<(), String>;

/// Checks all seeds, on two threads; where one fails, shows the fewest statements for which it does.
fn for_all(check: Check) {
    let seeds = seeds();
    let run = |seed: u64| {
        if check(seed, size(seed)).is_err() {
            let (budget, what) = (1..)
                .find_map(|budget| Some((budget, check(seed, budget).err()?)))
                .expect("it fails");
            panic!("seed {seed} with {budget} statements: {what}");
        }
    };
    std::thread::scope(|scope| {
        for part in 0..2 {
            let seeds = seeds.clone();
            scope.spawn(move || seeds.skip(part).step_by(2).for_each(run));
        }
    });
}

fn run(graph: &Graph, seed: u64) -> Result<Vec<Value>, Panic> {
    evaluate(graph, &inputs(&mut Rng::new(seed), |x| x), &[]).map(|(results, _)| results)
}

/// Floats by their bits; all NaNs are one.
fn bits(results: &[Value]) -> Vec<u64> {
    let canonical = |x: f64| if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() };
    results.iter().flat_map(Value::leaves).map(canonical).collect()
}

#[test]
fn random_graphs_are_well_formed() {
    for_all(|seed, budget| {
        [false, true].into_iter().try_for_each(|plain| {
            let graph = generate(seed, budget, plain);
            verify(&graph, Stage::Lowered).map_err(|what| format!("{what}\n{}", print(&graph)))
        })
    });
}

#[test]
fn simplification_keeps_every_bit_and_every_panic_of_random_graphs() {
    for_all(|seed, budget| {
        let (plain, simplified) = (generate(seed, budget, true), generate(seed, budget, false));
        for round in 0..2 {
            let seed = seed * 2 + round;
            let (expected, found) = (run(&plain, seed), run(&simplified, seed));
            let same = match (&expected, &found) {
                (Ok(expected), Ok(found)) => bits(expected) == bits(found),
                (expected, found) => expected == found,
            };
            if !same {
                return Err(format!(
                    "{found:?} instead of {expected:?}\n{}\n{}",
                    print(&plain),
                    print(&simplified)
                ));
            }
        }
        Ok(())
    });
}

#[test]
fn a_seed_names_one_graph() {
    for seed in seeds().take(100) {
        assert_eq!(print(&generate(seed, 30, false)), print(&generate(seed, 30, false)));
    }
}

/// The generator is of use only if most of its programs run to their end, with a derivative to compare.
#[test]
fn most_random_graphs_have_a_derivative_to_compare() {
    let forward = |seed| Forward::new(&generate(seed, size(seed), false), seed);
    let compared = (0..1000)
        .filter_map(forward)
        .filter(|forward| forward.derivative != 0.0)
        .count();
    assert!(compared > 600, "{compared} of 1000");
}

#[test]
fn reverse_agrees_with_forward_mode_on_random_graphs() {
    for_all(|seed, budget| check_gradient(seed, budget, PASSES, fused));
}

#[test]
fn split_halves_agree_with_forward_mode_on_random_graphs() {
    const PASSES: &[Pass] = &split_by(|graph| keep(graph, Halves::Split));
    for_all(|seed, budget| check_gradient(seed, budget, PASSES, split));
}

/// Arrays that are overwritten are put back wherever that is possible, whether it pays or not.
#[test]
fn arrays_that_are_put_back_agree_with_forward_mode_on_random_graphs() {
    const FUSED: &[Pass] = &fused_by(|graph| keep_by(graph, Halves::Fused, ALL_PUT_BACK));
    const SPLIT: &[Pass] = &split_by(|graph| keep_by(graph, Halves::Split, ALL_PUT_BACK));
    for_all(|seed, budget| {
        check_gradient(seed, budget, FUSED, fused)?;
        check_gradient(seed, budget, SPLIT, split)
    });
}

/// Sums have lanes wherever they can; the value is what it was, but for its last digits.
#[test]
fn sums_in_lanes_agree_with_forward_mode_on_random_graphs() {
    for_all(|seed, budget| {
        let graph = generate(seed, budget, false);
        let Some(forward) = Forward::new(&graph, seed) else {
            return Ok(());
        };
        let gradient = PASSES.iter().fold(graph, |graph, (.., pass)| pass(graph));
        let in_lanes = jam_in_lanes_by(gradient, NARROW);
        let checked = verify(&in_lanes, Stage::Jammed).and_then(|()| forward.nearly(&in_lanes));
        checked.map_err(|what| format!("{what}\n{}", print(&in_lanes)))?;
        fused(&in_lanes)
    });
}

/// Whether the variables of the bodies hold what is read from them.
type Stored = fn(&Graph) -> Result<(), String>;

/// Reverse mode against forward mode in a random direction, after each pass.
fn check_gradient(seed: u64, budget: usize, passes: &[Pass], stored: Stored) -> Result<(), String> {
    let mut graph = generate(seed, budget, false);
    let Some(forward) = Forward::new(&graph, seed) else {
        return Ok(());
    };
    for (name, stage, pass) in passes {
        graph = pass(graph);
        let checked = verify(&graph, *stage).and_then(|()| forward.compare(&graph));
        checked.map_err(|what| format!("after {name}: {what}\n{}", print(&graph)))?;
    }
    stored(&graph)
}

/// What forward mode says of a graph at one point in one direction.
struct Forward {
    inputs: Vec<Value>,
    direction: Vec<f64>,
    values: Vec<Value>,
    cotangents: Vec<Value>,
    /// The directional derivative of the results' sum, weighted by the cotangents, and what its error is relative to.
    derivative: f64,
    magnitude: f64,
    tolerance: f64,
}

impl Forward {
    /// Nothing where the program panics or the numbers are too wild to be compared.
    fn new(graph: &Graph, seed: u64) -> Option<Forward> {
        let mut rng = Rng::new(!seed);
        let mut direction = vec![];
        let activate = |value: f64| {
            let tangent = rng.float();
            direction.push(tangent);
            Dual::input(value, tangent)
        };
        let dual = inputs(&mut Rng::new(seed), activate);
        let inputs = inputs(&mut Rng::new(seed), |x| x);
        dual::met_wild_numbers();
        let (results, _) = evaluate(graph, &dual, &[]).ok()?;
        if dual::met_wild_numbers() {
            return None;
        }
        let (values, _) = evaluate(graph, &inputs, &[]).ok()?;
        let mut cotangent = |value: &Value| weights(value, &mut rng);
        let cotangents: Vec<Value> = values.iter().map(&mut cotangent).collect();
        let weights = cotangents.iter().flat_map(Value::leaves);
        let (mut derivative, mut magnitude) = (0.0, 0.0);
        for (weight, leaf) in weights.zip(results.iter().flat_map(Value::leaves)) {
            derivative += weight * leaf.tangent;
            magnitude += weight.abs() * leaf.magnitude;
        }
        // A graph that computes with 32 bits has a gradient of so many.
        let narrow = |node: &NodeId| graph.ty(*node).scalar().float() == Some(Float::F32);
        let single = graph.nodes.iter().any(|node| node.args.iter().any(narrow));
        let tolerance = if single { 1e-4 } else { 1e-10 };
        Some(Forward {
            inputs,
            direction,
            values,
            cotangents,
            derivative,
            magnitude,
            tolerance,
        })
    }

    fn compare(&self, graph: &Graph) -> Result<(), String> {
        let run = evaluate::<f64>(graph, &self.inputs, &self.cotangents);
        let (values, adjoints) = run.map_err(|panic| format!("panics: {panic:?}"))?;
        if bits(&values) != bits(&self.values) {
            return Err(format!("gives {values:?} instead of {:?}", self.values));
        }
        self.compare_gradient(&adjoints)
    }

    /// The same of a graph that may add up in another order.
    fn nearly(&self, graph: &Graph) -> Result<(), String> {
        let run = evaluate::<f64>(graph, &self.inputs, &self.cotangents);
        let (values, adjoints) = run.map_err(|panic| format!("panics: {panic:?}"))?;
        let pairs = values
            .iter()
            .flat_map(Value::leaves)
            .zip(self.values.iter().flat_map(Value::leaves));
        for (found, expected) in pairs {
            let error = (found - expected).abs() / expected.abs().max(1.0);
            if found.to_bits() != expected.to_bits() && (error.is_nan() || error > self.tolerance) {
                return Err(format!("gives {values:?} instead of {:?}", self.values));
            }
        }
        self.compare_gradient(&adjoints)
    }

    fn compare_gradient(&self, adjoints: &[Value]) -> Result<(), String> {
        let gradient: Vec<f64> = adjoints.iter().flat_map(Value::leaves).collect();
        if gradient.len() != self.direction.len() {
            return Err(format!(
                "gives {} adjoints instead of {}",
                gradient.len(),
                self.direction.len()
            ));
        }
        let derivative: f64 = gradient.iter().zip(&self.direction).map(|(g, v)| g * v).sum();
        let error = (derivative - self.derivative).abs();
        if error <= self.tolerance * self.magnitude + 1e-200 {
            return Ok(());
        }
        Err(format!(
            "the derivative is {derivative} instead of {}; inputs {:?}",
            self.derivative, self.inputs
        ))
    }
}

/// A random cotangent of the shape of a result.
fn weights(value: &Value, rng: &mut Rng) -> Value {
    match value {
        Value::Array(values) => Value::Array(
            values
                .iter()
                .map(|value| weights(value, rng))
                .collect::<Vec<_>>()
                .into(),
        ),
        _ => Value::Float(rng.float()),
    }
}

/// Of use only if arrays are put back in many of them.
#[test]
fn arrays_are_put_back_in_many_random_graphs() {
    let put_back = |&seed: &u64| {
        let tape = |pays: fn(u64, u64) -> bool| {
            let graph = optimise(pullback(generate(seed, size(seed), false)));
            let ways = Ways { pays, ..ALL_PUT_BACK };
            print(&keep_by(graph, Halves::Fused, ways))
        };
        tape(|_, _| true) != tape(|_, _| false)
    };
    let count = (0..1000).filter(put_back).count();
    assert!(count > 100, "{count} of 1000");
}
