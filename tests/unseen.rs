//! Items with an attribute each, of which one alone does not show what methods, operators, fields and defaults of another give.

use differentiate::{differentiate, Differentiable};
use num_traits::Float;
use std::ops::{Mul, Sub};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Counter {
    gain: f64,
    sum: f64,
}

#[differentiate]
impl Counter {
    fn add(&mut self, x: f64) -> f64 {
        self.sum += self.gain * x;
        self.sum * x
    }

    #[cfg(any())]
    fn absent(&self, x: f64) -> f64 {
        match self.gain {
            low if low < 0.0 => self.nothing(x),
            high => high,
        }
    }
}

/// A method that takes `&mut self`, and gives a value.
#[differentiate]
fn counted(gain: f64, x: &[f64]) -> f64 {
    let mut counter = Counter { gain, sum: 0.5 };
    let mut total = 0.0;
    for v in x {
        let now = counter.add(*v);
        total += now * now;
    }
    total
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Plane {
    x: f64,
    y: f64,
}

#[differentiate]
impl Plane {
    fn turned(&self, by: &Plane) -> Plane {
        Plane {
            x: self.x * by.x - self.y * by.y,
            y: self.x * by.y + self.y * by.x,
        }
    }

    fn length(&self) -> f64 {
        self.x.hypot(self.y)
    }
}

#[differentiate]
impl Sub for Plane {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            x: self.x - other.x,
            y: self.y - other.y,
        }
    }
}

#[differentiate]
impl Mul<f64> for Plane {
    type Output = Self;

    fn mul(self, k: f64) -> Self {
        Self {
            x: self.x * k,
            y: self.y * k,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Motion {
    at: Plane,
    speed: Plane,
}

#[differentiate]
impl Motion {
    const MASS: f64 = 1.5;

    fn eccentricity(&self) -> Plane {
        let turn = self.at.turned(&self.speed);
        self.speed.turned(&turn) * (1.0 / Self::MASS) - self.at * (1.0 / self.at.length())
    }

    fn size(&self) -> f64 {
        self.eccentricity().length()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Row<const N: usize>([f64; N]);

#[differentiate]
impl<const N: usize> Row<N> {
    fn product(&self, other: &Self) -> f64 {
        self.0.iter().zip(other.0.iter()).map(|(a, b)| a * b).sum()
    }

    /// An array of the length of the type.
    fn unit(&self) -> Self {
        let length = self.product(self).sqrt();
        Self(self.0.map(|v| v / length))
    }

    fn cosine(&self, other: &Self) -> f64 {
        self.unit().product(&other.unit())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Pair<T> {
    a: T,
    b: T,
}

/// Any float, of which a struct is made.
#[differentiate]
impl<T: Float> Pair<T> {
    fn turned(self, angle: T) -> Self {
        let (s, c) = angle.sin_cos();
        Pair {
            a: c * self.a - s * self.b,
            b: s * self.a + c * self.b,
        }
    }

    fn sum(self, angle: T) -> T {
        let turned = self.turned(angle);
        turned.a + turned.b * turned.b
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Differentiable)]
struct Filter {
    gain: f64,
    last: f64,
    limit: Option<f64>,
}

#[differentiate]
impl Filter {
    fn new(gain: f64) -> Self {
        Self {
            gain,
            ..Default::default()
        }
    }

    fn step(&mut self, x: f64) -> f64 {
        self.last += self.gain * (x - self.last);
        self.last
    }

    fn limit(&self) -> Option<f64> {
        let limit = self.limit.as_ref()?;
        Some(limit * self.gain)
    }
}

#[differentiate]
fn filtered(gain: f64, x: &[f64]) -> f64 {
    let mut filter = Filter::new(gain);
    x.iter().map(|v| filter.step(*v)).map(|y| y * y).sum()
}

#[test]
fn methods_in_place_are_seen() {
    counted::check(0.7, &[0.5, 1.5, -0.3]).unwrap();
}

#[test]
fn operators_among_methods_are_seen() {
    let motion = Motion {
        at: Plane { x: 1.0, y: 0.5 },
        speed: Plane { x: -0.3, y: 0.8 },
    };
    motion.size_check().unwrap();
}

#[test]
fn lengths_of_a_type_are_those_of_its_fields() {
    let (a, b) = (Row([1.0, 2.0, 0.5]), Row([0.3, -0.2, 0.9]));
    a.cosine_check(&b).unwrap();
}

#[test]
fn structs_of_any_float_are_given() {
    let pair: Pair<f64> = Pair { a: 0.3, b: 1.2 };
    let (gradient, _): (PairTangent<f64>, f64) = pair.sum_grad(0.4);
    let (s, c) = 0.4_f64.sin_cos();
    let turned = s * 0.3 + c * 1.2;
    assert!((gradient.a - (c + 2.0 * turned * s)).abs() < 1e-14);
}

#[test]
fn what_is_left_out_is_the_default() {
    filtered::check(0.7, &[0.5, 1.5, -0.3]).unwrap();
    let filter = Filter {
        limit: Some(3.0),
        ..Filter::new(0.5)
    };
    let gradient = filter.limit_grad().expect("a limit");
    assert_eq!((gradient.gain, gradient.limit), (3.0, Some(0.5)));
    assert_eq!(Filter::new(0.5).limit_grad(), None);
}
