//! Values that may be infinite where the result is finite.
//!
//! What overflows, and is then divided by, leaves no trace in the value; the adjoint that comes back is a zero, and meets
//! the infinity again in the next partial:
//!
//! ```text
//! let e = (-x).exp();                    // at x = -1000, e is ∞ …
//! 1.0 / (1.0 + e)                        // … the value is 0, de is 0, and dx would be 0 · ∞
//! ```
//!
//! Around such a point the value is constant: nothing comes through the infinity, and the contribution is zero. That is so
//! where a factor is infinite because a value is; where it has a pole (`1 / x` and `ln x` at 0) the product may have a
//! limit that is no zero, as `1 / (1 / x)` does, and stays NaN.

use super::doubt::Unused;
use crate::ir::{Graph, Node, NodeId, Op};
use crate::primitives::symbol::{Expression, Symbol};
use crate::primitives::Primitive;
use crate::transform::cycles::on_cycles;
use crate::transform::flow;

/// What a graph says of it, by primal node.
pub(super) struct Overflow {
    /// The value may not be finite, though the arguments are, and not huge.
    infinite: Vec<bool>,
    /// Or it may come from a pole, or from the root of what is negative; but not in a recurrence, as that of an elimination or
    /// a difference scheme: what is infinite there goes on into what is used.
    at_pole: Vec<bool>,
    /// Or from there, or by products in a loop that have those of the iteration before as factors.
    unsure: Vec<bool>,
}

impl Overflow {
    pub fn of(graph: &Graph) -> Overflow {
        let all = || (0..graph.nodes.len()).map(|id| NodeId(id as u32));
        let mut targets = vec![vec![]; graph.nodes.len()];
        for node in all() {
            for source in flow::sources(graph, node) {
                targets[source.0 as usize].push(node);
            }
        }
        // A function that is bounded gives NaN of what is not a number, but makes something finite of an infinity.
        let unbounded = through(graph, &targets, |primitive| !primitive.is_bounded());
        let recurs = on_cycles(&unbounded);
        let is_recurring = |node: NodeId| contains(&recurs, node);
        let multiplied = through(graph, &targets, |primitive| {
            matches!(primitive, Primitive::Mul | Primitive::Div | Primitive::Neg)
        });
        let multiplies_itself = on_cycles(&multiplied);

        let is_product = |node: NodeId| matches!(graph[node].op, Op::Primitive(Primitive::Mul, _));
        // A factorial, or a power by hand, is a product of itself.
        let is_running = |node: NodeId| is_product(node) && contains(&multiplies_itself, node);
        let mut origins: Vec<NodeId> = all()
            .filter(|&node| is_given(graph, node) || overflows(graph, node) || is_running(node))
            .collect();
        let infinite = flow::reachable(&unbounded, &origins);
        origins.extend(all().filter(|&node| has_pole(graph, node) && !is_recurring(node)));
        let at_pole = flow::reachable(&targets, &origins);
        origins.extend(all().filter(|&node| is_recurring(node) && (has_pole(graph, node) || is_product(node))));
        let unsure = flow::reachable(&targets, &origins);
        Overflow {
            infinite,
            at_pole,
            unsure,
        }
    }

    /// Whether the value may not be finite.
    pub fn is_infinite(&self, node: NodeId) -> bool {
        contains(&self.infinite, node)
    }

    /// Whether a value that may be unused in this way is finite wherever the arguments are, and not huge.
    pub fn is_finite(&self, node: NodeId, unused: Unused) -> bool {
        match unused {
            Unused::Overwritten => !contains(&self.at_pole, node),
            Unused::Branch => !contains(&self.unsure, node),
        }
    }

    /// Whether the adjoint of the k-th argument of `n` may be such a zero.
    pub fn forgets(&self, graph: &Graph, n: &Node, k: usize) -> bool {
        contains(&self.infinite, n.args[k]) && forgets(graph, n, k)
    }

