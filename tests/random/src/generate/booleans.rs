//! Conditions.

use super::scope::Entry;
use super::Generator;
use crate::program::{Expr, Kind, Spelling, Type};

impl Generator {
    /// A condition, of operators nested up to `depth` deep.
    pub fn boolean(&mut self, depth: usize) -> Expr {
        match self
            .random
            .weighted(&[(12, 0), (4, 1), (3, 2), (4, 3), (1, 4), (1, 5), (1, 6)])
        {
            1 if self.style.integers && self.has_integers() => self.int_comparison(),
            2 => match self.choose(|entry: &Entry| entry.variable.ty == Type::Bool) {
                Some(entry) => Expr::variable(&entry.variable),
                None => self.float_comparison(depth),
            },
            3 if depth > 0 => {
                let (left, right) = (self.boolean(depth - 1), self.boolean(depth - 1));
                let operator = self.random.pick(&["&&", "||", "&&", "||", "^", "&", "|", "==", "!="]);
                left.compare(operator, right)
            }
            4 if depth > 0 => self.boolean(depth - 1).unary("!"),
            5 if self.style.primitives => self.classification(),
            6 if self.style.primitives => {
                self.pure += 1;
                let (left, right) = (self.float(0), self.float(0));
                self.pure -= 1;
                Expr::new(Type::Bool, Kind::TotalOrder(Box::new(left), Box::new(right)))
            }
            _ => self.float_comparison(depth),
        }
    }

    fn float_comparison(&mut self, depth: usize) -> Expr {
        // A comparison of the oracle's dual numbers borrows them.
        self.pure += 1;
        let mut left = self.float(depth.min(1));
        if left.is_vague() {
            left = self.float_variable().unwrap_or(left);
        }
        let right = if self.chance(50) {
            self.float_literal()
        } else {
            self.float(0)
        };
        self.pure -= 1;
        let operator = self
            .random
            .weighted(&[(8, "<"), (8, ">"), (3, "<="), (3, ">="), (1, "=="), (1, "!=")]);
        left.compare(operator, right)
    }

    fn int_comparison(&mut self) -> Expr {
        let ty = self.int_type();
        let left = self.int(ty, 0, 5, 1);
        let right = self.int(ty, 0, 4, 0);
        let operator = self.random.pick(&["<", ">", "==", "!=", "<=", ">="]);
        if operator == "==" && self.chance(50) {
            let even = left.binary("%", Expr::int(Type::Int(ty), 2));
            return even.compare("==", Expr::int(Type::Int(ty), 0));
        }
        left.compare(operator, right)
    }

    fn classification(&mut self) -> Expr {
        let value = self.float(1);
        let name = self.random.pick(&[
            "is_nan",
            "is_finite",
            "is_sign_negative",
            "is_sign_positive",
            "is_infinite",
        ]);
        Expr::new(Type::Bool, Kind::Primitive(name, Spelling::Method, vec![value]))
    }
}
