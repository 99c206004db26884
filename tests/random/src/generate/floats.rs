//! Float expressions, of which the values mostly stay finite.

use super::Generator;
use crate::program::scope::root;
use crate::program::{Block, Expr, Kind, Type};

const LITERALS: [&str; 14] = [
    "0.5", "1.0", "2.0", "0.25", "1.5", "0.1", "3.0", "0.75", "0.0", "1e-1", "0.3", "2.5e-1", "1.25", "0.9",
];

impl Generator {
    pub fn float_literal(&mut self) -> Expr {
        let text = self.random.pick(&LITERALS);
        let literal = Expr::float(text);
        if text != "0.0" && self.chance(12) {
            literal.unary("-")
        } else {
            literal
        }
    }

    /// Small and positive, to scale something down.
    pub fn small(&mut self) -> Expr {
        let text = self.random.pick(&["0.5", "0.25", "0.1", "0.3", "0.75"]);
        Expr::float(text)
    }

    /// A float within the value of `expr`, whatever its type is.
    pub fn float_in(&mut self, expr: Expr) -> Option<Expr> {
        match &expr.ty {
            Type::Float => Some(expr),
            Type::Array(_, _) | Type::Slice(_, _) | Type::Vec(_, _) => {
                let (element, length) = expr.ty.sequence().expect("a sequence");
                if length == 0 || !has_floats(element) {
                    return None;
                }
                let depth = usize::from(self.chance(20));
                // `v[v.len() - 1] += 1.0` borrows a vector twice.
                let root = root(&expr).filter(|_| matches!(expr.ty, Type::Vec(_, _)));
                let index = match root.map(|root| root.name.clone()) {
                    Some(name) => self.hiding(&name, |generator| generator.int("usize", 0, length as i64 - 1, depth)),
                    None => self.int("usize", 0, length as i64 - 1, depth),
                };
                self.float_in(expr.index(index))
            }
            Type::Tuple(types) => {
                let with: Vec<usize> = (0..types.len()).filter(|&place| has_floats(&types[place])).collect();
                let place = (!with.is_empty()).then(|| self.random.pick(&with))?;
                self.float_in(expr.field(place))
            }
            Type::Struct(structure) => {
                let fields = &structure.fields;
                let with: Vec<usize> = (0..fields.len())
                    .filter(|&place| has_floats(&fields[place].1))
                    .collect();
                let place = (!with.is_empty()).then(|| self.random.pick(&with))?;
                self.float_in(expr.field(place))
            }
            Type::Int(_) | Type::Bool | Type::Option(_) | Type::Unit => None,
        }
    }

    /// A variable, or a part of one.
    pub fn float_variable(&mut self) -> Option<Expr> {
        let entry = self.choose(|entry| has_floats(&entry.variable.ty))?;
        self.float_in(Expr::variable(&entry.variable))
    }

    fn leaf(&mut self) -> Expr {
        match self.random.weighted(&[(22, 0), (2, 1), (2, 2), (1, 3)]) {
            0 => self.float_variable(),
            2 if self.style.integers && self.has_integers() => {
                let ty = self.int_type();
                let low = if ty.starts_with('i') { -2 } else { 0 };
                Some(self.int(ty, low, 5, 1).cast(Type::Float))
            }
            3 => self.float_constant(),
            _ => None,
        }
        .unwrap_or_else(|| self.float_literal())
    }

    fn float_constant(&mut self) -> Option<Expr> {
        if self.chance(50) {
            if let Some(constant) = self.constant(&Type::Float) {
                return Some(constant);
            }
        }
        let name = self.random.pick(&["PI", "E", "LN_2", "FRAC_PI_4", "SQRT_2"]);
        let module = if self.program.single { "f32" } else { "f64" };
        let path = format!("std::{module}::consts::{name}");
        Some(Expr::new(Type::Float, Kind::Constant(path)))
    }

    /// A float, of operations nested up to `depth` deep.
    pub fn float(&mut self, depth: usize) -> Expr {
        if depth == 0 {
            return self.leaf();
        }
        match self
            .random
            .weighted(&[(3, 0), (14, 1), (7, 2), (2, 3), (1, 4), (3, 5), (1, 6), (4, 7)])
        {
            1 => self.arithmetic(depth),
            2 if self.style.primitives => self.primitive(depth),
            3 if self.style.blocks => self.float_branch(depth),
            4 if self.style.blocks => {
                let block = self.value_block(&Type::Float, depth - 1);
                Expr::new(Type::Float, Kind::Block(Box::new(block)))
            }
            5 if self.style.calls => match self.call(&Type::Float) {
                Some(call) => call,
                None => self.leaf(),
            },
            6 if self.style.tuples => self.sine_or_cosine(depth),
            7 if self.style.idioms => match self.float_idiom(depth) {
                Some(idiom) => idiom,
                None => self.leaf(),
            },
            _ => self.leaf(),
        }
    }