    /// Whether a factor in a partial of `n`, which gives `out`, may be infinite because a value is.
    pub fn is_infinite_factor(&self, n: &Node, out: NodeId, factor: Symbol) -> bool {
        let infinite = &self.infinite;
        match factor.expression() {
            Expression::Argument(k) => contains(infinite, n.args[*k]),
            Expression::Output => contains(infinite, out),
            Expression::Apply(primitive, parts) => match primitive {
                Primitive::Div | Primitive::Ln => false,
                Primitive::Powi | Primitive::Powf | Primitive::Exp | Primitive::Sinh | Primitive::Cosh => {
                    contains(infinite, out)
                }
                primitive if primitive.is_bounded() => false,
                _ => parts.iter().any(|&part| self.is_infinite_factor(n, out, part)),
            },
            Expression::Constant(_) | Expression::Integer(_) => false,
            Expression::ToFloat(_) | Expression::Predecessor(_) => false,
            // Each side is asked on its own.
            Expression::When(..) => false,
        }
    }
}

fn contains(set: &[bool], node: NodeId) -> bool {
    set.get(node.0 as usize).copied().unwrap_or(false)
}

/// Whether an infinity or NaN is written there.
fn is_given(graph: &Graph, node: NodeId) -> bool {
    match &graph[node].op {
        Op::Const(constant) => constant.as_float().is_some_and(|constant| !constant.is_finite()),
        Op::Path(tokens) => {
            let last = graph[*tokens].clone().into_iter().last().map(|token| token.to_string());
            last.is_some_and(|last| ["INFINITY", "NEG_INFINITY", "NAN"].contains(&last.as_str()))
        }
        _ => false,
    }
}

/// Whether a function of arguments that are not huge can give an infinite value, without a pole.
fn overflows(graph: &Graph, node: NodeId) -> bool {
    let n = &graph[node];
    match n.op {
        Op::Primitive(Primitive::Powi | Primitive::Powf, _) => !is_low_power(graph, n),
        Op::Primitive(primitive, _) => primitive.overflows(),
        Op::Result(_) => matches!(graph[n.args[0]].op, Op::Call(_)),
        _ => false,
    }
}

/// Whether a function can give an infinity or NaN of arguments that are not huge.
fn has_pole(graph: &Graph, node: NodeId) -> bool {
    let n = &graph[node];
    match n.op {
        Op::Primitive(Primitive::Powi, _) => !is_growing(graph, n),
        Op::Primitive(Primitive::Div, _) => {
            let divisor = graph.constant(n.args[1]).and_then(|divisor| divisor.as_float());
            divisor.is_none_or(|divisor| divisor == 0.0)
        }
        Op::Primitive(primitive, _) => !primitive.is_finite(),
        _ => false,
    }
}

/// The edges from sources to what is made of them, into functions only where `passes` says so.
fn through(graph: &Graph, targets: &[Vec<NodeId>], passes: impl Fn(Primitive) -> bool) -> Vec<Vec<NodeId>> {
    let stays = |target: &NodeId| !matches!(graph[*target].op, Op::Primitive(primitive, _) if !passes(primitive));
    let targets = targets.iter();
    targets
        .map(|targets| targets.iter().copied().filter(stays).collect())
        .collect()
}

/// Whether this is a power with a small constant exponent.
fn is_low_power(graph: &Graph, n: &Node) -> bool {
    exponent(graph, n).is_some_and(|exponent| exponent.abs() <= 4.0)
}

/// The exponent of a power, if it is a constant.
fn exponent(graph: &Graph, n: &Node) -> Option<f64> {
    let exponent = graph.constant(n.args[1])?;
    exponent
        .as_float()
        .or(exponent.as_int().map(|exponent| exponent as f64))
}

/// Whether the value may be finite where the k-th argument is infinite, with a derivative of zero. Of a call, one cannot see.
fn forgets(graph: &Graph, n: &Node, k: usize) -> bool {
    match &n.op {
        Op::Primitive(Primitive::Powi | Primitive::Powf, _) if k == 0 && is_growing(graph, n) => false,
        Op::Primitive(primitive, _) => primitive.forgets(k),
        Op::Call(call) => k < call.arity as usize,
        _ => false,
    }
}

/// Whether this is a power with a positive constant exponent: it is infinite where its base is, and only there.
pub(super) fn is_growing(graph: &Graph, n: &Node) -> bool {
    let is_power = matches!(n.op, Op::Primitive(Primitive::Powi | Primitive::Powf, _));
    is_power && exponent(graph, n).is_some_and(|exponent| exponent >= 1.0)
}
