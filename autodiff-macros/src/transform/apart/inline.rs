//! Calls that pass structs, or give some, are replaced by what the callee computes, as far as its body is seen.

mod names;
mod retype;

use super::derivative::is_of_structs;
use super::open::is_opened;
use crate::ir::{Graph, Half, Node, NodeId, Op, RegionId, TokensId, Ty};
use crate::tables::HashMap;
use crate::transform::flow::subtree;
use retype::retype;

/// How many calls are replaced in one function, and how many nodes it may have then. A recursive function has no end.
const CALLS: usize = 64;
const NODES: usize = 20_000;

/// The graph without such calls; `None` if there is one whose callee is not seen. `callee` gives the lowered graph of one.
pub fn inline(mut graph: Graph, callee: &mut dyn FnMut(&Graph, NodeId) -> Option<Graph>) -> Option<Graph> {
    for _ in 0..CALLS {
        let Some(call) = next_call(&graph) else {
            let root = graph.root;
            retype(&mut graph, root);
            return Some(graph);
        };
        let body = callee(&graph, call)?;
        Splice::new(&mut graph, call, body).splice()?;
        if graph.nodes.len() > NODES {
            return None;
        }
    }
    None
}

/// Whether there is a call that passes structs, or gives some, or asks for a variant.
pub fn passes_structs(graph: &Graph) -> bool {
    let mut regions = subtree(graph, graph.root).into_iter();
    next_call(graph).is_some() || regions.any(|region| graph[region].nodes.iter().any(|&node| is_opened(graph, node)))
}

fn next_call(graph: &Graph) -> Option<NodeId> {
    let regions = subtree(graph, graph.root).into_iter();
    let mut nodes = regions.flat_map(|region| &graph[region].nodes).copied();
    nodes.find(|&node| passes_some(graph, node) && !is_of_structs(graph, node) && !is_opened(graph, node))
}

fn passes_some(graph: &Graph, node: NodeId) -> bool {
    let n = &graph[node];
    let gives = match &n.ty {
        Ty::Tuple(types) => types.iter().any(Ty::has_struct),
        ty => ty.has_struct(),
    };
    matches!(n.op, Op::Call(_)) && (gives || n.args.iter().any(|&argument| graph.ty(argument).has_struct()))
}

/// A callee's graph on its way into that of the caller.
struct Splice<'g> {
    graph: &'g mut Graph,
    call: NodeId,
    body: Graph,
    /// What the body's tokens are in the caller.
    tokens: Vec<TokensId>,
    /// What the body's parameters are.
    arguments: HashMap<NodeId, NodeId>,
    first_node: u32,
    first_region: u32,
}

