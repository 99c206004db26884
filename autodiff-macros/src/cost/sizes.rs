//! How long loops and arrays are, in the names that the user gave.

use super::polynomial::Polynomial;
use crate::ir::{Graph, Int, Integer, Len, NodeId, Op, Ty};
use crate::tables::HashMap;
use crate::transform::flow::{subtree, Carried};

/// Who has computed a length in more steps than these has a symbol for it.
const STEPS: usize = 6;

/// The lengths in a graph.
pub struct Sizes<'a> {
    graph: &'a Graph,
    /// Loops of which only running tells the length, by the symbols that stand for it.
    unknown: HashMap<NodeId, String>,
}

impl<'a> Sizes<'a> {
    pub fn of(graph: &'a Graph) -> Sizes<'a> {
        let mut unknown: HashMap<NodeId, String> = HashMap::default();
        for region in subtree(graph, graph.root) {
            for &node in &graph[region].nodes {
                let name = match &graph[node].op {
                    Op::For(f) => name_of(graph, graph[f.body].params[0]).unwrap_or_else(|| "for".to_owned()),
                    Op::While { .. } => "while".to_owned(),
                    _ => continue,
                };
                let is_taken = |symbol: &String| unknown.values().any(|taken| taken == symbol);
                let symbols = (1..).map(|k| match k {
                    1 => format!("n({name})"),
                    k => format!("n({name}, {k})"),
                });
                let symbol = symbols
                    .into_iter()
                    .find(|symbol| !is_taken(symbol))
                    .expect("numbers do not end");
                unknown.insert(node, symbol);
            }
        }
        Sizes { graph, unknown }
    }

    /// How often a loop goes round, at most. A loop of the reverse sweep does as often as the one that it undoes.
    pub fn iterations(&self, owner: NodeId) -> Polynomial {
        let graph = self.graph;
        let body = Carried::of(graph, owner).expect("a loop").body;
        let undone = graph[body].mirror.and_then(|region| graph[region].owner);
        if let Some(undone) = undone.filter(|&undone| undone != owner && Carried::of(graph, undone).is_some()) {
            return self.iterations(undone);
        }
        let Op::For(f) = &graph[owner].op else {
            return self.unknown(owner);
        };
        let [low, high, step] = [0, 1, 2].map(|k| self.integer(graph[owner].args[k]));
        match (low, high, step.and_then(|step| step.as_number())) {
            (Some(low), Some(high), Some(1)) => high.minus(&low).plus(&i128::from(f.inclusive).into()),
            (Some(low), Some(high), Some(step)) if step > 1 => {
                let length = high.minus(&low).plus(&i128::from(f.inclusive).into());
                match length.as_number() {
                    Some(length) => (length.saturating_add(step - 1) / step).into(),
                    None => Polynomial::symbol(format!("⌈({length})/{step}⌉")),
                }
            }
            _ => self.unknown(owner),
        }
    }

    fn unknown(&self, owner: NodeId) -> Polynomial {
        Polynomial::symbol(
            self.unknown
                .get(&owner)
                .cloned()
                .unwrap_or_else(|| "n(loop)".to_owned()),
        )
    }

    /// An integer, where it is made of sizes and parameters in a few steps.
    fn integer(&self, node: NodeId) -> Option<Polynomial> {
        self.made(node, STEPS)
    }

    fn made(&self, node: NodeId, steps: usize) -> Option<Polynomial> {
        let n = &self.graph[node];
        let steps = steps.checked_sub(1)?;
        let of = |k: usize| self.made(n.args[k], steps);
        match &n.op {
            Op::Const(constant) => constant.as_int().map(Polynomial::from),
            Op::Path(tokens) => Some(Polynomial::symbol(self.graph[*tokens].to_string())),
            Op::Param if n.region == self.graph.root => name_of(self.graph, node).map(Polynomial::symbol),
            Op::Len(inside) if inside.is_empty() => self.length(n.args[0]),
            Op::Cast if matches!(self.graph.ty(n.args[0]), Ty::Int(_)) => of(0),
            Op::Integer(Integer::Add) => Some(of(0)?.plus(&of(1)?)),
            Op::Integer(Integer::Sub) => Some(of(0)?.minus(&of(1)?)),
            Op::Integer(Integer::Mul) => {
                let (one, other) = (of(0)?, of(1)?);
                (one.degree() + other.degree() <= STEPS).then(|| one.times(&other))
            }
            Op::Integer(Integer::Div) => {
                let (above, below) = (of(0)?, of(1)?);
                match (above.as_number(), below.as_number()) {
                    (Some(above), Some(below)) => above.checked_div(below).map(Polynomial::from),
                    _ => Some(Polynomial::symbol(format!("⌊({above})/({below})⌋"))),
                }
            }
            _ => None,
        }
    }

    /// How many elements an array, slice or vector has.
    pub fn length(&self, node: NodeId) -> Option<Polynomial> {
        let graph = self.graph;
        match graph.ty(node) {
            Ty::Array(_, len) => Some(self.fixed(len)),
            _ if graph[node].op == Op::Param && graph[node].region == graph.root => {
                name_of(graph, node).map(|name| Polynomial::symbol(format!("{name}.len()")))
            }
            _ => match &graph[node].op {
                Op::ToVec | Op::Store(_) | Op::Accumulate(_) => self.length(graph[node].args[0]),
                Op::Repeat if graph[node].args.len() == 2 => self.integer(graph[node].args[1]),
                _ => None,
            },
        }
    }

    fn fixed(&self, len: &Len) -> Polynomial {
        match len {
            Len::Fixed(count) => (*count as i128).into(),
            Len::Const(tokens) => Polynomial::symbol(self.graph[*tokens].to_string()),
        }
    }

    /// How many numbers there are in a value.
    pub fn elements(&self, node: NodeId) -> Polynomial {
        let (mut ty, mut count) = (self.graph.ty(node), Polynomial::from(1));
        let mut outermost = self.length(node);
        loop {
            let (element, length) = match ty {
                Ty::Array(element, len) => (element, Some(self.fixed(len))),
                Ty::Slice(element) | Ty::Vec(element) => (element, outermost),
                _ => return count,
            };
            let symbol = || Polynomial::symbol(format!("{}.len()", name_of(self.graph, node).unwrap_or_default()));
            count = count.times(&length.unwrap_or_else(symbol));
            (ty, outermost) = (element, None);
        }
    }

    /// The stack of the tape that numbers of this type lie on, and how many bytes one takes there; none of what is no number.
    pub fn on_tape(&self, ty: &Ty) -> Option<(usize, Polynomial)> {
        use crate::ir::Float;
        Some(match ty {
            Ty::Float(Float::F64) => (0, 8.into()),
            Ty::Float(Float::F32) => (1, 4.into()),
            Ty::Float(Float::Param(name)) => (0, Polynomial::symbol(format!("size_of::<{name}>()"))),
            Ty::Int(Int::I8 | Int::U8) | Ty::Bool | Ty::Ordering => (3, 1.into()),
            Ty::Int(Int::I128 | Int::U128) => (2, 16.into()),
            Ty::Int(_) => (2, 8.into()),
            _ => return None,
        })
    }
}

/// The user's name for a value.
pub fn name_of(graph: &Graph, node: NodeId) -> Option<String> {
    graph[node].name.as_ref().map(|name| name.text.clone())
}
