//! Calls that pass structs, or give some, are replaced by what the callee computes, as far as its body is seen.

use crate::ir::{Graph, Half, Len, Literal, Macro, Node, NodeId, Op, RegionId, Step, TokensId, Ty};
use crate::transform::flow::{subtree, Carried};
use std::collections::HashMap;

/// How many calls are replaced in one function, and how many nodes it may have then. A recursive function has no end.
const CALLS: usize = 64;
const NODES: usize = 20_000;

/// The graph without such calls; `None` if there is one whose callee is not seen. `callee` gives the lowered graph of one.
pub fn inline(mut graph: Graph, callee: &mut dyn FnMut(&Graph, NodeId) -> Option<Graph>) -> Option<Graph> {
    for _ in 0..CALLS {
        let nodes = subtree(&graph, graph.root)
            .into_iter()
            .flat_map(|region| &graph[region].nodes);
        let Some(call) = nodes.copied().find(|&node| passes_structs(&graph, node)) else {
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

fn passes_structs(graph: &Graph, node: NodeId) -> bool {
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
        let mut known: HashMap<String, u32> = HashMap::new();
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
            arguments: HashMap::new(),
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
        let given: Vec<TokensId> = self
            .body
            .given
            .iter()
            .map(|name| self.tokens[name.0 as usize])
            .collect();
        self.graph.given.extend(given);
        for (name, parts) in self.body.tuples.clone() {
            let tuple = (
                self.tokens[name.0 as usize],
                parts.iter().map(|part| self.ty(part)).collect(),
            );
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

    fn token(&self, name: TokensId) -> TokensId {
        self.tokens[name.0 as usize]
    }

    fn steps(&self, steps: Vec<Step>) -> Vec<Step> {
        let step = |step: Step| match step {
            Step::Field(name) => Step::Field(self.token(name)),
            index => index,
        };
        steps.into_iter().map(step).collect()
    }

    fn ty(&self, ty: &Ty) -> Ty {
        let inside = |ty: &Ty| Box::new(self.ty(ty));
        match ty {
            Ty::Struct(name) => Ty::Struct(self.token(*name)),
            Ty::Tangent(name) => Ty::Tangent(self.token(*name)),
            Ty::Array(element, len) => Ty::Array(
                inside(element),
                match len {
                    Len::Const(name) => Len::Const(self.token(*name)),
                    len => len.clone(),
                },
            ),
            Ty::Slice(element) => Ty::Slice(inside(element)),
            Ty::Vec(element) => Ty::Vec(inside(element)),
            Ty::Tuple(all) => Ty::Tuple(all.iter().map(|ty| self.ty(ty)).collect()),
            ty => ty.clone(),
        }
    }

    /// The op with the caller's names and regions.
    fn op(&self, op: Op, place: &dyn Fn(RegionId) -> RegionId) -> Op {
        match op {
            Op::Path(name) => Op::Path(self.token(name)),
            Op::Load(steps) => Op::Load(self.steps(steps)),
            Op::Store(steps) => Op::Store(self.steps(steps)),
            Op::Accumulate(steps) => Op::Accumulate(self.steps(steps)),
            Op::Append(steps) => Op::Append(self.steps(steps)),
            Op::Truncate(steps, ty) => Op::Truncate(self.steps(steps), self.ty(&ty)),
            Op::Lengthen(steps, ty) => Op::Lengthen(self.steps(steps), self.ty(&ty)),
            Op::Len(steps) => Op::Len(self.steps(steps)),
            Op::Slice(steps) => Op::Slice(self.steps(steps)),
            Op::Struct(literal) => Op::Struct(Literal {
                path: self.token(literal.path),
                fields: literal
                    .fields
                    .into_iter()
                    .map(|(name, shape)| (self.token(name), shape))
                    .collect(),
            }),
            Op::Call(mut call) => {
                call.callee = self.token(call.callee);
                for part in call.in_place.iter_mut().filter_map(|place| place.part.as_mut()) {
                    *part = self.steps(std::mem::take(part));
                }
                Op::Call(call)
            }
            Op::Macro(kept) => Op::Macro(Macro {
                path: self.token(kept.path),
                pieces: kept.pieces.into_iter().map(|piece| self.token(piece)).collect(),
                ..kept
            }),
            Op::If { then, otherwise } => Op::If {
                then: place(then),
                otherwise: place(otherwise),
            },
            Op::For(mut f) => {
                f.body = place(f.body);
                Op::For(f)
            }
            Op::While { condition, body, exits } => Op::While {
                condition: place(condition),
                body: place(body),
                exits,
            },
            op => op,
        }
    }
}

/// What a callee takes as a slice is an array or a vector of the caller: so are the versions of it, and what is read of them.
fn retype(graph: &mut Graph, region: RegionId) {
    for node in graph[region].nodes.clone() {
        let first = graph[node].args.first().map(|&first| graph.ty(first).clone());
        match graph[node].op.clone() {
            Op::For(_) | Op::While { .. } => {
                let carried = Carried::of(graph, node).expect("a loop");
                let types = graph.types(&carried.initial);
                let inside = graph[node].op.regions();
                for &region in &inside {
                    let first = carried.first_param(region);
                    for (k, ty) in types.iter().enumerate() {
                        let param = graph[region].params[first + k];
                        graph[param].ty = ty.clone();
                    }
                }
                inside.into_iter().for_each(|region| retype(graph, region));
                if let Ty::Tuple(all) = &mut graph[node].ty {
                    all[..types.len()].clone_from_slice(&types);
                }
            }
            Op::If { then, otherwise } => {
                retype(graph, then);
                retype(graph, otherwise);
                graph[node].ty = Ty::Tuple(graph.types(&graph[then].results));
            }
            Op::Call(call) => {
                let args = graph.types(&graph[node].args);
                graph[node].ty = call.with_places(graph.ty(node), |position| args[position].clone());
            }
            Op::Result(k) => {
                if let Some(Ty::Tuple(types)) = first {
                    graph[node].ty = types[k as usize].clone();
                }
            }
            Op::Store(_) | Op::Accumulate(_) | Op::Append(_) | Op::Truncate(..) | Op::Lengthen(..) => {
                graph[node].ty = first.expect("the whole");
            }
            Op::Load(steps) if steps.iter().all(|step| matches!(step, Step::Index(()))) => {
                if let Some(ty) = first.as_ref().and_then(|whole| whole.at_depth(steps.len())) {
                    graph[node].ty = ty.clone();
                }
            }
            _ => {}
        }
    }
}
