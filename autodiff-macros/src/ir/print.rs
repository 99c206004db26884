//! Prints a graph as indented text. Nodes are numbered in the order of printing, so that the text depends on the graph
//! alone and not on how it was made.
//!
//! ```text
//! fn(v0 x: [f64]) {
//!     v1: usize = len v0
//!     v2: (f64) = for v3 i in 0..v1 step 1, v4 sum = 0.0 {
//!         v5: f64 = load v0[v3]
//!         v6 sum: f64 = add v4, v5
//!         yield v6
//!     }
//!     …
//! ```

use super::*;
use crate::tables::HashMap;
use std::fmt::Write;

pub fn print(graph: &Graph) -> String {
    let mut printer = Printer {
        graph,
        text: String::new(),
        numbers: HashMap::default(),
        regions: HashMap::default(),
    };
    printer.function("fn", graph.root);
    if let Some(pullback) = graph.pullback {
        printer.function("pullback", pullback);
    }
    printer.text
}

struct Printer<'a> {
    graph: &'a Graph,
    text: String,
    numbers: HashMap<NodeId, usize>,
    /// Mirrored regions by the order in which they were printed.
    regions: HashMap<RegionId, usize>,
}

impl Printer<'_> {
    fn function(&mut self, word: &str, region: RegionId) {
        let params: Vec<String> = self.graph[region]
            .params
            .iter()
            .map(|&param| self.define_typed(param))
            .collect();
        let opening = format!("{word}({}) ", params.join(", "));
        self.text += &opening;
        self.region(region, 0, "return");
        self.text.push('\n');
    }

    /// `{ … }`, from the brace to the brace.
    fn region(&mut self, id: RegionId, depth: usize, word: &str) {
        let graph = self.graph;
        let region = &graph[id];
        let number = self.regions.len();
        self.regions.insert(id, number);
        self.text.push('{');
        let mirrored = graph.regions.iter().any(|region| region.mirror == Some(id));
        if mirrored {
            write!(self.text, " // r{number}").expect("a string takes all");
        }
        if let Some(mirror) = region.mirror {
            match self.regions.get(&mirror) {
                Some(number) => write!(self.text, " // mirrors r{number}"),
                None => write!(self.text, " // mirrors {mirror:?}?"),
            }
            .expect("a string takes all");
        }
        self.text.push('\n');
        for &node in &region.nodes {
            self.node(node, depth + 1);
        }
        if !region.results.is_empty() {
            let results = self.uses(&region.results);
            self.line(depth + 1, &format!("{word} {results}\n"));
        }
        self.line(depth, "}");
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.text += &"    ".repeat(depth);
        self.text += text;
    }

    fn node(&mut self, id: NodeId, depth: usize) {
        let graph = self.graph;
        let node = &graph[id];
        if let Op::Const(_) = node.op {
            // Shown where it is used.
            return;
        }
        let definition = self.define_typed(id);
        self.line(depth, &format!("{definition} = "));
        match &node.op {
            Op::If { then, otherwise } => {
                let condition = self.use_of(node.args[0]);
                self.text += &format!("if {condition} ");
                self.region(*then, depth, "yield");
                self.text += " else ";
                self.region(*otherwise, depth, "yield");
            }
            Op::For(f) => {
                self.for_header(f, &node.args);
                self.region(f.body, depth, "yield");
            }
            Op::While { condition, body, exits } => {
                let carried = self.carried(&graph[*condition].params, &node.args);
                self.text += &format!("while {carried} ");
                self.region(*condition, depth, "yield");
                let carried = self.carried(&graph[*body].params, &[]);
                let go_on = if *exits { ", exits" } else { "" };
                self.text += &format!(" do {carried}{go_on} ");
                self.region(*body, depth, "yield");
            }
            _ => {
                let application = self.application(node);
                self.text += &application;
            }
        }
        self.text.push('\n');
    }

    /// `for v3 i in 0..v1 step 1, v4 sum = v2 `
    fn for_header(&mut self, f: &For, args: &[NodeId]) {
        let params = &self.graph[f.body].params;
        let (index, carried) = params
            .split_first()
            .map_or((None, &[][..]), |(index, rest)| (Some(*index), rest));
        let index = index.map_or("?".to_string(), |index| self.define(index));
        let [low, high, step] = [0, 1, 2].map(|k| args.get(k).map_or("?".to_string(), |&arg| self.use_of(arg)));
        let range = if f.inclusive { "..=" } else { ".." };
        let descending = if f.descending { " descending" } else { "" };
        let exits = if f.exits { ", exits" } else { "" };
        let carried = self.carried(carried, args.get(3..).unwrap_or(&[]));
        let comma = if carried.is_empty() { "" } else { ", " };
        self.text += &format!("for {index} in {low}{range}{high} step {step}{descending}{exits}{comma}{carried} ");
    }

    /// `v4 sum = v2, v5 = v3`
    fn carried(&mut self, params: &[NodeId], initial: &[NodeId]) -> String {
        let mut parts = vec![];
        for (k, &param) in params.iter().enumerate() {
            let initial = initial
                .get(k)
                .map_or(String::new(), |&value| format!(" = {}", self.use_of(value)));
            parts.push(self.define(param) + &initial);
        }
        parts.join(", ")
    }

    fn application(&self, node: &Node) -> String {
        let args = self.uses(&node.args);
        let name = match &node.op {
            Op::Path(tokens) => return format!("path `{}`", self.graph[*tokens]),
            Op::Primitive(primitive, Dialect::Std) => primitive.row().name.to_string(),
            Op::Primitive(primitive, Dialect::Libm) => format!("libm::{}", primitive.row().name),
            Op::Load(steps) => return format!("load {}", self.place(steps, &node.args)),
            Op::Len(steps) => return format!("len {}", self.place(steps, &node.args)),
            Op::Store(steps) | Op::Accumulate(steps) if !node.args.is_empty() => {
                let (value, place) = node.args.split_last().expect("not empty");
                let (word, sign) = if matches!(node.op, Op::Store(_)) {
                    ("store", "=")
                } else {
                    ("accumulate", "+=")
                };
                return format!("{word} {} {sign} {}", self.place(steps, place), self.use_of(*value));
            }
            Op::Append(steps) | Op::Truncate(steps, _) | Op::Lengthen(steps, _) if !node.args.is_empty() => {
                let (value, place) = node.args.split_last().expect("not empty");
                let word = match node.op {
                    Op::Append(_) => "append",
                    Op::Truncate(..) => "truncate",
                    _ => "lengthen",
                };
                return format!("{word} {} with {}", self.place(steps, place), self.use_of(*value));
            }
            Op::Result(k) => return format!("{args}.{k}"),
            Op::Call(call) => {
                let half = format!("{:?}", call.half).to_lowercase();
                let active = if call.active.is_empty() {
                    String::new()
                } else {
                    format!(" active {:?}", call.active)
                };
                let places: Vec<u32> = call.in_place.iter().map(|place| place.position).collect();
                let in_place = if places.is_empty() {
                    String::new()
                } else {
                    format!(" in place {places:?}")
                };
                return format!("call {half} `{}`({args}){active}{in_place}", self.graph[call.callee]);
            }
            Op::Macro(kept) => {
                let diverges = if kept.diverges { " diverges" } else { "" };
                return format!("macro `{}`({args}){diverges}", self.graph[kept.path]);
            }
            Op::Struct(literal) => {
                let fields = literal.fields.iter().map(|(name, _)| self.graph[*name].to_string());
                let fields = fields.collect::<Vec<_>>().join(", ");
                return format!("struct `{}` {{{fields}}} {args}", self.graph[literal.path]);
            }
            Op::Integer(operation) => format!("int {operation:?}").to_lowercase(),
            Op::Method(method) => format!("int.{method:?}").to_lowercase(),
            Op::Compare(comparison) => format!("{comparison:?}").to_lowercase(),
            Op::Test(test) => format!("{test:?}").to_lowercase(),
            other => format!("{other:?}").to_lowercase(),
        };
        if args.is_empty() {
            name
        } else {
            format!("{name} {args}")
        }
    }

    /// `v1[v2].x[v3]`
    fn place(&self, steps: &[Step], args: &[NodeId]) -> String {
        let mut parts = args.iter().map(|&arg| self.use_of(arg));
        let mut place = parts.next().unwrap_or_default();
        for step in steps {
            place += &match step {
                Step::Index(()) => format!("[{}]", parts.next().unwrap_or_default()),
                Step::Field(name) => format!(".{}", self.graph[*name]),
            };
        }
        place
    }

    fn uses(&self, nodes: &[NodeId]) -> String {
        nodes
            .iter()
            .map(|&node| self.use_of(node))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// A constant as its value, another node by its number; `?v7` for one that has not been defined.
    fn use_of(&self, id: NodeId) -> String {
        match (self.graph.constant(id), self.numbers.get(&id)) {
            (Some(constant), _) => literal(constant),
            (None, Some(number)) => format!("v{number}"),
            (None, None) => format!("?{id:?}"),
        }
    }

    /// Numbers a node: `v3 sum`.
    fn define(&mut self, id: NodeId) -> String {
        let number = self.numbers.len();
        let number = *self.numbers.entry(id).or_insert(number);
        match &self.graph[id].name {
            Some(name) => format!("v{number} {}", name.text),
            None => format!("v{number}"),
        }
    }

    fn define_typed(&mut self, id: NodeId) -> String {
        let definition = self.define(id);
        format!("{definition}: {}", self.ty(self.graph.ty(id)))
    }

    fn ty(&self, ty: &Ty) -> String {
        match ty {
            Ty::Float(float) => float.name().to_string(),
            Ty::Int(int) => int.name().to_string(),
            Ty::Bool => "bool".to_string(),
            Ty::Ordering => "Ordering".to_string(),
            Ty::Array(element, Len::Fixed(len)) => format!("[{}; {len}]", self.ty(element)),
            Ty::Array(element, Len::Const(tokens)) => format!("[{}; {}]", self.ty(element), self.graph[*tokens]),
            Ty::Slice(element) => format!("[{}]", self.ty(element)),
            Ty::Vec(element) => format!("Vec<{}>", self.ty(element)),
            Ty::Struct(name) => match self.graph.parts(ty) {
                Some(parts) => self.ty(&Ty::Tuple(parts.to_vec())),
                None => self.graph[*name].to_string(),
            },
            Ty::Tangent(name) => format!("d{}", self.ty(&Ty::Struct(*name))),
            Ty::Tuple(types) => {
                let types: Vec<String> = types.iter().map(|ty| self.ty(ty)).collect();
                format!("({})", types.join(", "))
            }
        }
    }
}

