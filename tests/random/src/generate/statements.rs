//! Statements without loops: declarations, assignments, branches, exits.

use super::floats::has_floats;
use super::scope::Entry;
use super::Generator;
use crate::program::{Block, Expr, Idiom, Kind, Statement, Type};

impl Generator {
    /// Up to `count` statements, and what belongs to them.
    pub fn statements(&mut self, count: usize) -> Vec<Statement> {
        let mut statements = Vec::new();
        for _ in 0..count {
            if self.budget == 0 {
                break;
            }
            self.budget -= 1;
            self.statement(&mut statements);
        }
        statements
    }

    /// Statements without loops and exits.
    pub fn plain_statements(&mut self, count: usize) -> Vec<Statement> {
        let mut statements = Vec::new();
        for _ in 0..count {
            if self.chance(50) {
                self.declaration(&mut statements);
            } else if let Some(update) = self.update() {
                statements.push(update);
            }
        }
        statements
    }

    fn statement(&mut self, statements: &mut Vec<Statement>) {
        let inside = !self.loops.is_empty();
        let changes = self.visible().any(|entry| !entry.fixed);
        let branch = usize::from(self.style.branches && changes) * 4;
        let exit = usize::from(self.style.exits) * if inside { 3 } else { 1 };
        let depth = self.loops.len();
        let repeat = [8, 4, 1, 0][depth.min(3)];
        let assert = usize::from(self.style.asserts);
        let choices = [
            (8, 0),
            (if inside { 14 } else { 6 }, 1),
            (branch, 2),
            (exit, 3),
            (repeat, 4),
            (assert, 5),
            (1, 6),
        ];
        match self.random.weighted(&choices) {
            0 => self.declaration(statements),
            1 => match self.update() {
                Some(update) => statements.push(update),
                None => self.declaration(statements),
            },
            2 => statements.push(self.branch()),
            3 => statements.push(self.exit()),
            4 => self.repetition(statements),
            5 => statements.push(self.assertion()),
            _ => statements.extend(self.exchange()),
        }
    }

    fn declaration(&mut self, statements: &mut Vec<Statement>) {
        match self
            .random
            .weighted(&[(20, 0), (3, 1), (2, 2), (2, 3), (2, 4), (1, 5), (1, 6), (1, 7)])
        {
            1 if self.style.integers => self.declare_int(statements),
            2 if self.style.integers => {
                let value = self.boolean(1);
                let name = self.local_name();
                let mutable = self.chance(50);
                let annotated = self.chance(20);
                let variable = self.declare(name, Type::Bool, false, mutable, false, (0, 0));
                statements.push(Statement::Let {
                    variable,
                    annotated,
                    value,
                });
            }
            3 if self.style.tuples => self.destructure(statements),
            4 if self.style.branches => self.deferred(statements),
            5 => {
                self.counters += 1;
                let name = format!("K{}", self.counters);
                let value = self.float_literal();
                if matches!(value.kind, Kind::Literal(_)) {
                    let constant = Expr::new(Type::Float, Kind::Constant(name.clone()));
                    statements.push(Statement::LetConst { name, value });
                    let scaled = self.float(1).binary("*", constant);
                    self.bind(statements, scaled);
                }
            }
            6 if self.style.calls => {
                // Of a generic function of nothing, whose value nobody looks at, no one knows which one it is.
                let call = self.call(&Type::Float).filter(|call| !is_given_nothing(call));
                statements.extend(call.map(Statement::Ignore));
            }
            7 if self.style.integers && self.style.arrays => self.declare_int_array(statements),
            _ => {
                let ty = self.local_type();
                let value = self.whole_value(&ty, 2);
                self.bind(statements, value);
            }
        }
    }

    /// `let` for a value with floats in it.
    pub fn bind(&mut self, statements: &mut Vec<Statement>, value: Expr) {
        let mutable = self.chance(65);
        let vague = value.is_vague() && self.chance(50);
        let call_of_many = matches!(value.kind, Kind::Call(_, _)) && value.ty != Type::Float;
        let annotated = call_of_many || (!vague && self.chance(20));
        let name = self.local_name();
        let variable = self.declare(name, value.ty.clone(), false, mutable, vague, (0, 0));
        statements.push(Statement::Let {
            variable,
            annotated,
            value,
        });
    }

    fn declare_int(&mut self, statements: &mut Vec<Statement>) {
        let ty = self.int_type();
        let high = self.random.between(1, 6);
        let value = self.int(ty, 0, high, 1);
        let mutable = self.chance(60);
        // Without other uses it would be an `i32`; only where that makes no difference is it left open.
        let vague = value.is_vague() && self.chance(50);
        let annotated = !vague && self.chance(40);
        let name = self.local_name();
        let variable = self.declare(name, Type::Int(ty), false, mutable, vague, (0, high));
        statements.push(Statement::Let {
            variable,
            annotated,
            value,
        });
    }

