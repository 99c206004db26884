//! Single statements: functions, comparisons, array reads and writes, casts.

use super::generate::{matrix, vector, Generator, F32, F64, I32};
use crate::ir::*;
use crate::primitives::Primitive;

impl Generator {
    pub fn apply(&mut self, primitive: Primitive, args: &[NodeId]) -> NodeId {
        let ty = self.builder.graph.ty(args[0]).clone();
        self.make(Op::Primitive(primitive, Dialect::Std), args, ty)
    }

    /// `x * x + c`
    fn above(&mut self, x: NodeId, c: f64) -> NodeId {
        let float = self.builder.graph.ty(x).float().expect("a float");
        let square = self.apply(Primitive::Mul, &[x, x]);
        let c = self.float(float, c);
        self.apply(Primitive::Add, &[square, c])
    }

    pub fn function(&mut self) -> NodeId {
        use Primitive::*;
        let ty = self.float_type();
        let float = ty.float().expect("a float");
        let common = [
            Add, Sub, Mul, Mul, Div, Neg, Sin, Tanh, Exp, Sqrt, MulAdd, Max, Abs, Powi,
        ];
        let chosen = if self.rng.percent(60) {
            self.rng.choose(&common)
        } else {
            self.rng.choose(Primitive::ALL)
        };
        let primitive = if chosen == Exp10 { Exp } else { chosen };
        let mut args: Vec<NodeId> = (0..primitive.arity()).map(|_| self.pick(&ty)).collect();
        if primitive == Powi {
            args[1] = if self.rng.percent(70) {
                self.constant(&I32)
            } else {
                self.pick(&I32)
            };
        }
        // Mostly inside the domain, and of a size that does not explode.
        if self.rng.percent(90) {
            let last = args.len() - 1;
            match primitive {
                Sqrt | Ln | Log2 | Log10 | Powf | Cbrt => args[0] = self.above(args[0], 0.5),
                Ln1p => args[0] = self.above(args[0], 0.0),
                Acosh => args[0] = self.above(args[0], 1.1),
                Div | Recip | Rem | RemEuclid | DivEuclid => args[last] = self.above(args[last], 0.5),
                Log => args = vec![self.above(args[0], 0.5), self.above(args[1], 1.5)],
                Exp | Exp2 | ExpM1 | Sinh | Cosh | Tan => args[0] = self.apply(Sin, &[args[0]]),
                Asin | Acos | Atanh => {
                    let (sine, factor) = (self.apply(Sin, &[args[0]]), self.float(float, 0.9));
                    args[0] = self.apply(Mul, &[sine, factor]);
                }
                _ => {}
            }
            if primitive == Powf {
                args[1] = self.apply(Tanh, &[args[1]]);
            }
            if primitive == Clamp {
                let one = self.float(float, 1.0);
                let low = self.apply(Tanh, &[args[1]]);
                args = vec![args[0], self.apply(Sub, &[low, one]), self.above(args[2], 0.0)];
            }
        }
        let value = self.apply(primitive, &args);
        if self.rng.percent(20) {
            return self.apply(Tanh, &[value]);
        }
        value
    }

    pub fn integer(&mut self) -> NodeId {
        let ty = if self.rng.percent(60) { Ty::USIZE } else { I32 };
        let args = [self.pick(&ty), self.pick(&ty)];
        let op = match self.rng.below(8) {
            0..=2 => Op::Integer(Integer::Add),
            3 => Op::Integer(Integer::Sub),
            4 => Op::Integer(Integer::Mul),
            5 => Op::Integer(Integer::Rem),
            6 => Op::Method(IntMethod::SaturatingSub),
            _ => Op::Method(IntMethod::Max),
        };
        self.make(op, &args, ty)
    }

    fn comparison(&mut self) -> Comparison {
        use Comparison::*;
        self.rng.choose(&[Lt, Le, Gt, Ge, Eq, Ne])
    }

