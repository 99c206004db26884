//! The variables in scope while a function is generated.

use std::rc::Rc;

use super::Generator;
use crate::program::{Type, Variable};

/// What is known of a variable.
#[derive(Clone, Debug)]
pub struct Entry {
    pub variable: Rc<Variable>,
    /// Between which an integer, or each of an array of them, always is.
    pub bounds: (i64, i64),
    /// A parameter.
    pub input: bool,
    /// A parameter that is not differentiated.
    pub constant: bool,
    /// Not to be assigned: borrowed, or counting a loop.
    pub fixed: bool,
    /// Not to be shadowed.
    pub counter: bool,
}

impl Entry {
    /// Whether it is a parameter that is differentiated.
    pub fn is_input(&self) -> bool {
        self.input && !self.constant
    }
}

/// Names that people give, and some that generated code might give too.
const NAMES: [&str; 44] = [
    "x",
    "y",
    "z",
    "a",
    "b",
    "c",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "v",
    "w",
    "sum",
    "total",
    "acc",
    "state",
    "left",
    "right",
    "scale",
    "weight",
    "mean",
    "energy",
    "dx",
    "dy",
    "d_x",
    "ws",
    "workspace",
    "value",
    "tape",
    "adjoint",
    "result",
    "out",
    "tmp",
    "grad",
    "step",
    "next",
    "this",
    "last",
    "row",
    "best",
    "kept",
    "norm",
];

impl Generator {
    /// A name that no visible variable has.
    pub fn fresh_name(&mut self) -> String {
        let name = self.random.pick(&NAMES);
        let taken = |name: &str| self.entries.iter().any(|entry| entry.variable.name == name);
        if !taken(name) {
            return name.to_owned();
        }
        let numbered = |number: usize| format!("{name}{number}");
        let free = (2..).map(numbered).find(|name| !taken(name));
        free.expect("finitely many are taken")
    }

    /// A name for a local variable, which may shadow another one.
    pub fn local_name(&mut self) -> String {
        if self.style.shadowing && self.chance(15) {
            let names: Vec<_> = self
                .visible()
                .filter(|entry| !entry.counter && self.depth().as_ref() != Some(&entry.variable))
                .map(|entry| entry.variable.name.clone())
                .collect();
            if !names.is_empty() {
                return names[self.random.below(names.len())].clone();
            }
        }
        self.fresh_name()
    }

    pub fn declare(
        &mut self,
        name: String,
        ty: Type,
        reference: bool,
        mutable: bool,
        vague: bool,
        bounds: (i64, i64),
    ) -> Rc<Variable> {
        self.next_id += 1;
        let variable = Rc::new(Variable {
            id: self.next_id,
            name,
            bare: reference && self.chance(60),
            ty,
            reference,
            mutable,
            vague: vague && !self.program.single,
        });
        self.entries.push(Entry {
            variable: variable.clone(),
            bounds,
            input: false,
            constant: false,
            fixed: !mutable,
            counter: false,
        });
        variable
    }

    /// A variable with this very name that stays as it is.
    pub fn declare_named(&mut self, name: &str, ty: Type, bounds: (i64, i64)) -> Rc<Variable> {
        let variable = self.declare(name.to_owned(), ty, false, false, false, bounds);
        self.entries.last_mut().expect("just declared").counter = true;
        variable
    }

    /// The variables that no later one shadows.
    pub fn visible(&self) -> impl Iterator<Item = &Entry> {
        let shadowed = |place: usize, name: &str| {
            let later = &self.entries[place + 1..];
            later.iter().any(|entry| entry.variable.name == name)
        };
        let entries = self.entries.iter().enumerate();
        entries
            .filter(move |(place, entry)| !shadowed(*place, &entry.variable.name))
            .map(|(_, entry)| entry)
    }

    /// Whether this variable is in scope and not shadowed.
    pub fn sees(&self, variable: &Rc<Variable>) -> bool {
        self.visible().any(|entry| entry.variable == *variable)
    }

    /// One of the visible variables that `wanted` accepts, rather a late one.
    pub fn choose(&mut self, wanted: impl Fn(&Entry) -> bool) -> Option<Entry> {
        let entries: Vec<Entry> = self.visible().filter(|entry| wanted(entry)).cloned().collect();
        if entries.is_empty() {
            return None;
        }
        let one = self.random.below(entries.len());
        let other = self.random.below(entries.len());
        Some(entries[one.max(other)].clone())
    }

    /// Runs `inside` as if there were no variable of this name.
    pub fn hiding<T>(&mut self, name: &str, inside: impl FnOnce(&mut Self) -> T) -> T {
        let all = self.entries.clone();
        self.entries.retain(|one| one.variable.name != name);
        let value = inside(self);
        self.entries = all;
        value
    }

    /// Runs `inside` while a variable may not be assigned to.
    pub fn locked<T>(&mut self, variable: &Rc<Variable>, inside: impl FnOnce(&mut Self) -> T) -> T {
        let place = self.entries.iter().position(|entry| entry.variable == *variable);
        let place = place.expect("a variable in scope");
        let before = std::mem::replace(&mut self.entries[place].fixed, true);
        let value = inside(self);
        self.entries[place].fixed = before;
        value
    }
}
