use differentiate::{differentiate, Differentiable};
use std::ops::{Add, AddAssign, Mul};

#[derive(Clone, Copy, Differentiable)]
struct Point {
    x: f64,
    y: f64,
}

#[differentiate]
impl Add for Point {
    type Output = Point;

    fn add(self, other: Point) -> Point {
        let text = self.x.to_string(); //~ D314
        Point {
            x: self.x + other.x,
            y: self.y + text.len() as f64,
        }
    }
}

impl AddAssign for Point {
    fn add_assign(&mut self, other: Point) {
        self.x += other.x;
    }
}

#[differentiate]
impl std::iter::Sum for Point { //~ D019
    fn sum<I: Iterator<Item = Point>>(points: I) -> Point {
        points.fold(Point { x: 0.0, y: 0.0 }, |a, b| a + b)
    }
}

#[differentiate]
impl From<[f64; 2]> for Point { //~ D019
    fn from([x, y]: [f64; 2]) -> Point {
        Point { x, y }
    }
}

#[differentiate]
impl Mul<f64> for Point {
    type Output = Point;

    fn mul(self, k: f64) -> Point {
        Point {
            x: self.x * k,
            y: self.y * k,
        }
    }
}

// The operator was refused, and nothing more is said here.
#[differentiate]
fn sum(a: Point, b: Point) -> f64 {
    let c = a + b;
    c.x * c.y
}

#[differentiate]
fn update(a: Point, b: Point) -> f64 {
    let mut c = a;
    c += b; //~ E0277 E0277
    c.x * c.y
}

#[differentiate]
fn unknown_method(a: Point, k: f64) -> f64 {
    (a * k).x * k.lerped(2.0) //~ D310 E0599
}

fn main() {
    let p = Point { x: 1.0, y: 2.0 };
    let (mut q, _) = (p + Point::from([1.0, 2.0]), p);
    q += p * 2.0;
    sum::grad(p, q);
    update::grad(p, q);
    unknown_method(p, 1.0);
}