    pub fn logic(&mut self) -> NodeId {
        let (op, ty) = match self.rng.below(10) {
            0..=3 => (Op::Compare(self.comparison()), F64),
            4..=5 => (Op::Compare(self.comparison()), Ty::USIZE),
            6 => (
                Op::Integer(self.rng.choose(&[Integer::And, Integer::Or, Integer::Xor])),
                Ty::Bool,
            ),
            7 => (Op::Compare(Comparison::Eq), Ty::Bool),
            8 => {
                let value = self.pick(&Ty::Bool);
                return self.make(Op::Not, &[value], Ty::Bool);
            }
            _ => {
                let value = self.pick(&F64);
                let test = self
                    .rng
                    .choose(&[FloatTest::IsNan, FloatTest::IsFinite, FloatTest::IsSignNegative]);
                return self.make(Op::Test(test), &[value], Ty::Bool);
            }
        };
        let args = [self.pick(&ty), self.pick(&ty)];
        self.make(op, &args, Ty::Bool)
    }

    /// An index into an array of this length, mostly inside.
    fn index(&mut self, len: usize) -> NodeId {
        if self.rng.percent(35) {
            let value = self.rng.below(len) as i128;
            return self.int(Int::Usize, value);
        }
        let value = self.pick(&Ty::USIZE);
        if self.rng.percent(4) {
            return value;
        }
        let len = self.int(Int::Usize, len as i128);
        self.make(Op::Integer(Integer::Rem), &[value, len], Ty::USIZE)
    }

    /// An array and indices into it.
    fn place(&mut self, writable: bool) -> (NodeId, Vec<NodeId>) {
        match self.rng.below(if writable { 3 } else { 4 }) {
            0 => (self.pick(&vector()), vec![self.index(3)]),
            1 => (self.pick(&matrix()), vec![self.index(2), self.index(3)]),
            2 => (self.pick(&matrix()), vec![self.index(2)]),
            _ => (self.scopes[0][2], vec![self.index(4)]),
        }
    }

    /// An element of an array of this generator's, mostly at `index`.
    pub fn element(&mut self, array: NodeId, index: NodeId) -> NodeId {
        let indices = self.indices(array, index);
        let steps = vec![Step::Index(()); indices.len()];
        self.make(Op::Load(steps), &[vec![array], indices].concat(), F64)
    }

    /// The array with another element.
    pub fn overwritten(&mut self, array: NodeId, value: NodeId) -> NodeId {
        let index = self.pick(&Ty::USIZE);
        let indices = self.indices(array, index);
        let steps = vec![Step::Index(()); indices.len()];
        let ty = self.builder.graph.ty(array).clone();
        self.make(Op::Store(steps), &[vec![array], indices, vec![value]].concat(), ty)
    }

    fn indices(&mut self, array: NodeId, index: NodeId) -> Vec<NodeId> {
        let lengths = match *self.builder.graph.ty(array) == matrix() {
            true => vec![2, 3],
            false => vec![3],
        };
        let mut inside = |len: usize| match self.rng.percent(30) {
            true => self.index(len),
            false => {
                let len = self.int(Int::Usize, len as i128);
                self.make(Op::Integer(Integer::Rem), &[index, len], Ty::USIZE)
            }
        };
        lengths.into_iter().map(&mut inside).collect()
    }

    pub fn load(&mut self) -> NodeId {
        let (array, indices) = self.place(false);
        let steps = vec![Step::Index(()); indices.len()];
        let ty = self.builder.graph.ty(array).at_depth(indices.len());
        let ty = ty.expect("so deep").clone();
        self.make(Op::Load(steps), &[vec![array], indices].concat(), ty)
    }

    pub fn store(&mut self) -> NodeId {
        let (array, indices) = self.place(true);
        let ty = self.builder.graph.ty(array).clone();
        let value = self.pick(ty.at_depth(indices.len()).expect("so deep"));
        let steps = vec![Step::Index(()); indices.len()];
        self.make(Op::Store(steps), &[vec![array], indices, vec![value]].concat(), ty)
    }

    pub fn literal(&mut self) -> NodeId {
        match self.rng.below(3) {
            0 => self.constant(&vector()),
            1 => {
                let elements = [self.pick(&F64), self.pick(&F64), self.pick(&F64)];
                self.make(Op::Array, &elements, vector())
            }
            _ => self.make(Op::Len(vec![]), &[self.scopes[0][2]], Ty::USIZE),
        }
    }

    pub fn cast(&mut self) -> NodeId {
        let (from, to) = match self.rng.below(6) {
            0 => (Ty::USIZE, F64),
            1 => (I32, F64),
            2 => (F64, I32),
            3 if self.single => (F64, F32),
            4 if self.single => (F32, F64),
            _ => (Ty::Bool, Ty::USIZE),
        };
        let value = self.pick(&from);
        self.make(Op::Cast, &[value], to)
    }
}
