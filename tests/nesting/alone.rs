//! Functions that have an attribute each, and call derivatives of each other: what one sees of another one it reads in the file.

use super::assert_close;
use differentiate::{differentiate, Differentiable, Tangent};

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    stiffness: f64,
    rest: [f64; 2],
}

#[differentiate]
impl Spring {
    fn energy(&self, x: f64) -> f64 {
        self.stiffness * x * x * self.rest[0] * self.rest[1]
    }
}

impl Spring {
    /// With an attribute of its own.
    #[differentiate]
    fn force(&self, x: f64) -> f64 {
        self.stiffness * self.stiffness * x * x * x * self.rest[0] + self.rest[1] * x
    }
}

#[differentiate]
fn pulled(spring: &Spring, x: f64) -> f64 {
    spring.stiffness * x * x * spring.rest[0] + spring.rest[1] * spring.stiffness * spring.stiffness * x
}

/// The direction is a gradient, of which nothing says before what it is.
#[differentiate]
fn along_its_slope(spring: &Spring, x: f64) -> f64 {
    let (slope, along_x) = pulled::grad(spring, x);
    let (value, along) = pulled::jvp(spring, x, &slope, along_x);
    value * along
}

#[differentiate]
fn of_a_method(spring: &Spring, x: f64) -> f64 {
    let (slope, along_x) = spring.energy_grad(x);
    slope.stiffness * along_x * slope.rest[0]
}

#[differentiate]
fn of_a_method_alone(spring: &Spring, x: f64) -> f64 {
    let (slope, along_x) = spring.force_grad(x);
    slope.stiffness * along_x * slope.rest[0]
}

fn spring() -> Spring {
    Spring {
        stiffness: 0.5,
        rest: [0.2, 0.9],
    }
}

macro_rules! agree {
    ($($name:ident)*) => {$(
        $name::check(&spring(), 0.9).unwrap();
        let direction = SpringTangent { stiffness: 0.3, rest: [-0.5, 0.8] };
        let found = $name::hvp(&spring(), 0.9, &direction, 1.5).to_flat();
        let [after, before] = [1e-6, -1e-6].map(|by| {
            let mut moved = spring();
            moved.step(&direction, by);
            $name::grad(&moved, 0.9 + 1.5 * by).to_flat()
        });
        for (k, found) in found.into_iter().enumerate() {
            assert_close(found, (after[k] - before[k]) / 2e-6, 1e-6);
        }
    )*};
}

#[test]
fn derivatives_of_what_stands_alone_are_differentiated_again() {
    agree! { along_its_slope of_a_method of_a_method_alone }
}

/// k² x³ r + q x
#[test]
fn a_method_with_an_attribute_of_its_own_has_all_derivatives() {
    let (k, [r, _], x) = (0.5, [0.2, 0.9], 0.9_f64);
    let (rows, (row, second)) = spring().force_hessian(x);
    assert_close(rows[0].0.stiffness, 2.0 * x.powi(3) * r, 1e-14);
    assert_close(rows[0].0.rest[0], 2.0 * k * x.powi(3), 1e-14);
    assert_close(row.rest[1], 1.0, 1e-14);
    assert_close(second, 6.0 * k * k * x * r, 1e-14);
    let (value, along) = spring().force_jvp(x, &spring().zero_tangent(), 1.0);
    assert_eq!(value, spring().force(x));
    assert_close(along, spring().force_grad(x).1, 1e-14);
    let sparse = spring().force_hessian_sparse(x);
    assert_eq!((sparse.get(3, 2), sparse.get(2, 2)), (1.0, 0.0));
}

/// A count of which the type is in the struct.
#[derive(Clone, Debug, Differentiable)]
struct Counted {
    mean: f64,
    count: usize,
}

#[differentiate]
fn total(of: &Counted, x: f64) -> f64 {
    of.mean * of.mean * x * of.count as f64
}

#[test]
fn a_number_that_is_cast_may_be_a_field() {
    let (rows, (_, second)) = total::hessian(&Counted { mean: 2.0, count: 3 }, 5.0);
    assert_eq!((rows[0].0.mean, rows[0].1, second), (30.0, 12.0, 0.0));
}
