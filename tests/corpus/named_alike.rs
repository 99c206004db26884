//! Methods of types of the user with the names of methods of iterators, options and vectors.

use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Couple {
    pub x: f64,
    pub y: f64,
}

#[differentiate]
impl Couple {
    pub fn product(&self) -> f64 {
        self.x * self.y
    }

    pub fn sum(&self) -> f64 {
        self.x + self.y * self.y
    }

    pub fn chain(&self, other: &Couple) -> Couple {
        Couple {
            x: self.x * other.x,
            y: self.y + other.y,
        }
    }

    pub fn rev(&self) -> Couple {
        Couple { x: self.y, y: self.x }
    }

    pub fn scan(&self, k: f64) -> f64 {
        self.x.sin() * k
    }

    pub fn position(&self, t: f64) -> f64 {
        self.x + self.y * t
    }

    pub fn first(&self) -> f64 {
        self.x * self.x
    }
}

#[differentiate]
pub fn methods_named_as_consumers(x: f64, y: f64) -> f64 {
    let couple = Couple { x, y };
    let both = [couple, couple];
    couple.product() + couple.sum() * both[1].product()
}

#[differentiate]
pub fn consumers_of_what_a_method_gives(x: f64, y: f64) -> f64 {
    let couple: Couple = Couple { x, y };
    couple.chain(&couple).product() * couple.rev().sum()
}

#[differentiate]
pub fn methods_named_as_adaptors(x: f64, y: f64) -> f64 {
    let couple = Couple { x, y };
    couple.scan(2.0) * couple.rev().x + couple.chain(&couple).y
}

#[differentiate]
pub fn methods_of_a_parameter_named_alike(c: &Couple, t: f64) -> f64 {
    let first: f64 = c.first();
    c.position(t) * first
}
