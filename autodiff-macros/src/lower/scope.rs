//! What each variable holds at the current place of the program.

use super::value::Value;
use crate::ast::LocalId;
use std::collections::BTreeMap;

/// The variables of the user, and behind them those that the lowering adds: flags and values of exits.
pub struct Scope {
    variables: Vec<Variable>,
    /// The assignments since the beginning with what they replaced, so that they can be rolled back.
    trail: Vec<(LocalId, Option<Value>)>,
}

#[derive(Clone)]
struct Variable {
    value: Option<Value>,
    /// How many regions were open when it was declared; none before that.
    depth: Option<usize>,
}

/// What a region assigned.
pub type Changes = BTreeMap<LocalId, Value>;

impl Scope {
    pub fn new(locals: usize) -> Scope {
        Scope {
            variables: vec![
                Variable {
                    value: None,
                    depth: None
                };
                locals
            ],
            trail: vec![],
        }
    }

    /// A variable that the user did not write.
    pub fn add(&mut self, depth: usize) -> LocalId {
        self.variables.push(Variable {
            value: None,
            depth: Some(depth),
        });
        LocalId(self.variables.len() as u32 - 1)
    }

    pub fn declare(&mut self, local: LocalId, depth: usize) {
        let variable = &mut self.variables[local.0 as usize];
        variable.depth = Some(depth);
    }

    /// Whether the variable was declared in one of the first `depth` open regions.
    pub fn is_outside(&self, local: LocalId, depth: usize) -> bool {
        self.variables[local.0 as usize]
            .depth
            .is_some_and(|declared| declared <= depth)
    }

    pub fn get(&self, local: LocalId) -> Option<&Value> {
        self.variables[local.0 as usize].value.as_ref()
    }

    pub fn set(&mut self, local: LocalId, value: Value) {
        let old = self.variables[local.0 as usize].value.replace(value);
        self.trail.push((local, old));
    }

    /// A point to roll back to.
    pub fn mark(&self) -> usize {
        self.trail.len()
    }

    /// Undoes all assignments since the mark; they are the changes.
    pub fn roll_back(&mut self, mark: usize) -> Changes {
        let mut changes = Changes::new();
        for (local, old) in self.trail.drain(mark..).rev() {
            let new = std::mem::replace(&mut self.variables[local.0 as usize].value, old);
            if let Some(new) = new {
                // Going backwards, the first that is met is the last that was assigned.
                changes.entry(local).or_insert(new);
            }
        }
        changes
    }
}
