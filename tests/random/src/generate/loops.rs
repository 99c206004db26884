//! Loops of every form, with what surrounds them: something to carry, something to fill.

use super::scope::Entry;
use super::Generator;
use crate::program::{Adapter, Block, Counting, Expr, Form, Kind, Over, Statement, Type};

impl Generator {
    /// A loop, perhaps after the declaration of what it carries.
    pub fn repetition(&mut self, statements: &mut Vec<Statement>) {
        let carried = self.visible().any(|entry| !entry.fixed);
        if !carried || (self.loops.is_empty() && self.chance(40)) {
            self.carried(statements);
        }
        let mut forms = Vec::new();
        if self.style.ranges {
            forms.push((5, 0));
        }
        if self.style.items {
            forms.push((4, 1));
        }
        if self.style.counted {
            forms.push((3, 2));
        }
        if self.style.arrays && self.style.ranges {
            forms.push((3, 3));
        }
        if self.style.idioms {
            forms.push((3, 4));
            forms.push((usize::from(self.loops.len() < 2), 5));
        }
        match self.random.weighted(&forms) {
            5 => statements.push(self.labelled_loop()),
            4 => match self.idiomatic_loop() {
                Some(statement) => statements.push(statement),
                None => self.counted(statements),
            },
            1 => {
                let statement = self.over_items();
                match statement {
                    Some(statement) => statements.push(statement),
                    None => self.counted(statements),
                }
            }
            2 => self.counted(statements),
            3 => self.recurrence(statements),
            _ => statements.push(self.over_range()),
        }
    }

    /// Something for a loop to change: a sum from 0, or an array.
    fn carried(&mut self, statements: &mut Vec<Statement>) {
        let ty = if self.style.arrays && self.chance(35) {
            let length = self.random.between(2, 5) as usize;
            Type::array(Type::Float, length)
        } else {
            Type::Float
        };
        let value = if self.chance(60) {
            let start = Expr::float(self.random.pick(&["0.0", "1.0", "0.5"]));
            match ty {
                Type::Float => start,
                _ => Expr::new(ty, Kind::Repeat(Box::new(start))),
            }
        } else {
            self.value(&ty, 1)
        };
        let vague = value.is_vague() && self.chance(60);
        let name = self.fresh_name();
        let variable = self.declare(name, value.ty.clone(), false, true, vague, (0, 0));
        statements.push(Statement::Let {
            variable,
            annotated: false,
            value,
        });
    }

    /// The statements of a loop's body: at least one update, then whatever comes.
    pub fn body(&mut self, may_continue: bool) -> Block {
        self.loops.push(may_continue);
        let mut statements = Vec::new();
        let before = self.random.below(2);
        statements.extend(self.statements(before));
        statements.extend(self.update());
        let after = self.random.below(4);
        statements.extend(self.statements(after));
        if self.chance(30) {
            statements.extend(self.update());
        }
        self.loops.pop();
        Block::of(statements)
    }

    /// How many rounds a loop has at most, so that nested ones end in time.
    pub fn most_rounds(&self) -> i64 {
        [6, 4, 3, 2][self.loops.len().min(3)]
    }

    fn over_range(&mut self) -> Statement {
        let ty = self
            .random
            .weighted(&[(8, "usize"), (2, "i32"), (1, "u32"), (1, "i64")]);
        let signed = ty.starts_with('i');
        let most = self.most_rounds();
        let least = match self.random.below(8) {
            0 | 1 => 1,
            2 if signed => -2,
            3 if !signed => 2,
            _ => 0,
        };
        let low = match self.random.below(8) {
            0 if least >= 0 => self.int(ty, 0, least, 0),
            _ => Expr::int(Type::Int(ty), least),
        };
        let lowest = if least > 0 && !is_literal(&low) { 0 } else { least };
        let high = self.bound(ty, most);
        let inclusive = self.chance(15);
        let mut adapters = Vec::new();
        if self.chance(20) {
            adapters.push(Adapter::Reversed);
        }
        if self.chance(15) {
            let step = self.int("usize", 1, 3, 0);
            adapters.push(Adapter::Stepped(step));
            // Backwards from the last step: only where the number of steps fits into a `usize`.
            let counted = !inclusive && ty != "i64";
            if adapters.len() == 1 && counted && self.chance(20) {
                adapters.push(Adapter::Reversed);
            }
        }
        // In methods on the range, too, the type of its ends has to be known; as a last resort it is a suffix.
        let vague = low.is_vague() && high.is_vague() && self.chance(60);
        self.scoped(|generator| {
            let variable = if generator.chance(12) {
                None
            } else {
                let name = generator.random.pick(&["i", "j", "k", "index"]).to_owned();
                let bounds = (lowest, (most - i64::from(!inclusive)).max(lowest));
                let variable = generator.declare(name, Type::Int(ty), false, false, vague, bounds);
                Some(variable)
            };
            let body = generator.body(true);
            Statement::For {
                over: Over::Range {
                    low,
                    high,
                    inclusive,
                    adapters,
                },
                index: None,
                variable,
                body,
            }
        })
    }

