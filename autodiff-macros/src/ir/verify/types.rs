//! The types of arguments and results, op by op.

use super::ensure;
use crate::ir::{
    Bound, Call, Dialect, For, Graph, Half, Int, IntMethod, Integer, Node, NodeId, Op, RegionId, Shape, Ty,
};
use crate::primitives::{Notation, Primitive};

const U32: Ty = Ty::Int(Int::U32);

pub fn check(graph: &Graph, id: NodeId) -> Result<(), String> {
    let node = &graph[id];
    let checker = Checker { graph, id, node };
    if !matches!(node.op, Op::Result(_)) {
        let tuple = node.args.iter().find(|&&arg| matches!(graph.ty(arg), Ty::Tuple(_)));
        ensure(tuple.is_none(), || format!("{tuple:?} is a tuple"))?;
    }
    let several = matches!(
        node.op,
        Op::If { .. } | Op::For(_) | Op::While { .. } | Op::Call(_) | Op::Push | Op::Pop | Op::Macro(_)
    );
    let diverges = matches!(&node.op, Op::Macro(kept) if kept.diverges);
    let tuple = matches!(node.ty, Ty::Tuple(_));
    ensure(tuple == several || diverges, || format!("has the type {:?}", node.ty))?;
    checker.slice(id)?;
    checker.op()
}

pub(super) struct Checker<'a> {
    pub(super) graph: &'a Graph,
    id: NodeId,
    pub(super) node: &'a Node,
}