fn literal(constant: &Const) -> String {
    match constant {
        Const::F64(bits) => format!("{:?}", f64::from_bits(*bits)),
        Const::Param(name, bits) => format!("{:?}{name}", f64::from_bits(*bits)),
        Const::F32(bits) => format!("{:?}f32", f32::from_bits(*bits)),
        Const::Int(Int::Inferred | Int::Usize, value) => value.to_string(),
        Const::Int(int, value) => format!("{value}{}", int.name()),
        Const::Bool(value) => value.to_string(),
        Const::Ordering(ordering) => format!("{ordering:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::build::Builder;

    #[test]
    fn text_does_not_depend_on_how_the_graph_was_made() {
        let make = |detour: bool| {
            let mut b = Builder::new();
            let (x, n) = (b.param(Ty::Slice(Box::new(Ty::Float(Float::F64)))), b.param(Ty::USIZE));
            b.name(x, "x", true);
            let zero = b.float(Float::F64, 0.0);
            if detour {
                b.int(Int::I64, 7);
            }
            let (from, one) = (b.int(Int::Usize, 0), b.int(Int::Usize, 1));
            let body = b.enter();
            let (i, sum) = (b.param(Ty::USIZE), b.param(Ty::Float(Float::F64)));
            b.name(sum, "sum", true);
            let element = b.load(x, &[i]);
            let next = b.primitive(Primitive::Add, Dialect::Std, vec![sum, element]);
            b.leave(vec![next]);
            let f = For {
                body,
                inclusive: false,
                descending: false,
                exits: false,
            };
            let ty = Ty::Tuple(vec![Ty::Float(Float::F64)]);
            let owner = b.add(Op::For(f), vec![from, n, one, zero], ty);
            let results = b.results(owner);
            print(&b.finish(results))
        };
        assert_eq!(make(false), make(true));
        assert_eq!(
            make(false),
            "\
fn(v0 x: [f64], v1: usize) {
    v2: (f64) = for v3 in 0..v1 step 1, v4 sum = 0.0 {
        v5: f64 = load v0[v3]
        v6: f64 = add v4, v5
        yield v6
    }
    v7: f64 = v2.0
    return v7
}
"
        );
    }
}