    /// Where a range ends: at most at `most`.
    fn bound(&mut self, ty: &'static str, most: i64) -> Expr {
        match self.random.below(12) {
            0..=3 => {
                let number = self.random.between(1, most);
                Expr::int(Type::Int(ty), number)
            }
            4..=6 if ty == "usize" => {
                let sized =
                    |entry: &Entry| matches!(entry.variable.ty.sequence(), Some((_, length)) if length as i64 <= most);
                match self.choose(sized) {
                    Some(entry) => {
                        let of = Box::new(Expr::variable(&entry.variable));
                        Expr::new(Type::Int("usize"), Kind::Length(of))
                    }
                    None => Expr::int(Type::Int(ty), most),
                }
            }
            // Not once, or it depends.
            7 => Expr::int(Type::Int(ty), 0),
            _ => self.int(ty, 0, most, 1),
        }
    }

    fn over_items(&mut self) -> Option<Statement> {
        let most = self.most_rounds();
        let entry = self.choose(|entry: &Entry| {
            let sequence = entry.variable.ty.sequence();
            sequence.is_some_and(|(element, length)| !matches!(element, Type::Int(_)) && length as i64 <= most)
        })?;
        let array = entry.variable.clone();
        let form = self.random.pick(&[
            Form::Plain,
            Form::Plain,
            Form::Borrowed,
            Form::Iter,
            Form::IterReversed,
            Form::IterEnumerated,
            Form::IterEnumerated,
            Form::IterReversedEnumerated,
        ]);
        let owned = matches!(array.ty, Type::Vec(_, _));
        let form = if form == Form::Plain && (owned || (array.reference && array.mutable)) {
            // It would be gone.
            Form::Iter
        } else if form == Form::Borrowed && array.reference {
            Form::Iter
        } else {
            form
        };
        let by_value = form == Form::Plain && !array.reference;
        let (element, length) = array.ty.sequence().expect("a sequence");
        let pattern = !by_value && *element == Type::Float && self.chance(30);
        let body = |generator: &mut Self| {
            generator.scoped(|generator| {
                let index = match form {
                    Form::IterEnumerated | Form::IterReversedEnumerated => {
                        let name = generator.random.pick(&["i", "j", "k", "index"]).to_owned();
                        let bounds = (0, (length as i64 - 1).max(0));
                        Some(generator.declare(name, Type::Int("usize"), false, false, false, bounds))
                    }
                    _ => None,
                };
                let name = generator.fresh_name();
                let reference = !by_value && !pattern;
                let variable = generator.declare(name, element.clone(), reference, false, array.vague, (0, 0));
                (index, Some(variable), generator.body(true))
            })
        };
        let (index, variable, body) = if by_value {
            body(self)
        } else {
            self.locked(&array, body)
        };
        let of = Expr::variable(&array);
        Some(Statement::For {
            over: Over::Items { of, form, pattern },
            index,
            variable,
            body,
        })
    }

