//! Each rule alone: where it applies, where it must not, and that it is exact.

mod floats;
mod integers;
mod structures;

use crate::ir::build::Builder;
use crate::ir::print::print;
use crate::ir::*;

/// A builder that may leave out simplification.
struct Maker {
    builder: Builder,
    plain: bool,
    float: Float,
}

impl Maker {
    fn make(&mut self, op: Op, args: &[NodeId], ty: Ty) -> NodeId {
        if !self.plain {
            return self.builder.add(op, args.to_vec(), ty);
        }
        let (graph, region) = (&mut self.builder.graph, RegionId(0));
        let id = NodeId(graph.nodes.len() as u32);
        graph.nodes.push(Node {
            op,
            args: args.to_vec(),
            ty,
            region,
            span: Span::call_site(),
            name: None,
        });
        graph[region].nodes.push(id);
        id
    }

    fn p(&mut self, primitive: Primitive, args: &[NodeId]) -> NodeId {
        let ty = Ty::Float(self.float);
        self.make(Op::Primitive(primitive, Dialect::Std), args, ty)
    }

    fn c(&mut self, value: f64) -> NodeId {
        let constant = Const::float(self.float, value);
        self.make(Op::Const(constant), &[], constant.ty())
    }

    fn integer(&mut self, op: Integer, a: NodeId, b: NodeId) -> NodeId {
        let ty = self.builder.graph.ty(a).clone();
        self.make(Op::Integer(op), &[a, b], ty)
    }

    fn int(&mut self, int: Int, value: i128) -> NodeId {
        self.make(Op::Const(Const::Int(int, value)), &[], Ty::Int(int))
    }

    fn compare(&mut self, comparison: Comparison, a: NodeId, b: NodeId) -> NodeId {
        self.make(Op::Compare(comparison), &[a, b], Ty::Bool)
    }

    fn not(&mut self, a: NodeId) -> NodeId {
        let ty = self.builder.graph.ty(a).clone();
        self.make(Op::Not, &[a], ty)
    }
}

type Expression<'a> = &'a dyn Fn(&mut Maker, &[NodeId]) -> NodeId;

fn graph(params: &[Ty], float: Float, plain: bool, expression: Expression) -> Graph {
    let mut maker = Maker {
        builder: Builder::new(),
        plain,
        float,
    };
    let params: Vec<NodeId> = params.iter().map(|ty| maker.builder.param(ty.clone())).collect();
    let result = expression(&mut maker, &params);
    maker.builder.finish(vec![result])
}

/// The result of a graph: the definition of its node, or the constant or parameter that it is.
fn result(graph: &Graph) -> String {
    let text = print(graph);
    let result = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("return "))
        .expect("a result")
        .to_string();
    let definition = text
        .lines()
        .find_map(|line| line.trim().strip_prefix(&format!("{result}: ")));
    definition
        .and_then(|line| line.split_once(" = "))
        .map_or(result, |(_, definition)| definition.to_string())
}
