//! Random well-typed graphs: branches, loops with exits, arrays, casts, three regions deep.

use super::rng::Rng;
use crate::ir::build::Builder;
use crate::ir::evaluate::{Scalar, Value};
use crate::ir::*;
use crate::primitives::Primitive;
use proc_macro2::Span;

pub const F64: Ty = Ty::Float(Float::F64);
pub const F32: Ty = Ty::Float(Float::F32);
pub const I32: Ty = Ty::Int(Int::I32);

const DEPTH: usize = 3;

/// `[f64; 3]`
pub fn vector() -> Ty {
    Ty::Array(Box::new(F64), Len::Fixed(3))
}

/// `[[f64; 3]; 2]`
pub fn matrix() -> Ty {
    Ty::Array(Box::new(vector()), Len::Fixed(2))
}

pub struct Generator {
    pub builder: Builder,
    /// Whether nodes are made as they are, without simplification and sharing. The choices are the same.
    plain: bool,
    pub rng: Rng,
    /// The values in scope, by open region.
    pub scopes: Vec<Vec<NodeId>>,
    /// How many more statements to make.
    budget: usize,
    /// Whether the graph has floats of 32 bits, whose derivatives are compared less sharply.
    pub single: bool,
}

/// How many statements the graph of a seed has.
pub fn size(seed: u64) -> usize {
    5 + Rng::new(!seed).below(40)
}

/// A graph, always the same for a seed and a number of statements.
pub fn generate(seed: u64, budget: usize, plain: bool) -> Graph {
    let mut rng = Rng::new(seed);
    let single = rng.percent(10);
    let mut generator = Generator {
        builder: Builder::new(),
        plain,
        rng,
        scopes: vec![vec![]],
        budget,
        single,
    };
    let slice = Ty::Slice(Box::new(F64));
    for ty in [F64, F64, slice, vector(), matrix(), F32, Ty::USIZE, I32, Ty::Bool] {
        let param = generator.builder.param(ty);
        generator.scopes[0].push(param);
    }
    generator.block(usize::MAX);
    let results = generator.results();
    generator.builder.finish(results)
}

/// Arguments for the parameters of such a graph.
pub fn inputs<S: Scalar>(rng: &mut Rng, mut active: impl FnMut(f64) -> S) -> Vec<Value<S>> {
    let mut float = |rng: &mut Rng| Value::Float(active(rng.float()));
    let mut array = |rng: &mut Rng, len: usize| {
        let values = (0..len).map(|_| float(rng)).collect::<Vec<_>>();
        Value::Array(values.into())
    };
    let x = array(rng, 2);
    let slice = array(rng, 4);
    let vector = array(rng, 3);
    let matrix = Value::Array(vec![array(rng, 3), array(rng, 3)].into());
    let narrow = active(rng.float()).round(Float::F32);
    let [n, m] = [rng.below(5) as i128, rng.below(7) as i128 - 3];
    let floats = x.array().to_vec();
    let rest = vec![
        slice,
        vector,
        matrix,
        Value::Float(narrow),
        Value::Int(n),
        Value::Int(m),
    ];
    [floats, rest, vec![Value::Bool(rng.percent(50))]].concat()
}

