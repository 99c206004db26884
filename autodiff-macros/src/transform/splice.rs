//! The body of a callee in the place of its call.

mod names;
mod retype;

use crate::ir::{Call, Graph, Half, Node, NodeId, Op, RegionId, TokensId, Ty};
use crate::tables::HashMap;
pub use retype::retype;

/// A callee's graph on its way into that of the caller.
pub struct Splice<'g> {
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
    pub fn new(graph: &'g mut Graph, call: NodeId, body: Graph) -> Splice<'g> {
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

    /// Whether the body is one for this call.
    fn fits(&self, call: &Call) -> bool {
        let root = &self.body[self.body.root];
        call.half == Half::Plain
            && call.closures.is_empty()
            && root.params.len() == call.arity as usize
            && !call.in_place.iter().any(|place| place.part.is_some())
            && root.results.len() == call.shape.leaves() + self.body.in_place.len()
    }

    /// Whether the body takes and gives just what the call passes and is given.
    pub fn fits_types(&self) -> bool {
        let Op::Call(call) = &self.graph[self.call].op else {
            return false;
        };
        let Ty::Tuple(given) = self.graph.ty(self.call) else {
            return false;
        };
        let root = &self.body[self.body.root];
        let mut passed = root.params.iter().zip(&self.graph[self.call].args);
        // What is left in a place is a version of what was there.
        let mut results = root.results.iter().zip(given).take(call.shape.leaves());
        self.fits(call)
            && passed.all(|(&param, &argument)| takes(&self.ty(self.body.ty(param)), self.graph.ty(argument)))
            && results.all(|(&result, ty)| takes(ty, &self.ty(self.body.ty(result))))
    }

    /// Puts the body in the place of the call.
    pub fn splice(mut self) -> Option<()> {
        let Op::Call(call) = self.graph[self.call].op.clone() else {
            return None;
        };
        if !self.fits(&call) {
            return None;
        }
        let params = self.body[self.body.root].params.clone();
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

/// Whether a value of this type can stand where one of the first is asked for.
fn takes(asked: &Ty, ty: &Ty) -> bool {
    match (asked, ty) {
        (Ty::Slice(asked), Ty::Slice(element) | Ty::Array(element, _) | Ty::Vec(element)) => takes(asked, element),
        (asked, ty) => asked == ty,
    }
}