    /// `while` or `loop`, with a counter.
    fn counted(&mut self, statements: &mut Vec<Statement>) {
        self.counters += 1;
        let name = format!("n{}", self.counters);
        let ty = self.random.weighted(&[(3, "usize"), (2, "i32")]);
        let most = self.most_rounds();
        let limit = self.bound(ty, most);
        let condition = self.chance(50).then(|| self.boolean(1));
        let form = match self.random.below(5) {
            0 | 1 => Counting::WhileFirst(condition),
            2 | 3 => Counting::WhileLast(condition),
            _ => Counting::Loop,
        };
        let vague = limit.is_vague() && self.chance(60);
        let at_end = matches!(form, Counting::WhileLast(_));
        let bounds = if at_end { (0, most - 1) } else { (1, most) };
        let outer = self.entries.len();
        let counter = self.declare(name, Type::Int(ty), false, false, vague, bounds);
        let last = self.entries.last_mut().expect("just declared");
        last.counter = true;
        let body = self.scoped(|generator| generator.body(!at_end));
        self.entries.truncate(outer);
        statements.push(Statement::Counted {
            counter,
            limit,
            form,
            body,
        });
    }

    /// `for i in 1..n { v[i] = .. v[i - 1] .. }`, forwards or backwards, for a new or an existing array.
    fn recurrence(&mut self, statements: &mut Vec<Statement>) {
        let most = self.most_rounds();
        let usable = |entry: &Entry| match &entry.variable.ty {
            Type::Array(element, length) => {
                !entry.fixed && **element == Type::Float && (2..=most as usize).contains(&length.value)
            }
            _ => false,
        };
        let array = match self.choose(usable) {
            Some(entry) if self.chance(60) => entry.variable,
            _ => {
                let length = self.random.between(2, most.max(3)) as usize;
                let start = self.value(&Type::array(Type::Float, length), 1);
                let name = self.fresh_name();
                let array = self.declare(name, start.ty.clone(), false, true, false, (0, 0));
                statements.push(Statement::Let {
                    variable: array.clone(),
                    annotated: false,
                    value: start,
                });
                array
            }
        };
        let length = array.ty.sequence().expect("a sequence").1 as i64;
        let usize_literal = |value| Expr::int(Type::Int("usize"), value);
        let forwards = self.chance(50);
        let (low, high) = if forwards { (1, length) } else { (0, length - 1) };
        let reversed = self.chance(30);
        let vague = self.chance(60);
        let statement = self.scoped(|generator| {
            let bounds = (low, (high - 1).max(low));
            let variable = generator.declare("i".to_owned(), Type::Int("usize"), false, false, vague, bounds);
            let here = Expr::variable(&array).index(Expr::variable(&variable));
            let operator = if forwards { "-" } else { "+" };
            let neighbour = Expr::variable(&variable).binary(operator, usize_literal(1));
            let there = Expr::variable(&array).index(neighbour);
            generator.loops.push(true);
            let count = generator.random.below(2);
            let mut body = generator.statements(count);
            if generator.sees(&array) && generator.sees(&variable) {
                body.push(generator.step(here, there));
                let count = generator.random.below(2);
                body.extend(generator.statements(count));
            }
            generator.loops.pop();
            Statement::For {
                over: Over::Range {
                    low: usize_literal(low),
                    high: usize_literal(high),
                    inclusive: false,
                    adapters: if reversed { vec![Adapter::Reversed] } else { Vec::new() },
                },
                index: None,
                variable: Some(variable),
                body: Block::of(body),
            }
        });
        statements.push(statement);
    }

    /// One step of a recurrence.
    fn step(&mut self, here: Expr, there: Expr) -> Statement {
        let (operator, value) = match self.random.below(5) {
            0 => ("+=", self.small().binary("*", there)),
            1 => {
                let product = there.binary("*", self.bounded(0));
                ("=", product.binary("+", self.float(0)))
            }
            2 => {
                let kept = self.small().binary("*", here.clone());
                ("=", kept.binary("+", there.method("sin")))
            }
            3 => ("=", here.clone().binary("*", there).method("tanh")),
            _ => {
                let inner = there.binary("+", self.float(1));
                ("=", inner.method("cos"))
            }
        };
        Statement::Assign {
            place: here,
            operator,
            value,
        }
    }
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr.kind, Kind::Literal(_))
}
