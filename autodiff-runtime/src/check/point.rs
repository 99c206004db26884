//! A parameter as a list of floats: what each is called, and how it is moved.

use crate::tangent::{Differentiable, Visitor};
use std::string::{String, ToString};
use std::vec::Vec;

/// One float of a parameter.
#[derive(Clone)]
pub(super) struct Float {
    /// The name of the parameter, with the fields and indices up to the last field.
    pub parameter: String,
    /// The indices behind that.
    pub index: Vec<usize>,
    pub value: f64,
    /// The relative spacing of floats of this precision.
    pub epsilon: f64,
}

/// All floats of a parameter with this name.
pub(super) fn floats<P: Differentiable + ?Sized>(name: &str, parameter: &mut P) -> Vec<Float> {
    let mut list = List {
        steps: std::vec![Step::Field(name.into())],
        floats: Vec::new(),
    };
    parameter.visit(&mut list);
    list.floats
}

/// Overwrites one float; the value that it has then, rounded to its precision.
pub(super) fn set<P: Differentiable + ?Sized>(parameter: &mut P, position: usize, value: f64) -> f64 {
    let mut set = Set {
        left: Some(position),
        value,
    };
    parameter.visit(&mut set);
    set.value
}

enum Step {
    Field(String),
    Element(usize),
}

struct List {
    steps: Vec<Step>,
    floats: Vec<Float>,
}

impl Visitor for List {
    fn float(&mut self, value: &mut f64, epsilon: f64) {
        let is_index = |step: &&Step| matches!(step, Step::Element(_));
        let indices = self.steps.iter().rev().take_while(is_index).count();
        let (path, index) = self.steps.split_at(self.steps.len() - indices);
        let mut parameter = String::new();
        for step in path {
            match step {
                Step::Field(name) if parameter.is_empty() => parameter.push_str(name),
                Step::Field(name) => parameter.extend([".", name]),
                Step::Element(k) => parameter.extend(["[", &k.to_string(), "]"]),
            }
        }
        let index = index.iter().filter_map(|step| match step {
            Step::Element(k) => Some(*k),
            Step::Field(_) => None,
        });
        self.floats.push(Float {
            parameter,
            index: index.collect(),
            value: *value,
            epsilon,
        });
    }

    fn enter_field(&mut self, name: &str) {
        self.steps.push(Step::Field(name.into()));
    }

    fn enter_element(&mut self, index: usize) {
        self.steps.push(Step::Element(index));
    }

    fn leave(&mut self) {
        self.steps.pop();
    }
}

struct Set {
    /// How many floats come before the one to be set; none once it is.
    left: Option<usize>,
    value: f64,
}

impl Visitor for Set {
    fn float(&mut self, value: &mut f64, epsilon: f64) {
        match self.left {
            Some(0) => {
                *value = self.value;
                if epsilon == f64::from(f32::EPSILON) {
                    *value = f64::from(*value as f32);
                }
                self.value = *value;
                self.left = None;
            }
            Some(left) => self.left = Some(left - 1),
            None => {}
        }
    }

    fn enter_field(&mut self, _name: &str) {}

    fn enter_element(&mut self, _index: usize) {}

    fn leave(&mut self) {}
}