    fn declare_int_array(&mut self, statements: &mut Vec<Statement>) {
        let length = self.random.between(2, 4) as usize;
        let parts = (0..length).map(|_| self.int("usize", 0, 3, 0)).collect();
        let value = Expr::new(Type::array(Type::Int("usize"), length), Kind::Array(parts));
        let mutable = self.chance(50);
        let name = self.local_name();
        let variable = self.declare(name, value.ty.clone(), false, mutable, false, (0, 3));
        statements.push(Statement::Let {
            variable,
            annotated: true,
            value,
        });
    }

    fn destructure(&mut self, statements: &mut Vec<Statement>) {
        let value = if self.style.primitives && self.chance(25) {
            let pair = Type::Tuple(vec![Type::Float, Type::Float]);
            let of = self.float(1);
            Expr::new(
                pair,
                Kind::Primitive("sin_cos", crate::program::Spelling::Method, vec![of]),
            )
        } else {
            let count = self.random.between(2, 3) as usize;
            self.whole_value(&Type::Tuple(vec![Type::Float; count]), 2)
        };
        let Type::Tuple(types) = &value.ty else {
            unreachable!("a tuple")
        };
        let mut variables = Vec::new();
        for ty in types {
            if self.chance(10) {
                variables.push(None);
            } else {
                let name = self.fresh_name();
                let mutable = self.chance(50);
                variables.push(Some(self.declare(name, ty.clone(), false, mutable, false, (0, 0))));
            }
        }
        statements.push(Statement::LetTuple { variables, value });
    }

    fn deferred(&mut self, statements: &mut Vec<Statement>) {
        let condition = self.boolean(1);
        let yes = self.value_block(&Type::Float, 1);
        let no = self.value_block(&Type::Float, 1);
        // A name of its own, which nothing in the blocks can shadow.
        self.counters += 1;
        let name = format!("late{}", self.counters);
        let mutable = self.chance(40);
        let variable = self.declare(name, Type::Float, false, mutable, false, (0, 0));
        statements.push(Statement::Deferred {
            variable,
            condition,
            yes,
            no,
        });
    }

    fn branch(&mut self) -> Statement {
        let condition = self.boolean(1);
        let yes = self.branch_block();
        let no = match self.random.below(5) {
            0 | 1 => None,
            // Printed as `else if`.
            2 => {
                let condition = self.boolean(1);
                let (inner, other) = (self.branch_block(), self.branch_block());
                Some(Block::of(vec![Statement::If(condition, inner, Some(other))]))
            }
            _ => Some(self.branch_block()),
        };
        Statement::If(condition, yes, no)
    }

    fn branch_block(&mut self) -> Block {
        self.scoped(|generator| {
            let mut statements = Vec::new();
            if let Some(update) = generator.update() {
                statements.push(update);
            }
            let more = generator.random.below(3);
            statements.extend(generator.statements(more));
            Block::of(statements)
        })
    }

    /// Leaves the loop, its round, or the function, on some condition.
    fn exit(&mut self) -> Statement {
        let condition = self.boolean(1);
        let yes = self.scoped(|generator| {
            let mut statements = Vec::new();
            if generator.chance(40) {
                statements.extend(generator.update());
            }
            statements.push(match (generator.loops.last().copied(), generator.random.below(5)) {
                (Some(_), 0 | 1) => Statement::Break,
                (Some(true), 2 | 3) => Statement::Continue,
                _ => match generator.result.clone() {
                    Type::Unit => Statement::Idiom(Idiom::new("return;", Vec::new())),
                    result => Statement::Return(generator.whole_value(&result, 1)),
                },
            });
            Block::of(statements)
        });
        let no = (self.style.branches && self.chance(20)).then(|| self.branch_block());
        Statement::If(condition, yes, no)
    }

    fn assertion(&mut self) -> Statement {
        let kind = self.random.below(3);
        let condition = match kind {
            0 => self.boolean(0),
            1 if self.has_integers() => {
                let ty = self.int_type();
                self.int(ty, 0, 4, 1).compare("<", Expr::int(Type::Int(ty), 9))
            }
            _ => {
                let size = self.bounded(0).method("abs");
                size.compare("<=", Expr::float("1.0"))
            }
        };
        // What may fail seldom does.
        let condition = if kind == 0 {
            let variable = self.float(0);
            condition.compare("||", variable.compare("<", Expr::float("1e30")))
        } else {
            condition
        };
        Statement::Assert {
            debug: self.chance(30),
            condition,
            message: self.chance(40).then_some("must hold"),
        }
    }

