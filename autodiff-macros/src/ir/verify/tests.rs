//! Graphs that break one promise each.

use super::{verify, Stage};
use crate::ir::build::Builder;
use crate::ir::*;

const F64: Ty = Ty::Float(Float::F64);

/// `for i in 0..n { s = s * x }`, and a pullback whose loop mirrors it.
fn looped() -> Graph {
    let mut b = Builder::new();
    let (x, n) = (b.param(F64), b.param(Ty::USIZE));
    let (zero, one) = (b.int(Int::Usize, 0), b.int(Int::Usize, 1));
    let body = b.enter();
    b.param(Ty::USIZE);
    let s = b.param(F64);
    let next = b.primitive(Primitive::Mul, Dialect::Std, vec![s, x]);
    b.leave(vec![next]);
    let f = For {
        body,
        inclusive: false,
        descending: false,
        exits: false,
    };
    let owner = b.add(Op::For(f), vec![zero, n, one, x], Ty::Tuple(vec![F64]));
    let result = b.results(owner);
    let graph = b.finish(result);

    let mut b = Builder::pullback(graph);
    let dz = b.param(F64);
    let reversed = b.enter_mirror(body);
    b.param(Ty::USIZE);
    let ds = b.param(F64);
    let next = b.primitive(Primitive::Mul, Dialect::Std, vec![ds, s]);
    b.leave(vec![next]);
    let f = For {
        body: reversed,
        inclusive: false,
        descending: true,
        exits: false,
    };
    let owner = b.add(Op::For(f), vec![zero, n, one, dz], Ty::Tuple(vec![F64]));
    let result = b.results(owner);
    b.finish(result)
}

fn find(graph: &Graph, op: impl Fn(&Op) -> bool) -> NodeId {
    let position = graph.nodes.iter().position(|node| op(&node.op)).expect("such a node");
    NodeId(position as u32)
}

/// That the graph is refused at this stage, for this reason, once changed.
fn refused(stage: Stage, reason: &str, change: impl FnOnce(&mut Graph)) {
    let mut graph = looped();
    change(&mut graph);
    let error = verify(&graph, stage).expect_err(reason);
    assert!(error.contains(reason), "{error}");
}

#[test]
fn mirror_uses_are_legal_until_they_are_kept() {
    assert_eq!(verify(&looped(), Stage::Reversed), Ok(()));
    refused(Stage::Kept, "is not visible", |_| {});
    refused(Stage::Lowered, "pullback before", |_| {});
}

#[test]
fn definitions_stand_before_uses() {
    refused(Stage::Reversed, "before its definition", |graph| {
        let root = graph.root;
        graph[root].nodes.reverse();
    });
}

#[test]
fn what_a_region_computes_is_not_seen_outside() {
    refused(Stage::Reversed, "is not visible", |graph| {
        let product = find(graph, |op| matches!(op, Op::Primitive(..)));
        let root = graph.root;
        graph[root].results[0] = product;
    });
}

#[test]
fn a_region_has_one_owner() {
    refused(Stage::Reversed, "has the owner", |graph| {
        let body = find(graph, |op| matches!(op, Op::For(_)));
        let region = graph[body].op.regions()[0];
        graph[region].owner = None;
    });
}

#[test]
fn types_are_those_of_the_op() {
    refused(Stage::Reversed, "instead of Float(F64)", |graph| {
        let product = find(graph, |op| matches!(op, Op::Primitive(..)));
        graph[product].args[1] = graph[graph.root].params[1];
    });
    refused(Stage::Reversed, "has 1 arguments instead of 2", |graph| {
        let product = find(graph, |op| matches!(op, Op::Primitive(..)));
        graph[product].args.pop();
    });
    refused(Stage::Reversed, "yields", |graph| {
        let owner = find(graph, |op| matches!(op, Op::For(_)));
        let body = graph[owner].op.regions()[0];
        graph[body].results.clear();
    });
    refused(Stage::Reversed, "there are only 1 results", |graph| {
        let result = find(graph, |op| matches!(op, Op::Result(_)));
        graph[result].op = Op::Result(3);
    });
    refused(Stage::Reversed, "is not in libm", |graph| {
        let product = find(graph, |op| matches!(op, Op::Primitive(..)));
        graph[product].op = Op::Primitive(Primitive::Mul, Dialect::Libm);
    });
}

/// Lets the loop of the primal push its carried value, and that of the pullback pop a frame of this type.
fn taped(popped: Ty) -> Graph {
    let mut graph = looped();
    let find_region = |graph: &Graph, mirrors: bool| {
        let inner = |region: &Region| region.owner.is_some() && region.mirror.is_some() == mirrors;
        RegionId(graph.regions.iter().position(inner).expect("a loop body") as u32)
    };
    let (body, reversed) = (find_region(&graph, false), find_region(&graph, true));
    let s = graph[body].params[1];
    let insert = |graph: &mut Graph, region: RegionId, at: usize, op: Op, args: Vec<NodeId>, ty: Ty| {
        let id = NodeId(graph.nodes.len() as u32);
        graph.nodes.push(Node {
            op,
            args,
            ty,
            region,
            span: Span::call_site(),
            name: None,
        });
        graph[region].nodes.insert(at, id);
        id
    };
    insert(&mut graph, body, 0, Op::Push, vec![s], Ty::UNIT);
    let pop = insert(
        &mut graph,
        reversed,
        0,
        Op::Pop,
        vec![],
        Ty::Tuple(vec![popped.clone()]),
    );
    let value = insert(&mut graph, reversed, 1, Op::Result(0), vec![pop], popped);
    let product = graph[reversed].nodes[2];
    graph[product].args[1] = value;
    graph
}

#[test]
fn the_tape_is_a_stack() {
    assert_eq!(verify(&taped(F64), Stage::Kept), Ok(()));
    let other = verify(&taped(Ty::Float(Float::F32)), Stage::Kept).expect_err("another type");
    assert!(other.contains("instead of Float"), "{other}");

    let mut graph = taped(F64);
    let push = find(&graph, |op| *op == Op::Push);
    let body = graph[push].region;
    graph[body].nodes.retain(|&node| node != push);
    let missing = verify(&graph, Stage::Kept).expect_err("nothing is pushed");
    assert!(missing.contains("what nothing in"), "{missing}");
}

/// The same gradient before and after: mirror uses find what the same iteration has computed, as the tape does.
#[test]
fn mirrors_and_the_tape_give_the_same() {
    use crate::ir::evaluate::{evaluate, Value};
    let inputs = [Value::Float(1.5), Value::Int(3)];
    let by_mirror = evaluate::<f64>(&looped(), &inputs, &[Value::Float(1.0)]);
    let by_tape = evaluate::<f64>(&taped(F64), &inputs, &[Value::Float(1.0)]);
    assert_eq!(by_mirror, by_tape);
    // s = x, x², x³ at the start of the iterations.
    let product = 1.5_f64.powi(1 + 2 + 3);
    assert_eq!(
        by_mirror,
        Ok((vec![Value::Float(1.5_f64.powi(4))], vec![Value::Float(product)]))
    );
}