    fn arithmetic(&mut self, depth: usize) -> Expr {
        let left = self.float(depth - 1);
        match self
            .random
            .weighted(&[(6, 0), (4, 1), (8, 2), (3, 3), (1, 4), (2, 5), (1, 6)])
        {
            0 => {
                let right = self.float(depth - 1);
                left.binary("+", right)
            }
            1 => {
                let right = self.float(depth - 1);
                left.binary("-", right)
            }
            2 => {
                let right = self.float(depth - 1);
                left.binary("*", right)
            }
            3 => {
                let right = self.positive(depth - 1);
                left.binary("/", right)
            }
            4 => {
                let right = self.positive(depth - 1);
                left.binary("%", right)
            }
            // The same value several times.
            5 => match self.float_variable() {
                Some(variable) => variable.clone().binary("*", variable.clone()).binary("+", left),
                None => left,
            },
            _ => left.unary("-"),
        }
    }

    fn float_branch(&mut self, depth: usize) -> Expr {
        let condition = self.boolean(1);
        let yes = self.value_block(&Type::Float, depth - 1);
        let no = self.value_block(&Type::Float, depth - 1);
        Expr::new(Type::Float, Kind::If(Box::new(condition), Box::new(yes), Box::new(no)))
    }

    /// A block with a value of type `ty`, sometimes with statements.
    pub fn value_block(&mut self, ty: &Type, depth: usize) -> Block {
        self.scoped(|generator| {
            let count = generator.random.below(3);
            let mut statements = Vec::new();
            if generator.style.blocks && generator.pure == 0 && generator.chance(30) {
                statements = generator.plain_statements(count);
            }
            let tail = Some(generator.value(ty, depth));
            Block { statements, tail }
        })
    }

    fn sine_or_cosine(&mut self, depth: usize) -> Expr {
        let of = self.float(depth - 1);
        let pair = Type::Tuple(vec![Type::Float, Type::Float]);
        let both = Kind::Primitive("sin_cos", crate::program::Spelling::Method, vec![of]);
        Expr::new(pair, both).field(self.random.below(2))
    }

    /// A float that is not just a number, if there is a variable.
    fn varying(&mut self, depth: usize) -> Expr {
        let value = self.float(depth);
        match value.kind {
            Kind::Literal(_) | Kind::Unary(_, _) | Kind::Constant(_) => self.float_variable().unwrap_or(value),
            _ => value,
        }
    }

    /// Between -1 and 1.
    pub fn bounded(&mut self, depth: usize) -> Expr {
        let inner = self.varying(depth);
        match self.random.below(if self.style.primitives { 4 } else { 2 }) {
            0 => inner.method("sin"),
            1 => inner.method("tanh"),
            2 => inner.method("cos"),
            _ => {
                let guard = inner.clone().method("abs").binary("+", Expr::float("1.0"));
                inner.binary("/", guard)
            }
        }
    }

    /// Well above 0.
    pub fn positive(&mut self, depth: usize) -> Expr {
        match self.random.below(5) {
            0 => {
                let variable = self.varying(0);
                let square = variable.clone().binary("*", variable);
                square.binary("+", Expr::float("1.0"))
            }
            1 => {
                let bounded = self.bounded(depth);
                Expr::float("1.5").binary("+", bounded)
            }
            2 => self.bounded(depth).method("exp"),
            _ => {
                let size = self.varying(depth).method("abs");
                size.binary("+", Expr::float("0.5"))
            }
        }
    }
}

/// Whether a value of this type has floats in it.
pub fn has_floats(ty: &Type) -> bool {
    match ty {
        Type::Float => true,
        Type::Array(element, _) | Type::Slice(element, _) | Type::Vec(element, _) => has_floats(element),
        Type::Struct(structure) => structure.fields.iter().any(|(_, ty)| has_floats(ty)),
        Type::Tuple(types) => types.iter().any(has_floats),
        Type::Int(_) | Type::Bool | Type::Option(_) | Type::Unit => false,
    }
}
