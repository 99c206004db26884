//! `==` and `!=` of what is more than a number.

use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Place {
    pub x: f64,
    pub y: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub enum Medium {
    Void,
    Glass(f64),
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Ray {
    pub from: Place,
    pub medium: Medium,
}

#[differentiate]
pub fn equal_structs(x: f64, y: f64) -> f64 {
    let (a, b) = (Place { x, y }, Place { x: y, y: x });
    if a == b || a != (Place { x, y }) {
        return 0.0;
    }
    a.x * b.x - a.y
}

#[differentiate]
impl Place {
    pub fn bearing(&self, other: &Place) -> f64 {
        if self == other {
            return 0.0;
        }
        (other.y - self.y).atan2(other.x - self.x)
    }
}

#[differentiate]
pub fn equal_by_reference(x: f64, y: f64) -> f64 {
    let a = Place { x, y };
    a.bearing(&Place { x: y * y, y: x }) + a.bearing(&a)
}

/// A struct with a variant that has a value.
#[differentiate]
pub fn equal_nested(x: f64, y: f64) -> f64 {
    let ray = Ray {
        from: Place { x, y },
        medium: Medium::Glass(y),
    };
    let other = Ray {
        medium: Medium::Void,
        ..ray
    };
    if ray == other {
        x
    } else if other.medium == Medium::Void {
        ray.from.x * y
    } else {
        y
    }
}

#[differentiate]
pub fn equal_arrays(a: [f64; 2], b: &[f64]) -> f64 {
    if a == [0.0, 0.0] || b == [1.0] || b[..2] == a {
        return b[0];
    }
    a[0] / (a[1] + b[0])
}

#[differentiate]
pub fn equal_vectors(x: &[f64]) -> f64 {
    let doubled: Vec<f64> = x.iter().map(|v| v * 2.0).collect();
    let halves: Vec<f64> = doubled.iter().map(|v| v * 0.5).collect();
    if halves != x || doubled == halves {
        return 0.0;
    }
    doubled.iter().product()
}

#[differentiate]
pub fn equal_tuples(x: f64, y: f64) -> f64 {
    if (x, y) == (0.0, 0.0) {
        return x;
    }
    if (x, 1) != (y, 1) {
        x / y
    } else {
        y
    }
}

#[differentiate]
pub fn equal_options(x: f64, y: f64) -> f64 {
    let some = if x > 0.2 { Some(y) } else { None };
    if some == None {
        x
    } else if some == Some(1.0) || (some, 2) == (None, 2) {
        y
    } else {
        x * y
    }
}