impl Checker<'_> {
    pub(super) fn arg(&self, k: usize) -> &Ty {
        self.graph.ty(self.node.args[k])
    }

    pub(super) fn args(&self) -> Vec<Ty> {
        self.types(&self.node.args)
    }

    pub(super) fn types(&self, nodes: &[NodeId]) -> Vec<Ty> {
        nodes.iter().map(|&node| self.graph.ty(node).clone()).collect()
    }

    pub(super) fn arity(&self, arity: usize) -> Result<(), String> {
        let found = self.node.args.len();
        ensure(found == arity, || format!("has {found} arguments instead of {arity}"))
    }

    pub(super) fn at_least(&self, arity: usize) -> Result<(), String> {
        let found = self.node.args.len();
        ensure(found >= arity, || format!("has {found} arguments, fewer than {arity}"))
    }

    /// That the node has this type.
    pub(super) fn gives(&self, ty: &Ty) -> Result<(), String> {
        ensure(alike(&self.node.ty, ty), || {
            format!("has the type {:?} instead of {ty:?}", self.node.ty)
        })
    }

    pub(super) fn takes(&self, k: usize, ty: &Ty) -> Result<(), String> {
        ensure(alike(self.arg(k), ty), || {
            format!("argument {k} has the type {:?} instead of {ty:?}", self.arg(k))
        })
    }

    pub(super) fn takes_int(&self, k: usize) -> Result<Int, String> {
        match self.arg(k) {
            Ty::Int(int) => Ok(*int),
            other => Err(format!("argument {k} has the type {other:?}, which is no integer")),
        }
    }

    pub(super) fn takes_array(&self, k: usize) -> Result<(), String> {
        ensure(self.arg(k).is_array(), || {
            format!("argument {k} has the type {:?}, which is no array", self.arg(k))
        })
    }

    /// Slices are borrowed: in the primal they are parameters of the function, constants, parts of arrays, or versions of a
    /// parameter in place.
    pub(super) fn slice(&self, id: NodeId) -> Result<(), String> {
        let primal = self.graph.encloses(self.graph.root, self.node.region);
        let parameter = self.node.op == Op::Param && self.graph[self.graph.root].params.contains(&id);
        let constant = matches!(self.node.op, Op::Path(_) | Op::Slice(_) | Op::Load(_));
        let version = self
            .graph
            .in_place
            .iter()
            .any(|&place| *self.graph.ty(place) == self.node.ty);
        // What a joint loop accumulates into in the primal.
        let adjoint = self.graph.pullback.is_some();
        let slice = matches!(self.node.ty, Ty::Slice(_));
        ensure(!slice || !primal || parameter || constant || version || adjoint, || {
            "is a slice, but no parameter of the function".into()
        })
    }

    pub(super) fn op(&self) -> Result<(), String> {
        let node = self.node;
        match &node.op {
            Op::Param => self.arity(0),
            Op::Const(constant) => {
                self.arity(0)?;
                self.gives(&constant.ty())
            }
            Op::Path(tokens) => {
                self.arity(0)?;
                ensure((tokens.0 as usize) < self.graph.tokens.len(), || "has no tokens".into())
            }
            Op::Primitive(primitive, dialect) => self.primitive(*primitive, *dialect),
            Op::Integer(operation) => self.integer(*operation),
            Op::Negate => {
                self.arity(1)?;
                self.takes_int(0)?;
                self.gives(self.arg(0))
            }
            Op::Not => {
                self.arity(1)?;
                if *self.arg(0) != Ty::Bool {
                    self.takes_int(0)?;
                }
                self.gives(self.arg(0))
            }
            Op::Method(method) => self.method(*method),
            Op::Compare(_) => {
                self.arity(2)?;
                self.takes(1, self.arg(0))?;
                let comparable = !self.arg(0).is_whole();
                ensure(comparable, || "compares arrays".into())?;
                self.gives(&Ty::Bool)
            }
            Op::TotalCompare => {
                self.arity(2)?;
                self.takes(1, self.arg(0))?;
                ensure(self.arg(0).float().is_some(), || "compares no floats".into())?;
                self.gives(&Ty::Ordering)
            }
            Op::Test(_) => {
                self.arity(1)?;
                ensure(self.arg(0).float().is_some(), || "tests no float".into())?;
                self.gives(&Ty::Bool)
            }
            Op::Cast => {
                self.arity(1)?;
                let possible = matches!(
                    (self.arg(0), &node.ty),
                    (Ty::Float(_) | Ty::Int(_) | Ty::Struct(_), Ty::Float(_) | Ty::Int(_))
                        | (Ty::Bool | Ty::Ordering, Ty::Int(_))
                );
                ensure(possible, || format!("casts {:?} to {:?}", self.arg(0), node.ty))
            }
            Op::Fill => self.arity(0),
            Op::Struct(literal) => {
                let shapes = literal.fields.iter().map(|(_, shape)| shape.leaves());
                self.arity(shapes.sum())?;
                ensure(matches!(node.ty, Ty::Struct(_)), || "is no struct".into())
            }
            Op::Array
            | Op::Repeat
            | Op::Zeros
            | Op::Load(_)
            | Op::Store(_)
            | Op::Accumulate(_)
            | Op::Len(_)
            | Op::Sum => self.array(),
            Op::Reserve => {
                self.arity(1)?;
                self.takes(0, &Ty::USIZE)?;
                ensure(matches!(node.ty, Ty::Vec(_)), || "is no vector".into())
            }
            Op::ToVec => self.to_vec(),
            Op::Append(steps) | Op::Truncate(steps, _) | Op::Lengthen(steps, _) => self.resize(steps),
            Op::Slice(steps) => {
                let element = self.place(steps, 2, &node.ty)?.element().cloned();
                (1..node.args.len()).try_for_each(|k| self.takes(k, &Ty::USIZE))?;
                let element = element.ok_or("takes a part of what is no array")?;
                self.gives(&Ty::Slice(Box::new(element)))
            }
            Op::Bound(bound) => {
                let arity = if *bound == Bound::Size { 1 } else { 2 };
                self.arity(arity)?;
                (0..arity).try_for_each(|k| self.takes(k, &Ty::USIZE))?;
                self.gives(&Ty::USIZE)
            }
            Op::If { then, otherwise } => self.branch(*then, *otherwise),
            Op::For(f) => self.for_loop(f),
            Op::While { condition, body, exits } => self.while_loop(*condition, *body, *exits),
            Op::Result(k) => {
                self.arity(1)?;
                let Ty::Tuple(types) = self.arg(0) else {
                    return Err("projects no tuple".into());
                };
                let ty = types
                    .get(*k as usize)
                    .ok_or_else(|| format!("there are only {} results", types.len()))?;
                self.gives(ty)
            }
            Op::Call(call) => self.call(call),
            Op::Push => self.gives(&Ty::UNIT),
            Op::Pop => self.arity(0),
            Op::Macro(kept) => {
                self.arity(kept.shapes.iter().map(Shape::leaves).sum())?;
                ensure(kept.pieces.len() == kept.shapes.len() + 1, || {
                    "has no piece on each side of an expression".into()
                })?;
                ensure(kept.diverges || node.ty == Ty::UNIT, || "gives a value".into())
            }
        }
    }

    pub(super) fn primitive(&self, primitive: Primitive, dialect: Dialect) -> Result<(), String> {
        let row = primitive.row();
        self.arity(row.arity)?;
        ensure(self.arg(0).float().is_some(), || "argument 0 is no float".into())?;
        for k in 1..row.arity {
            if primitive == Primitive::Powi {
                self.takes(k, &Ty::Int(Int::I32))?;
            } else {
                self.takes(k, self.arg(0))?;
            }
        }
        match dialect {
            Dialect::Std => ensure(row.notation != Notation::LibmOnly, || {
                "is not in the standard library".into()
            })?,
            Dialect::Libm => ensure(row.libm.is_some(), || "is not in libm".into())?,
        }
        self.gives(self.arg(0))
    }

    pub(super) fn integer(&self, operation: Integer) -> Result<(), String> {
        self.arity(2)?;
        if *self.arg(0) == Ty::Bool {
            let bitwise = matches!(operation, Integer::And | Integer::Or | Integer::Xor);
            ensure(bitwise, || "is no operation on bools".into())?;
            self.takes(1, &Ty::Bool)?;
        } else {
            self.takes_int(0)?;
            match operation {
                Integer::Shl | Integer::Shr => _ = self.takes_int(1)?,
                _ => self.takes(1, self.arg(0))?,
            }
        }
        self.gives(self.arg(0))
    }

    pub(super) fn method(&self, method: IntMethod) -> Result<(), String> {
        use IntMethod::*;
        self.at_least(1)?;
        let int = self.takes_int(0)?;
        let own = Ty::Int(int);
        let (others, result) = match method {
            Abs | Signum => (vec![], own),
            Pow => (vec![U32], own),
            Clamp => (vec![own.clone(), own.clone()], own),
            Min | Max | RemEuclid | DivEuclid | WrappingAdd | WrappingSub | WrappingMul | SaturatingAdd
            | SaturatingSub | SaturatingMul => (vec![own.clone()], own),
            AbsDiff => {
                let unsigned = Int::from_name(&int.name().replacen('i', "u", 1)).unwrap_or(int);
                (vec![own], Ty::Int(unsigned))
            }
            IsPowerOfTwo | IsPositive | IsNegative => (vec![], Ty::Bool),
            CountOnes | LeadingZeros | TrailingZeros | Ilog2 => (vec![], U32),
            RotateLeft | RotateRight | WrappingShl | WrappingShr => (vec![U32], own),
            WrappingNeg | Isqrt | NextPowerOfTwo => (vec![], own),
            DivCeil => (vec![own.clone()], own),
            UnsignedAbs => {
                let unsigned = Int::from_name(&int.name().replacen('i', "u", 1)).unwrap_or(int);
                (vec![], Ty::Int(unsigned))
            }
        };
        self.arity(1 + others.len())?;
        for (k, ty) in others.iter().enumerate() {
            self.takes(k + 1, ty)?;
        }
        self.gives(&result)
    }

    pub(super) fn branch(&self, then: RegionId, otherwise: RegionId) -> Result<(), String> {
        self.arity(1)?;
        self.takes(0, &Ty::Bool)?;
        for side in [then, otherwise] {
            ensure(self.graph[side].params.is_empty(), || {
                format!("{side:?} has parameters")
            })?;
            let results = Ty::Tuple(self.types(&self.graph[side].results));
            ensure(alike(&results, &self.node.ty), || {
                format!("{side:?} yields {results:?} for {:?}", self.node.ty)
            })?;
        }
        Ok(())
    }

    pub(super) fn for_loop(&self, f: &For) -> Result<(), String> {
        self.at_least(3)?;
        let index = Ty::Int(self.takes_int(0)?);
        self.takes(1, &index)?;
        self.takes(2, &Ty::USIZE)?;
        let carried = self.types(&self.node.args[3..]);
        self.params(f.body, [vec![index], carried.clone()].concat())?;
        self.body(f.body, &carried, f.exits)?;
        let count = if f.exits { vec![Ty::USIZE] } else { vec![] };
        self.gives(&Ty::Tuple([carried, count].concat()))
    }

    pub(super) fn while_loop(&self, condition: RegionId, body: RegionId, exits: bool) -> Result<(), String> {
        let carried = self.args();
        self.params(condition, carried.clone())?;
        self.params(body, carried.clone())?;
        let results = self.types(&self.graph[condition].results);
        ensure(results == [Ty::Bool], || format!("the condition yields {results:?}"))?;
        self.body(body, &carried, exits)?;
        self.gives(&Ty::Tuple([carried, vec![Ty::USIZE]].concat()))
    }

    pub(super) fn params(&self, region: RegionId, expected: Vec<Ty>) -> Result<(), String> {
        let params = self.types(&self.graph[region].params);
        ensure(alike(&Ty::Tuple(params.clone()), &Ty::Tuple(expected.clone())), || {
            format!("{region:?} has the parameters {params:?} instead of {expected:?}")
        })
    }

    pub(super) fn body(&self, region: RegionId, carried: &[Ty], exits: bool) -> Result<(), String> {
        let flag = if exits { &[Ty::Bool][..] } else { &[] };
        let expected = [flag, carried].concat();
        let results = self.types(&self.graph[region].results);
        ensure(alike(&Ty::Tuple(results.clone()), &Ty::Tuple(expected.clone())), || {
            format!("{region:?} yields {results:?} instead of {expected:?}")
        })
    }

    pub(super) fn call(&self, call: &Call) -> Result<(), String> {
        let leaves = call.shape.leaves();
        let arity = call.arity as usize;
        let Ty::Tuple(results) = &self.node.ty else {
            return Err("gives no tuple".into());
        };
        let places = call.in_place.iter().map(|place| place.position);
        ensure(places.clone().all(|position| position < call.arity), || {
            "an argument in place is none".into()
        })?;
        ensure(places.clone().zip(places.skip(1)).all(|(a, b)| a < b), || {
            "the arguments in place are not in order".into()
        })?;
        if !call.half.is_reverse() {
            self.arity(arity + call.ends())?;
            ensure(results.len() == leaves + call.in_place.len(), || {
                format!(
                    "gives {} instead of {leaves} leaves and the arguments in place",
                    results.len()
                )
            })?;
            return call
                .in_place
                .iter()
                .zip(&results[leaves..])
                .try_for_each(|(place, ty)| {
                    let argument = self.arg(place.position as usize);
                    ensure(argument == ty && ty.is_differentiable() == place.differentiable, || {
                        format!("leaves {ty:?} in a {argument:?}")
                    })
                });
        }
        let results = match (call.half, &results[..]) {
            (Half::Joint, [results @ .., Ty::Float(_)]) if call.in_place.is_empty() && leaves == 1 => results,
            (Half::Joint, _) => return Err("is joint, but has not one float as its value".into()),
            (_, results) => results,
        };
        let (contributions, places) = results.split_at(call.active.len().min(results.len()));
        ensure(
            contributions.len() == call.active.len() && places.len() == call.adjoints_in_place(),
            || "gives not one adjoint for each active argument".into(),
        )?;
        let buffers = contributions.iter().filter(|ty| ty.is_array()).count();
        self.at_least(call.given() + call.ends() + places.len() + buffers)?;
        let arguments = self.graph.reverse_arguments(self.id);
        ensure(arguments.cotangents.len() <= leaves, || {
            "has more cotangents than leaves".into()
        })?;
        let added = contributions.iter().filter(|ty| ty.is_whole());
        let mutable = arguments
            .in_place
            .iter()
            .zip(places)
            .chain(arguments.buffers.iter().zip(added));
        for (&node, ty) in mutable {
            let found = self.graph.ty(node);
            ensure(alike(found, ty), || format!("writes {ty:?} to {node:?}, a {found:?}"))?;
        }
        for (&position, result) in call.active.iter().zip(contributions) {
            let known = position < call.arity && call.in_place(position).is_none();
            ensure(known, || format!("gives no adjoint of argument {position}"))?;
            let before = (0..position).filter(|&position| call.is_given(position)).count();
            // The derivative of a part of an array is a part of the array's.
            let argument = &self.graph[arguments.given[before]];
            let ty = match argument.op {
                Op::Slice(_) => self.graph.ty(argument.args[0]),
                _ => &argument.ty,
            };
            let ty = &ty.adjoint();
            ensure(alike(result, ty), || {
                format!("gives {result:?} for argument {position}, a {ty:?}")
            })?;
        }
        Ok(())
    }
}

pub(super) fn alike(a: &Ty, b: &Ty) -> bool {
    a.nameless() == b.nameless()
}