    /// Swaps two values.
    fn exchange(&mut self) -> Option<Statement> {
        let (one, mut other) = (self.place()?, self.place()?);
        if one == other {
            other = self.place()?;
        }
        let fresh = self.float(1);
        let values = if self.chance(60) {
            vec![other.clone(), one.clone()]
        } else {
            vec![other.clone(), fresh]
        };
        Some(Statement::AssignTuple(vec![one, other], values))
    }

    /// A float to which something can be assigned.
    pub fn place(&mut self) -> Option<Expr> {
        let entry = self.choose(|entry| !entry.fixed && has_floats(&entry.variable.ty))?;
        self.float_in(Expr::variable(&entry.variable))
    }

    /// An assignment: in loops, of a value that does not grow without bounds.
    pub fn update(&mut self) -> Option<Statement> {
        if self.style.vectors && self.pure == 0 && self.chance(15) {
            if let Some(statement) = self.vector_update() {
                return Some(statement);
            }
        }
        if self.style.in_place && self.pure == 0 && self.chance(25) {
            if let Some(statement) = self.changing_call() {
                return Some(statement);
            }
        }
        if self.chance(12) {
            if let Some(statement) = self.other_update() {
                return Some(statement);
            }
        }
        let place = self.place()?;
        if self.chance(40) {
            let value = if self.loops.is_empty() {
                self.float(2)
            } else {
                self.damped(&place)
            };
            return Some(Statement::Assign {
                place,
                operator: "=",
                value,
            });
        }
        // `y += { y = 1.0; 2.0 }` means one thing for `f64` and another for the oracle's dual numbers.
        self.pure += 1;
        let (operator, value) = self.compound();
        self.pure -= 1;
        Some(Statement::Assign { place, operator, value })
    }

    fn compound(&mut self) -> (&'static str, Expr) {
        let inside = !self.loops.is_empty();
        let depth = if inside { 1 } else { 2 };
        match self.random.weighted(&[(6, 0), (2, 1), (3, 2), (1, 3)]) {
            0 => ("+=", self.float(depth)),
            1 => ("-=", self.float(depth)),
            2 if inside => {
                let bounded = self.bounded(0);
                let factor = self.small().binary("*", bounded);
                ("*=", Expr::float("1.0").binary("+", factor))
            }
            2 => ("*=", self.float(1)),
            _ => ("/=", self.positive(0)),
        }
    }

    fn damped(&mut self, place: &Expr) -> Expr {
        match self.random.weighted(&[(5, 0), (3, 1), (2, 2), (2, 3), (3, 4), (2, 5)]) {
            0 => {
                let factor = self.small();
                let (keep, add) = (place.clone().binary("*", factor), self.float(1));
                keep.binary("+", add)
            }
            1 => {
                let factor = self.bounded(0);
                let add = self.float(0);
                place.clone().binary("*", factor).binary("+", add)
            }
            2 => self.float(2).method("tanh"),
            3 => {
                let sum = place.clone().binary("+", self.float(1));
                self.small().binary("*", sum)
            }
            4 => self.float(1),
            _ => self.float_variable().unwrap_or_else(|| place.clone()),
        }
    }

    /// The assignment of an integer, a boolean, or of a whole array or tuple.
    fn other_update(&mut self) -> Option<Statement> {
        let entry = self.choose(|entry: &Entry| !entry.fixed && entry.variable.ty != Type::Float)?;
        let mut place = Expr::variable(&entry.variable);
        if place.ty.sequence().is_some_and(|(_, length)| length > 0) && self.chance(30) {
            let length = place.ty.sequence().expect("a sequence").1 as i64;
            let name = entry.variable.name.clone();
            let index = match place.ty {
                Type::Vec(_, _) => self.hiding(&name, |generator| generator.int("usize", 0, length - 1, 1)),
                _ => self.int("usize", 0, length - 1, 1),
            };
            place = place.index(index);
        }
        let value = match &place.ty {
            Type::Int(ty) => self.int(ty, entry.bounds.0, entry.bounds.1, 1),
            Type::Bool => self.boolean(1),
            Type::Array(element, _) if matches!(**element, Type::Int(_)) => return None,
            Type::Slice(_, _) => return None,
            ty if *ty == entry.variable.ty => self.whole_value(&ty.clone(), 1),
            ty => self.value(&ty.clone(), 1),
        };
        Some(Statement::Assign {
            place,
            operator: "=",
            value,
        })
    }
}

/// Whether an argument of a call is an empty array.
fn is_given_nothing(call: &Expr) -> bool {
    let is_empty = |argument: &Expr| matches!(&argument.kind, Kind::Array(elements) if elements.is_empty());
    matches!(&call.kind, Kind::Call(_, arguments) if arguments.iter().any(is_empty))
}
