//! A derivative that a function does not have says why where it is asked for.
use differentiate::{differentiate, with_derivative, Differentiable};

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    stiffness: f64,
    rest: f64,
}

// Whether this one is there is up to a `cfg`, so its body is not looked at.
#[cfg(not(any()))]
#[differentiate]
fn energy(spring: &Spring, x: f64) -> f64 {
    spring.stiffness * (x - spring.rest).powi(2)
}

#[differentiate]
fn of_two(spring: &Spring, x: f64) -> f64 {
    energy(spring, x) + energy(spring, -x)
}

#[differentiate]
fn polar(r: f64, angle: f64) -> (f64, f64) {
    (r * angle.cos(), r * angle.sin())
}

#[differentiate]
impl Spring {
    fn both(&self) -> [f64; 2] {
        [self.stiffness, self.rest]
    }
}

differentiate::rule! {
    fn cube(x: f64) -> f64 { x * x * x }
    partials { x: 3.0 * x * x }
}

#[differentiate]
fn is_steep(x: f64, y: f64) -> bool {
    x * y > 1.0
}

#[differentiate]
fn doubled(x: f64) -> f64 {
    2.0 * x
}

#[differentiate]
fn of_any<T: num_traits::Float, F: Fn(T) -> T>(f: F, x: T) -> T {
    f(x) * x
}

#[differentiate]
fn of_known(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x) * x
}

/// A derivative that is called inside cannot be pulled back through either.
#[differentiate] //~ E0277
fn along_the_slope(spring: &Spring, x: f64) -> f64 {
    let (slope, force) = of_two::grad(spring, x);
    slope.stiffness * force
}

fn main() {
    let spring = Spring {
        stiffness: 1.0,
        rest: 0.0,
    };
    of_two::hvp(&spring, 1.0, (), 0.0); //~ E0277
    of_two::hessian(&spring, 1.0); //~ E0277
    polar::hessian_diagonal(1.0, 2.0); //~ E0277
    spring.both_hessian(); //~ E0277
    cube::jvp(1.0, 1.0); //~ E0277
    of_any::hessian(doubled {}, 1.0); //~ E0277
    of_known::grad(with_derivative(|x| x, |_| 1.0), 1.0);
    of_known::hessian(with_derivative(|x: f64| x, |_| 1.0), 1.0); //~ E0277
    is_steep::grad(0.5, 2.0); //~ E0277
}
