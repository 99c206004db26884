//! The tape is a stack: the reverse sweep takes what the primal has put, in the opposite order, region by region.

use super::{ensure, Stage};
use crate::ir::{Graph, Half, NodeId, Op, RegionId, TokensId, Ty};

/// What an op does to the tape.
enum Event {
    /// A frame of values of these types, put or taken.
    Frame(NodeId, Vec<Ty>),
    /// What another function leaves for its reverse half.
    Callee(NodeId, TokensId),
    /// An op whose regions have events.
    Regions(NodeId, Vec<RegionId>),
}

pub fn check(graph: &Graph, stage: Stage) -> Result<(), String> {
    let root = events(graph, graph.root, Side::Primal)?;
    let Some(pullback) = graph.pullback else {
        // The forward half may stand alone.
        return ensure(stage != Stage::Lowered || root.is_empty(), || {
            "the tape is used before the reversal".into()
        });
    };
    let reverse = events(graph, pullback, Side::Reverse)?;
    if stage == Stage::Kept {
        matches(graph, graph.root, &root, pullback, &reverse)
    } else {
        // Until `keep` has run, only calls use the tape; where iterations run together, the interpreter alone can tell.
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Primal,
    Reverse,
}

/// What a region leaves on the tape, or takes from it. A joint iteration takes what it has put there itself.
fn events(graph: &Graph, region: RegionId, side: Side) -> Result<Vec<Event>, String> {
    let mut events = vec![];
    for &id in &graph[region].nodes {
        let of = match side {
            Side::Primal if is_reverse(graph, id) => Side::Reverse,
            side => side,
        };
        let Some(event) = event(graph, id, of)? else { continue };
        if of == side {
            events.push(event);
        } else {
            let put: Option<Event> = events.pop();
            matches(graph, region, put.as_slice(), region, &[event])?;
        }
    }
    Ok(events)
}

/// Whether a node is one of the reverse sweep, by what it does to the tape.
fn is_reverse(graph: &Graph, node: NodeId) -> bool {
    match &graph[node].op {
        Op::Pop => true,
        Op::Call(call) => call.half == Half::Reverse,
        op => op.regions().iter().any(|&region| graph[region].mirror.is_some()),
    }
}

/// What a node does to the tape.
fn event(graph: &Graph, id: NodeId, side: Side) -> Result<Option<Event>, String> {
    let node = &graph[id];
    let own = match (&node.op, side) {
        (Op::Push, Side::Primal) => {
            let types = node.args.iter().map(|&arg| graph.ty(arg).clone()).collect();
            Event::Frame(id, types)
        }
        (Op::Pop, Side::Reverse) => match &node.ty {
            Ty::Tuple(types) => Event::Frame(id, types.clone()),
            _ => return Err(format!("{id:?} pops no tuple")),
        },
        (Op::Push | Op::Pop, _) => return Err(format!("{id:?} uses the tape on the wrong side")),
        (Op::Call(call), Side::Primal) if call.half == Half::Forward => Event::Callee(id, call.callee),
        (Op::Call(call), Side::Reverse) if call.half == Half::Reverse => Event::Callee(id, call.callee),
        (Op::Call(call), _) if !matches!(call.half, Half::Plain | Half::Joint) => {
            return Err(format!("{id:?} calls the {:?} half on the wrong side", call.half));
        }
        (op, _) => {
            let inside: Result<Vec<_>, _> = op.regions().into_iter().map(|r| events_exist(graph, r, side)).collect();
            if let Op::While { .. } = op {
                ensure(!inside.as_ref().is_ok_and(|i| i[0]), || {
                    format!("the condition of {id:?} uses the tape")
                })?;
            }
            if !inside?.contains(&true) {
                return Ok(None);
            }
            Event::Regions(id, op.regions())
        }
    };
    Ok(Some(own))
}

fn events_exist(graph: &Graph, region: RegionId, side: Side) -> Result<bool, String> {
    Ok(!events(graph, region, side)?.is_empty())
}

/// Whether the events of a primal region, from the last to the first, are those of the region that mirrors it.
fn matches(graph: &Graph, primal: RegionId, put: &[Event], reverse: RegionId, taken: &[Event]) -> Result<(), String> {
    let mut taken = taken.iter();
    for event in put.iter().rev() {
        match (event, taken.next()) {
            (Event::Frame(push, put), Some(Event::Frame(pop, taken))) => {
                ensure(put == taken, || {
                    format!("{pop:?} pops {taken:?}, but {push:?} has pushed {put:?}")
                })?;
            }
            (Event::Callee(_, forward), Some(Event::Callee(_, reverse))) if forward == reverse => {}
            (Event::Regions(op, regions), Some(Event::Regions(mirror, mirrors))) => {
                for &region in regions {
                    let inner = events(graph, region, Side::Primal)?;
                    let opposite = mirrors.iter().find(|&&r| graph[r].mirror == Some(region));
                    match opposite {
                        Some(&opposite) => {
                            let reverse = events(graph, opposite, Side::Reverse)?;
                            matches(graph, region, &inner, opposite, &reverse)?;
                        }
                        None => ensure(inner.is_empty(), || {
                            format!("{mirror:?} takes what {op:?} puts on the tape, but does not mirror its {region:?}")
                        })?,
                    }
                }
            }
            (Event::Frame(id, _) | Event::Callee(id, _) | Event::Regions(id, _), _) => {
                return Err(format!("nothing in {reverse:?} takes from the tape what {id:?} puts"));
            }
        }
    }
    match taken.next() {
        Some(Event::Frame(id, _) | Event::Callee(id, _) | Event::Regions(id, _)) => {
            Err(format!("{id:?} takes from the tape what nothing in {primal:?} puts"))
        }
        None => Ok(()),
    }
}
