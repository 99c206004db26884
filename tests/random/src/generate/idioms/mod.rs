//! Idioms: constructs that people write in many ways, one line of a table each.

use std::rc::Rc;

use super::scope::Entry;
use super::Generator;
use crate::program::{Expr, Idiom, Kind, Type, Variable};

mod chains;
mod closures;
mod items;
mod matches;
mod options;
mod statements;

/// What a binder of an idiom is.
#[derive(Clone, Copy)]
pub enum Binder {
    /// A float, behind so many references.
    Float,
    Reference,
    /// A number up to this one.
    Number(i64),
    /// A slice of so many floats.
    Slice(usize),
}

impl Generator {
    /// A float by some idiom, if there is what it needs.
    pub fn float_idiom(&mut self, depth: usize) -> Option<Expr> {
        let depth = depth.min(2) - 1;
        if self.style.options && self.chance(20) {
            return self.taken_apart(depth);
        }
        match self.random.weighted(&[(6, 0), (3, 1), (4, 2), (3, 3), (6, 4)]) {
            0 => self.chain(depth),
            4 => self.with_items(depth),
            1 => self.closure(depth),
            2 => self.matching(depth),
            _ => self.optional(depth),
        }
    }

    /// A sequence of floats in scope, of at least this many.
    pub fn sequence(&mut self, least: usize) -> Option<Entry> {
        self.choose(|entry: &Entry| {
            let sequence = entry.variable.ty.sequence();
            !entry.variable.vague
                && sequence.is_some_and(|(element, length)| *element == Type::Float && length >= least)
        })
    }

    /// Declares what an idiom binds. It is forgotten with the scope around.
    pub fn binder(&mut self, binder: Binder) -> Rc<Variable> {
        let name = match binder {
            Binder::Number(_) => self.numbered_name(),
            _ => self.fresh_name(),
        };
        match binder {
            Binder::Float => self.declare(name, Type::Float, false, false, false, (0, 0)),
            Binder::Reference => self.declare(name, Type::Float, true, false, false, (0, 0)),
            Binder::Number(most) => self.declare(name, Type::Int("usize"), false, false, false, (0, most)),
            Binder::Slice(length) => {
                let ty = Type::Slice(Box::new(Type::Float), length);
                self.declare(name, ty, true, false, false, (0, 0))
            }
        }
    }

    fn numbered_name(&mut self) -> String {
        let taken = |name: &str| self.entries.iter().any(|entry| entry.variable.name == name);
        let names = ["i", "j", "k", "index", "at", "n"];
        let free = names.into_iter().find(|name| !taken(name)).map(str::to_owned);
        free.unwrap_or_else(|| self.fresh_name())
    }

    /// An idiom with the parts `outside` and, where `binders` are visible, those that `inside` makes. Nothing in it
    /// assigns.
    pub fn idiom(
        &mut self,
        ty: Type,
        text: &'static str,
        outside: Vec<Expr>,
        binders: &[Binder],
        inside: impl FnOnce(&mut Self) -> Vec<Expr>,
    ) -> Expr {
        self.pure += 1;
        let idiom = self.scoped(|generator| {
            let binders = binders.iter().map(|binder| generator.binder(*binder)).collect();
            let inside = inside(generator);
            Idiom::new(text, outside).binding(binders, inside)
        });
        self.pure -= 1;
        Expr::new(ty, Kind::Idiom(Box::new(idiom)))
    }
}
