//! Integer expressions whose values are known to lie between two bounds, so that indices are.

use super::scope::Entry;
use super::Generator;
use crate::program::{Block, Expr, Kind, Type};

impl Generator {
    pub fn int_type(&mut self) -> &'static str {
        self.random
            .weighted(&[(6, "usize"), (3, "i32"), (1, "i64"), (1, "u32")])
    }

    /// Whether there is an integer variable.
    pub fn has_integers(&self) -> bool {
        self.visible().any(|entry| matches!(entry.variable.ty, Type::Int(_)))
    }

    /// An integer between `low` and `high`, both included.
    pub fn int(&mut self, ty: &'static str, low: i64, high: i64, depth: usize) -> Expr {
        let found = match self
            .random
            .weighted(&[(3, 0), (8, 1), (2, 2), (1, 3), (1, 4), (1, 5), (1, 6)])
        {
            1 => self.int_variable(ty, low, high),
            2 if depth > 0 => self.sum(ty, low, high),
            3 if depth > 0 && low == 0 && self.style.integers => self.whole_float(ty, high),
            4 if low <= 0 && high >= 1 && depth > 0 && self.style.integers => Some(self.boolean(0).cast(Type::Int(ty))),
            5 if depth > 0 && self.style.blocks => Some(self.int_branch(ty, low, high)),
            6 => self.length(ty, low, high),
            _ => None,
        };
        match found {
            Some(expr) => expr,
            None => Expr::int(Type::Int(ty), self.random.between(low, high)),
        }
    }

    /// A variable, or an element of an array, brought into the bounds.
    fn int_variable(&mut self, ty: &'static str, low: i64, high: i64) -> Option<Expr> {
        let is_int = |entry: &Entry| matches!(entry.variable.ty, Type::Int(_));
        let of_ints = |entry: &Entry| matches!(&entry.variable.ty, Type::Array(element, length) if matches!(**element, Type::Int(_)) && length.value > 0);
        let entry = self.choose(|entry| is_int(entry) || of_ints(entry))?;
        let mut value = Expr::variable(&entry.variable);
        if let Some((_, length)) = value.ty.sequence() {
            let index = self.int("usize", 0, length as i64 - 1, 0);
            value = value.index(index);
        }
        let (mut least, most) = entry.bounds;
        let Type::Int(own) = value.ty else {
            unreachable!("an integer")
        };
        if own != ty {
            // A negative number would not survive the cast to an unsigned type.
            if least < 0 && ty.starts_with('u') {
                let positive = Expr::int(value.ty.clone(), -least);
                value = value.binary("+", positive);
                return self.brought_into(value.cast(Type::Int(ty)), 0, most - least, low, high);
            }
            value = value.cast(Type::Int(ty));
        }
        if least < 0 && low >= 0 && own == ty && ty.starts_with('i') && most > 0 && self.chance(50) {
            // The remainder of a negative number is negative: squares are not.
            let remainder = value.clone().binary("*", value);
            let largest = (least * least).max(most * most);
            least = 0;
            return self.brought_into(remainder, least, largest, low, high);
        }
        self.brought_into(value, least, most, low, high)
    }

    /// Brings an integer from one interval into another.
    fn brought_into(&mut self, value: Expr, least: i64, most: i64, low: i64, high: i64) -> Option<Expr> {
        let ty = value.ty.clone();
        let number = |value: i64| Expr::int(ty.clone(), value);
        let count = high - low + 1;
        let remainder = self.chance(15);
        if low <= least && most <= high && !remainder {
            if least >= 0 && self.chance(15) {
                // Backwards, or halved.
                return Some(match self.random.below(3) {
                    0 if low == 0 => number(high).binary("-", value),
                    1 if low == 0 => value.binary("/", number(2)),
                    2 if low == 0 => value.binary(">>", Expr::int(Type::Int("i32"), 1)),
                    _ => value,
                });
            }
            return Some(value);
        }
        if low <= least + 1 && most < high {
            return Some(value.binary("+", number(1)));
        }
        if least >= 1 && low < least && most - 1 <= high && low >= 0 {
            return Some(value.binary("-", number(1)));
        }
        if least < 0 {
            return None;
        }
        if low == 0 && count >= 4 && self.chance(20) {
            let mask = if count >= 8 { 7 } else { 3 };
            return Some(value.binary("&", number(mask)));
        }
        let shifted = if self.chance(40) {
            value.binary("+", number(1))
        } else {
            value
        };
        let within = shifted.binary("%", number(count));
        Some(if low == 0 {
            within
        } else if low > 0 {
            within.binary("+", number(low))
        } else if ty == Type::Int("i32") || ty == Type::Int("i64") {
            within.binary("-", number(-low))
        } else {
            return None;
        })
    }

    fn sum(&mut self, ty: &'static str, low: i64, high: i64) -> Option<Expr> {
        if low < 0 || high < 1 || !self.has_integers() {
            return None;
        }
        let one = self.int_variable(ty, 0, 4)?;
        let other = self.int(ty, 0, 4, 0);
        let operator = self.random.pick(&["+", "*", "|", "^"]);
        let sum = one.binary(operator, other);
        self.brought_into(sum, 0, 16, low, high)
    }

    /// A float made an integer: `as` saturates, and makes 0 of what is not a number.
    fn whole_float(&mut self, ty: &'static str, high: i64) -> Option<Expr> {
        let size = self.float_variable()?.method("abs");
        let scaled = size.binary("*", Expr::float("3.0"));
        let whole = scaled.cast(Type::Int(ty));
        Some(whole.binary("%", Expr::int(Type::Int(ty), high + 1)))
    }

    fn int_branch(&mut self, ty: &'static str, low: i64, high: i64) -> Expr {
        let condition = self.boolean(0);
        let block = |value| Block {
            statements: Vec::new(),
            tail: Some(value),
        };
        let yes = block(self.int(ty, low, high, 0));
        let no = block(self.int(ty, low, high, 0));
        Expr::new(
            Type::Int(ty),
            Kind::If(Box::new(condition), Box::new(yes), Box::new(no)),
        )
    }

    /// The length of an array or slice, perhaps less 1, or a constant, where that is within the bounds.
    fn length(&mut self, ty: &'static str, low: i64, high: i64) -> Option<Expr> {
        let fits = |length: i64| low <= length && length <= high;
        let entry = self.choose(|entry| {
            let length = entry.variable.ty.sequence().map(|(_, length)| length as i64);
            length.is_some_and(|length| fits(length) || (length > 0 && fits(length - 1)))
        });
        let Some(entry) = entry else {
            let count = self.constant(&Type::Int("usize")).filter(|_| ty == "usize")?;
            return fits(2).then_some(count).filter(|_| fits(3));
        };
        let length = entry.variable.ty.sequence().expect("a sequence").1 as i64;
        let of = Box::new(Expr::variable(&entry.variable));
        let mut value = Expr::new(Type::Int("usize"), Kind::Length(of));
        if !fits(length) {
            value = value.binary("-", Expr::int(Type::Int("usize"), 1));
        }
        Some(if ty == "usize" {
            value
        } else {
            value.cast(Type::Int(ty))
        })
    }
}