impl<'g> Splice<'g> {
    fn new(graph: &'g mut Graph, call: NodeId, body: Graph) -> Splice<'g> {
        let mut known: HashMap<String, u32> = HashMap::default();
        for (k, tokens) in graph.tokens.iter().enumerate() {
            known.entry(tokens.to_string()).or_insert(k as u32);
        }
        let tokens = body
            .tokens
            .iter()
            .map(|tokens| {
                TokensId(*known.entry(tokens.to_string()).or_insert_with(|| {
                    graph.tokens.push(tokens.clone());
                    graph.tokens.len() as u32 - 1
                }))
            })
            .collect();
        let (first_node, first_region) = (graph.nodes.len() as u32, graph.regions.len() as u32);
        Splice {
            graph,
            call,
            body,
            tokens,
            arguments: HashMap::default(),
            first_node,
            first_region,
        }
    }

    /// Puts the body in the place of the call.
    fn splice(mut self) -> Option<()> {
        let Op::Call(call) = self.graph[self.call].op.clone() else {
            return None;
        };
        let params = self.body[self.body.root].params.clone();
        let is_part = call.in_place.iter().any(|place| place.part.is_some());
        let fits = call.half == Half::Plain
            && call.closures.is_empty()
            && params.len() == call.arity as usize
            && !is_part
            && self.body[self.body.root].results.len() == call.shape.leaves() + self.body.in_place.len();
        if !fits {
            return None;
        }
        self.import();
        for (&param, argument) in params.iter().zip(self.graph[self.call].args.clone()) {
            let argument = self.owned(argument);
            self.arguments.insert(NodeId(param.0 + self.first_node), argument);
        }
        self.pass_arguments();
        let results = self.body[self.body.root].results.clone();
        let of_body = |splice: &Self, result: NodeId| splice.passed(NodeId(result.0 + splice.first_node));
        let mut values: Vec<NodeId> = results[..call.shape.leaves()]
            .iter()
            .map(|&result| of_body(&self, result))
            .collect();
        for place in &call.in_place {
            // What is lent as `&mut` may be taken as `&`.
            let param = params[place.position as usize];
            let left = self.body.in_place.iter().position(|&written| written == param);
            values.push(match left {
                Some(k) => of_body(&self, results[call.shape.leaves() + k]),
                None => self.passed(NodeId(param.0 + self.first_node)),
            });
        }
        let given: Vec<(usize, NodeId)> = self.graph.results(self.call).collect();
        for &(k, result) in &given {
            self.graph.replace_uses(result, *values.get(k)?, |_| true);
        }
        let region = self.graph[self.call].region;
        let inside = self.body[self.body.root].nodes.iter();
        let inside: Vec<NodeId> = inside.map(|node| NodeId(node.0 + self.first_node)).collect();
        let nodes = &mut self.graph[region].nodes;
        let at = nodes.iter().position(|&node| node == self.call)?;
        nodes.splice(at..=at, inside);
        nodes.retain(|node| !given.iter().any(|(_, result)| result == node));
        Some(())
    }

    /// A part of an array that is lent is a copy of it.
    fn owned(&mut self, argument: NodeId) -> NodeId {
        let (Op::Slice(_), Ty::Slice(element)) = (&self.graph[argument].op, self.graph.ty(argument)) else {
            return argument;
        };
        let ty = Ty::Vec(element.clone());
        let region = self.graph[self.call].region;
        let copy = self.graph.make(region, Op::ToVec, vec![argument], ty, argument);
        let nodes = &mut self.graph[region].nodes;
        let at = nodes
            .iter()
            .position(|&node| node == self.call)
            .expect("a node stands in its region");
        nodes.insert(at, copy);
        copy
    }

    /// Appends the nodes and regions of the body to those of the caller.
    fn import(&mut self) {
        let (root, around) = (self.body.root, self.graph[self.call].region);
        let node = |node: NodeId| NodeId(node.0 + self.first_node);
        let place = |at: RegionId| match at == root {
            true => around,
            false => RegionId(at.0 + self.first_region),
        };
        for n in self.body.nodes.clone() {
            let new = Node {
                op: self.op(n.op, &place),
                args: n.args.iter().map(|&arg| node(arg)).collect(),
                ty: self.ty(&n.ty),
                region: place(n.region),
                span: n.span,
                name: n.name,
            };
            self.graph.nodes.push(new);
        }
        for region in self.body.regions.clone() {
            let mut new = region;
            new.owner = new.owner.map(node);
            for list in [&mut new.params, &mut new.nodes, &mut new.results] {
                list.iter_mut().for_each(|member| *member = node(*member));
            }
            self.graph.regions.push(new);
        }
        let given: Vec<TokensId> = self.body.given.iter().map(|&name| self.token(name)).collect();
        self.graph.given.extend(given);
        for (name, parts) in self.body.tuples.clone() {
            let tuple = (self.token(name), parts.iter().map(|part| self.ty(part)).collect());
            if !self.graph.tuples.contains(&tuple) {
                self.graph.tuples.push(tuple);
            }
        }
    }

    /// Lets the imported nodes use the arguments.
    fn pass_arguments(&mut self) {
        for k in self.first_node as usize..self.graph.nodes.len() {
            let args = self.graph.nodes[k].args.clone();
            self.graph.nodes[k].args = args.into_iter().map(|arg| self.passed(arg)).collect();
        }
        for k in self.first_region as usize..self.graph.regions.len() {
            let results = self.graph.regions[k].results.clone();
            self.graph.regions[k].results = results.into_iter().map(|result| self.passed(result)).collect();
        }
    }

    fn passed(&self, node: NodeId) -> NodeId {
        self.arguments.get(&node).copied().unwrap_or(node)
    }
}
