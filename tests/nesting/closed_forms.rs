//! Functions of one variable, whose derivatives of all orders are known.

use super::assert_close;
use differentiate::differentiate;

/// x⁵: its derivatives are 5x⁴, 20x³, 60x², 120x.
#[differentiate]
fn fifth_power(x: f64) -> f64 {
    x * x * x * x * x
}

#[differentiate]
fn first(x: f64) -> f64 {
    fifth_power::grad(x)
}

#[differentiate]
fn second(x: f64) -> f64 {
    first::grad(x)
}

#[differentiate]
fn third(x: f64) -> f64 {
    second::grad(x)
}

#[test]
fn gradients_inside_of_gradients_are_derivatives_of_each_order() {
    for x in [-1.3, 0.0, 0.4, 2.0] {
        assert_eq!(first(x), fifth_power::grad(x));
        assert_close(second(x), 20.0 * x.powi(3), 1e-14);
        assert_close(third(x), 60.0 * x * x, 1e-14);
        assert_close(third::grad(x), 120.0 * x, 1e-13);
        assert_close(second::hvp(x, 2.0), 2.0 * 120.0 * x, 1e-13);
        assert_close(third::hessian(x), 120.0, 1e-13);
    }
}

#[differentiate]
fn wave(x: f64, k: f64) -> f64 {
    (k * x).sin()
}

/// (x ↦ sin kx)′ = k cos kx, by each of the modes.
#[differentiate]
fn by_gradient(x: f64, k: f64) -> f64 {
    let (dx, dk) = wave::grad(x, k);
    dx + 3.0 * dk
}

#[differentiate]
fn by_value_and_gradient(x: f64, k: f64) -> f64 {
    let (value, (dx, _)) = wave::value_and_grad(x, k);
    value * dx
}

#[differentiate]
fn by_direction(x: f64, k: f64) -> f64 {
    let (value, tangent) = wave::jvp(x, k, x * k, k.exp());
    tangent + value * value
}

#[differentiate]
fn by_cotangent(x: f64, k: f64) -> f64 {
    let (value, (dx, dk)) = wave::vjp(x, k, x + k * k);
    dx * dk + value
}

#[differentiate]
fn by_hessian(x: f64, k: f64) -> f64 {
    let (dx, dk) = wave::hvp(x, k, k * x, x - k);
    dx * 2.0 + dk
}

/// The same derivatives, written out.
#[differentiate]
fn gradient_written_out(x: f64, k: f64) -> f64 {
    k * (k * x).cos() + 3.0 * (x * (k * x).cos())
}

#[differentiate]
fn value_and_gradient_written_out(x: f64, k: f64) -> f64 {
    (k * x).sin() * (k * (k * x).cos())
}

#[differentiate]
fn direction_written_out(x: f64, k: f64) -> f64 {
    let tangent = (k * x).cos() * (k * (x * k) + x * k.exp());
    tangent + (k * x).sin() * (k * x).sin()
}

#[differentiate]
fn cotangent_written_out(x: f64, k: f64) -> f64 {
    let given = x + k * k;
    let cos = (k * x).cos();
    given * k * cos * (given * x * cos) + (k * x).sin()
}

#[differentiate]
fn hessian_written_out(x: f64, k: f64) -> f64 {
    let (sin, cos) = ((k * x).sin(), (k * x).cos());
    let (along_x, along_k) = (k * x, x - k);
    let mixed = cos - k * x * sin;
    let dx = -k * k * sin * along_x + mixed * along_k;
    let dk = mixed * along_x - x * x * sin * along_k;
    dx * 2.0 + dk
}

macro_rules! same {
    ($($test:ident: $nested:ident, $written_out:ident;)*) => {$(
        #[test]
        fn $test() {
            for (x, k) in [(0.3, 1.7), (-1.1, 0.6), (2.0, -0.8), (0.0, 1.0)] {
                let (value, (dx, dk)) = $nested::value_and_grad(x, k);
                let (expected, (expected_dx, expected_dk)) = $written_out::value_and_grad(x, k);
                assert_eq!(value, $nested(x, k));
                assert_close(value, expected, 1e-13);
                assert_close(dx, expected_dx, 1e-12);
                assert_close(dk, expected_dk, 1e-12);
                let (found, expected) = ($nested::hessian(x, k), $written_out::hessian(x, k));
                assert_close(found.0.0, expected.0.0, 1e-11);
                assert_close(found.0.1, expected.0.1, 1e-11);
                assert_close(found.1.1, expected.1.1, 1e-11);
                let (_, forward) = $nested::jvp(x, k, 0.4, -1.5);
                assert_close(forward, 0.4 * dx - 1.5 * dk, 1e-12);
            }
        }
    )*};
}

same! {
    grad_is_differentiated: by_gradient, gradient_written_out;
    value_and_grad_is_differentiated: by_value_and_gradient, value_and_gradient_written_out;
    jvp_is_differentiated: by_direction, direction_written_out;
    vjp_is_differentiated: by_cotangent, cotangent_written_out;
    hvp_is_differentiated: by_hessian, hessian_written_out;
}