impl Generator {
    pub fn make(&mut self, op: Op, args: &[NodeId], ty: Ty) -> NodeId {
        if !self.plain {
            return self.builder.add(op, args.to_vec(), ty);
        }
        let region = self.builder.region();
        let graph = &mut self.builder.graph;
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

    pub fn keep(&mut self, node: NodeId) {
        self.scopes.last_mut().expect("a scope").push(node);
    }

    /// A value of this type: mostly a recent one, else a constant.
    pub fn pick(&mut self, ty: &Ty) -> NodeId {
        let known: Vec<NodeId> = self
            .scopes
            .iter()
            .flatten()
            .copied()
            .filter(|&node| self.builder.graph.ty(node) == ty)
            .collect();
        if known.is_empty() || (!ty.is_array() && self.rng.percent(10)) {
            return self.constant(ty);
        }
        let recent = if self.rng.percent(50) {
            known.len().min(4)
        } else {
            known.len()
        };
        known[known.len() - 1 - self.rng.below(recent)]
    }

    pub fn constant(&mut self, ty: &Ty) -> NodeId {
        match ty {
            Ty::Float(float) => {
                let value = self.rng.float();
                self.float(*float, value)
            }
            Ty::Int(int) => {
                let low = if int.is_signed() { -2 } else { 0 };
                let value = low + self.rng.below(5) as i128;
                self.int(*int, value)
            }
            Ty::Bool => {
                let value = self.rng.percent(50);
                self.make(Op::Const(Const::Bool(value)), &[], Ty::Bool)
            }
            Ty::Array(element, _) => {
                let element = self.pick(element);
                self.make(Op::Repeat, &[element], ty.clone())
            }
            other => unreachable!("no constants of type {other:?}"),
        }
    }

    pub fn float(&mut self, float: Float, value: f64) -> NodeId {
        let constant = Const::float(float, value);
        self.make(Op::Const(constant), &[], Ty::Float(float))
    }

    pub fn int(&mut self, int: Int, value: i128) -> NodeId {
        self.make(Op::Const(Const::Int(int, value)), &[], Ty::Int(int))
    }

    pub fn float_type(&mut self) -> Ty {
        if self.single && self.rng.percent(20) {
            F32
        } else {
            F64
        }
    }

    /// Statements of the open region, until the budget or `most` are used up.
    fn block(&mut self, most: usize) {
        let mut made = 0;
        while self.budget > 0 && made < most {
            self.budget -= 1;
            made += 1;
            let node = match self.rng.below(100) {
                0..=44 => self.function(),
                45..=52 => self.integer(),
                53..=60 => self.logic(),
                61..=70 => self.load(),
                71..=78 => self.store(),
                79..=81 => self.literal(),
                82..=85 => self.cast(),
                _ if self.scopes.len() > DEPTH => self.function(),
                86..=91 => {
                    self.branch();
                    continue;
                }
                92..=94 => {
                    self.for_loop();
                    continue;
                }
                95..=96 => {
                    self.overwriting_loop();
                    continue;
                }
                97 => {
                    self.nest();
                    continue;
                }
                _ => {
                    self.while_loop();
                    continue;
                }
            };
            self.keep(node);
        }
    }

    fn types(&mut self) -> Vec<Ty> {
        let count = 1 + self.rng.below(3);
        let choices = [F64, F64, F64, vector(), matrix(), Ty::USIZE, Ty::Bool];
        (0..count).map(|_| self.rng.choose(&choices)).collect()
    }

    /// Closes the open region with statements of its own and results of these types.
    fn close(&mut self, types: &[Ty]) -> RegionId {
        let most = 1 + self.rng.below(6);
        self.block(most);
        let results = types.iter().map(|ty| self.pick(ty)).collect();
        self.scopes.pop();
        self.builder.leave(results)
    }

    pub fn open(&mut self, params: &[Ty]) -> RegionId {
        let region = self.builder.enter();
        let params = params.iter().map(|ty| self.builder.param(ty.clone())).collect();
        self.scopes.push(params);
        region
    }

    /// Makes a region op and takes up its results.
    pub fn finish(&mut self, op: Op, args: &[NodeId], types: Vec<Ty>) {
        let owner = self.builder.add(op, args.to_vec(), Ty::Tuple(types.clone()));
        for (k, ty) in types.into_iter().enumerate() {
            let result = self.make(Op::Result(k as u32), &[owner], ty);
            self.keep(result);
        }
    }

    fn branch(&mut self) {
        let condition = self.pick(&Ty::Bool);
        let types = self.types();
        self.open(&[]);
        let then = self.close(&types);
        self.open(&[]);
        let otherwise = self.close(&types);
        self.finish(Op::If { then, otherwise }, &[condition], types);
    }

    fn for_loop(&mut self) {
        let types = self.types();
        let initial: Vec<NodeId> = types.iter().map(|ty| self.pick(ty)).collect();
        let bounds = [self.rng.below(3), self.rng.below(5), 1 + self.rng.below(2)];
        let bounds = bounds.map(|bound| self.int(Int::Usize, bound as i128));
        let [inclusive, descending, exits] = [20, 30, 25].map(|percent| self.rng.percent(percent));
        let flag = if exits { vec![Ty::Bool] } else { vec![] };
        self.open(&[vec![Ty::USIZE], types.clone()].concat());
        let body = self.close(&[flag, types.clone()].concat());
        let count = if exits { vec![Ty::USIZE] } else { vec![] };
        let op = Op::For(For {
            body,
            inclusive,
            descending,
            exits,
        });
        self.finish(op, &[bounds.to_vec(), initial].concat(), [types, count].concat());
    }

    /// A loop whose iterations overwrite elements of an array, around a loop that reads it.
    fn overwriting_loop(&mut self) {
        let array = self.rng.choose(&[vector(), matrix()]);
        let types = [array.clone(), F64];
        let initial = [self.pick(&array), self.pick(&F64)];
        let bounds = [0, 1 + self.rng.below(4), 1].map(|bound| self.int(Int::Usize, bound as i128));
        let body = self.open(&[vec![Ty::USIZE], types.to_vec()].concat());
        let params = self.scopes.last().expect("a scope").clone();
        let (mut version, mut sum) = (params[1], params[2]);
        for _ in 0..1 + self.rng.below(2) {
            sum = self.reading_loop(version, sum);
            self.block(2);
            for _ in 0..self.rng.below(3) {
                version = self.overwritten(version, sum);
            }
            if self.rng.percent(25) {
                version = self.overwritten_on_a_side(version, sum);
            }
        }
        self.scopes.pop();
        self.builder.leave(vec![version, sum]);
        let op = Op::For(For {
            body,
            inclusive: self.rng.percent(20),
            descending: self.rng.percent(30),
            exits: false,
        });
        self.finish(op, &[&bounds[..], &initial].concat(), types.to_vec());
    }

    /// `for i in 0..3 { sum = sin(a[i] * a[…] + sum) }`
    fn reading_loop(&mut self, array: NodeId, sum: NodeId) -> NodeId {
        let bounds = [0, 3, 1].map(|bound| self.int(Int::Usize, bound));
        let body = self.open(&[Ty::USIZE, F64]);
        let (index, before) = (
            self.scopes.last().expect("a scope")[0],
            self.scopes.last().expect("a scope")[1],
        );
        let elements = [self.element(array, index), self.element(array, index)];
        let next = self.apply(Primitive::MulAdd, &[elements[0], elements[1], before]);
        let next = self.apply(Primitive::Sin, &[next]);
        self.scopes.pop();
        self.builder.leave(vec![next]);
        let op = Op::For(For {
            body,
            inclusive: false,
            descending: self.rng.percent(30),
            exits: false,
        });
        self.finish(op, &[&bounds[..], &[sum]].concat(), vec![F64]);
        *self.scopes.last().expect("a scope").last().expect("the result")
    }

    fn overwritten_on_a_side(&mut self, array: NodeId, value: NodeId) -> NodeId {
        let condition = self.pick(&Ty::Bool);
        let mut side = |changes: bool| {
            self.open(&[]);
            let version = if changes { self.overwritten(array, value) } else { array };
            self.scopes.pop();
            self.builder.leave(vec![version])
        };
        let (then, otherwise) = (side(true), side(false));
        let ty = self.builder.graph.ty(array).clone();
        self.finish(Op::If { then, otherwise }, &[condition], vec![ty]);
        *self.scopes.last().expect("a scope").last().expect("the result")
    }

    /// `while n < limit && …`, with `n` counted up.
    fn while_loop(&mut self) {
        let carried = [vec![Ty::USIZE], self.types()].concat();
        let zero = self.int(Int::Usize, 0);
        let initial: Vec<NodeId> = carried[1..].iter().map(|ty| self.pick(ty)).collect();
        let exits = self.rng.percent(25);
        let condition = self.open(&carried);
        let limit = self.rng.below(4);
        let (n, limit) = (
            self.scopes.last().expect("a scope")[0],
            self.int(Int::Usize, limit as i128),
        );
        let mut goes_on = self.make(Op::Compare(Comparison::Lt), &[n, limit], Ty::Bool);
        if self.rng.percent(30) {
            let also = self.pick(&Ty::Bool);
            goes_on = self.make(Op::Integer(Integer::And), &[goes_on, also], Ty::Bool);
        }
        self.scopes.pop();
        self.builder.leave(vec![goes_on]);
        let body = self.open(&carried);
        let (n, one) = (self.scopes.last().expect("a scope")[0], self.int(Int::Usize, 1));
        let next = self.make(Op::Integer(Integer::Add), &[n, one], Ty::USIZE);
        let flag = if exits { vec![Ty::Bool] } else { vec![] };
        let rest = self.close(&[flag, carried[1..].to_vec()].concat());
        self.builder.graph[rest].results.insert(usize::from(exits), next);
        let types = [carried, vec![Ty::USIZE]].concat();
        self.finish(
            Op::While { condition, body, exits },
            &[vec![zero], initial].concat(),
            types,
        );
    }

    /// What the function returns: mostly one float, that depends on several.
    fn results(&mut self) -> Vec<NodeId> {
        let parts = [self.pick(&F64), self.pick(&F64), self.pick(&F64)];
        let mut results = vec![self.apply(Primitive::MulAdd, &parts)];
        if self.rng.percent(15) {
            results.push(self.pick(&vector()));
        }
        results
    }
}
