//! Which parts of each struct are read, and what is known of their types.

use super::derivative::Derivatives;
use super::{keys, split, Key, Known, Parts};
use crate::ir::build::Builder;
use crate::ir::{Graph, NodeId, Op, Step};
use crate::tables::HashMap;
use crate::transform::flow::{subtree, Carried};

/// The steps to each argument of each struct that is written out.
pub(super) type Literals = HashMap<NodeId, Vec<Vec<Key>>>;

pub(super) fn literals(builder: &mut Builder) -> Literals {
    let mut literals = HashMap::default();
    for k in 0..builder.graph.nodes.len() as u32 {
        let Op::Struct(literal) = builder.graph[NodeId(k)].op.clone() else {
            continue;
        };
        let leaves = literal.leaves(&mut |k| builder.number(k));
        literals.insert(NodeId(k), leaves.iter().map(|steps| keys(steps)).collect());
    }
    literals
}

pub(super) struct Demand<'g> {
    pub(super) graph: &'g Graph,
    literals: &'g Literals,
    derivatives: &'g Derivatives,
    of: HashMap<NodeId, Parts<Option<Known>>>,
    changed: bool,
}

impl<'g> Demand<'g> {
    /// All that is asked for; `None` if a struct is used as a whole.
    pub fn of(
        graph: &'g Graph,
        (literals, derivatives): (&'g Literals, &'g Derivatives),
        results: &[NodeId],
    ) -> Option<Demand<'g>> {
        let mut demand = Demand {
            graph,
            literals,
            derivatives,
            of: HashMap::default(),
            changed: true,
        };
        if results.iter().any(|&result| graph.ty(result).has_struct()) {
            return None;
        }
        let mut nodes: Vec<NodeId> = subtree(graph, graph.root)
            .into_iter()
            .flat_map(|region| graph[region].nodes.clone())
            .collect();
        nodes.reverse();
        // A struct that holds itself would have no end of parts: there are none without a pointer, which is no field here.
        while std::mem::replace(&mut demand.changed, false) {
            for &node in &nodes {
                demand.node(node)?;
            }
        }
        Some(demand)
    }

    /// The parts of a value that are asked for.
    pub fn parts(&self, node: NodeId) -> Parts<Option<Known>> {
        self.of.get(&node).cloned().unwrap_or_default()
    }

    pub(super) fn ask(&mut self, node: NodeId, part: Vec<Key>, known: Option<Known>) {
        let parts = self.of.entry(node).or_default();
        match parts.get_mut(&part) {
            None => {
                parts.insert(part, known);
                self.changed = true;
            }
            // The type of the whole part says most.
            Some(before) => {
                if known.is_some_and(|known| {
                    let better = before.as_ref().is_none_or(|before| known.depth < before.depth);
                    if better {
                        *before = Some(known);
                    }
                    better
                }) {
                    self.changed = true;
                }
            }
        }
    }

    fn ask_all(&mut self, node: NodeId, parts: Parts<Option<Known>>) {
        if self.graph.ty(node).has_struct() {
            parts.into_iter().for_each(|(part, known)| self.ask(node, part, known));
        }
    }

    /// Asks the arguments for what is asked of a node.
    fn node(&mut self, node: NodeId) -> Option<()> {
        let graph = self.graph;
        let n = &graph[node];
        let asked = self.parts(node);
        match &n.op {
            Op::Load(steps) => {
                let (whole, steps) = (n.args[0], keys(steps));
                if !graph.ty(whole).has_struct() {
                    return Some(());
                }
                if n.ty.has_struct() {
                    for (part, known) in asked {
                        self.ask(whole, [&steps[..], &part].concat(), known);
                    }
                    return Some(());
                }
                let (path, depth) = split(&steps);
                let ty = n.ty.clone();
                self.ask(whole, path.to_vec(), Some(Known { depth, ty }));
            }
            // How many there are, the parts say that are asked for anyway.
            Op::Len(_) if graph.ty(n.args[0]).has_struct() => {}
            Op::Store(steps) if n.ty.has_struct() => self.written(n.args[0], &keys(steps), &n.args, asked),
            Op::Append(steps) if n.ty.has_struct() => {
                let steps = [&keys(steps)[..], &[Key::Index]].concat();
                self.written(n.args[0], &steps, &n.args, asked);
            }
            Op::Truncate(steps, _) if n.ty.has_struct() && (steps.is_empty() || is_part(steps)) => {
                self.ask_all(n.args[0], asked);
            }
            Op::Struct(_) => {
                for (k, path) in self.literals[&node].iter().enumerate() {
                    let inside = asked.iter().filter(|(part, _)| part.starts_with(path));
                    let inside: Parts<_> = inside
                        .map(|(part, known)| (part[path.len()..].to_vec(), known.clone()))
                        .collect();
                    self.ask_all(n.args[k], inside);
                }
            }
            Op::Array | Op::Repeat if n.ty.has_struct() => {
                let inside: Parts<_> = asked
                    .iter()
                    .map(|(part, known)| (part[1..].to_vec(), known.clone()))
                    .collect();
                let elements = if n.op == Op::Array { n.args.len() } else { 1 };
                for &element in &n.args[..elements] {
                    self.ask_all(element, inside.clone());
                }
            }
            Op::ToVec => self.ask_all(n.args[0], asked),
            Op::If { then, otherwise } => {
                for (k, result) in graph.results(node) {
                    for region in [then, otherwise] {
                        self.ask_all(graph[*region].results[k], self.parts(result));
                    }
                }
            }
            Op::For(_) | Op::While { .. } => self.carried(node),
            Op::Call(_) if self.derivatives.contains_key(&node) => {
                let derivatives = self.derivatives;
                self.derivative(node, &derivatives[&node]);
            }
            Op::Reserve | Op::Fill | Op::Result(_) => {}
            _ => {
                let whole = n.args.iter().chain([&node]);
                if whole.into_iter().any(|&value| graph.ty(value).has_struct()) {
                    return None;
                }
            }
        }
        Some(())
    }

    /// A value is written at these steps: it is asked for what is asked of that place.
    fn written(&mut self, whole: NodeId, steps: &[Key], args: &[NodeId], asked: Parts<Option<Known>>) {
        let value = args[args.len() - 1];
        let (path, depth) = split(steps);
        for (part, known) in asked {
            if part == path && !self.graph.ty(value).has_struct() {
                let ty = self.graph.ty(value).clone();
                self.ask(whole, part.clone(), Some(Known { depth, ty }));
            }
            if let Some(rest) = part.strip_prefix(steps) {
                if self.graph.ty(value).has_struct() {
                    self.ask(value, rest.to_vec(), known.clone());
                }
            }
            self.ask(whole, part, known);
        }
    }

    /// All versions of what a loop carries have the same parts.
    fn carried(&mut self, owner: NodeId) {
        let graph = self.graph;
        let carried = Carried::of(graph, owner).expect("a loop");
        let tested = match graph[owner].op {
            Op::While { condition, .. } => graph[condition].params.clone(),
            _ => vec![],
        };
        for k in 0..carried.initial.len() {
            if !graph.ty(carried.initial[k]).has_struct() {
                continue;
            }
            let result = graph.find_result(owner, k);
            let versions: Vec<NodeId> = [carried.params[k], carried.initial[k], carried.next[k]]
                .into_iter()
                .chain(tested.get(k).copied())
                .chain(result)
                .collect();
            let readers = versions
                .iter()
                .filter(|&&version| version != carried.initial[k] && version != carried.next[k]);
            let all: Vec<_> = readers.map(|&version| self.parts(version)).collect();
            for parts in all {
                versions
                    .iter()
                    .for_each(|&version| self.ask_all(version, parts.clone()));
            }
        }
    }
}

/// Whether the steps lead to a part, and not into one.
fn is_part(steps: &[Step]) -> bool {
    matches!(steps.last(), Some(Step::Field(_)))
}
