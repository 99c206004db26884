//! Activations against numbers of 50 digits, from −10³⁰⁸ to 10³⁰⁸, and in single precision.

use crate::golden;
use differentiate::{differentiate, nn};

/// Each activation in both precisions: its name, and its value and derivative at a point.
macro_rules! activations {
    ($($name:ident $(, $setting:literal)*;)*) => {
        [$((
            stringify!($name),
            (|x: f64| first(nn::$name::value_and_grad(x $(, $setting)*))) as fn(f64) -> (f64, f64),
            (|x: f32| first(nn::$name::value_and_grad(x $(, $setting)*))) as fn(f32) -> (f32, f32),
        )),*]
    };
}

/// The derivative in the first parameter, of a gradient in one or in two.
trait First<T> {
    fn first(self) -> T;
}

impl First<f64> for f64 {
    fn first(self) -> f64 {
        self
    }
}

impl First<f32> for f32 {
    fn first(self) -> f32 {
        self
    }
}

impl<T> First<T> for (T, T) {
    fn first(self) -> T {
        self.0
    }
}

fn first<T>((value, gradient): (T, impl First<T>)) -> (T, T) {
    (value, gradient.first())
}

type Activation = (&'static str, fn(f64) -> (f64, f64), fn(f32) -> (f32, f32));

const ACTIVATIONS: [Activation; 12] = activations! {
    relu;
    leaky_relu, 0.01;
    elu, 1.0;
    selu;
    gelu;
    gelu_tanh;
    sigmoid;
    logsigmoid;
    tanh;
    silu;
    softplus, 1.0;
    mish;
};

#[test]
fn values_and_derivatives_agree_with_fifty_digits() {
    let mut wrong = String::new();
    for (name, double, _) in ACTIVATIONS {
        // The exponent of gelu_tanh is a cubic, whose rounding error is that of a large number.
        let tolerance = if name == "gelu_tanh" { 2e-14 } else { 4e-15 };
        for [x, value, derivative] in golden::activation(name) {
            let (y, dx) = double(x);
            for (what, got, expected) in [("value", y, value), ("derivative", dx, derivative)] {
                let error = (got - expected).abs();
                if error.is_nan() || error > tolerance * expected.abs() + 1e-306 {
                    wrong += &format!("{name}({x:e}): {what} {got:e}, not {expected:e}\n");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn single_precision_rounds_double_precision() {
    for (name, double, single) in ACTIVATIONS {
        for k in -400..=400 {
            let x = k as f32 * 0.25 + 0.01;
            let ((y, dx), (value, derivative)) = (single(x), double(f64::from(x)));
            for (got, expected) in [(y, value), (dx, derivative)] {
                let error = (f64::from(got) - expected).abs();
                // What is subnormal may be zero; silu and mish have minima, where the derivative is a difference.
                let absolute = f64::from(f32::MIN_POSITIVE) + if x.abs() < 5.0 { 1e-7 } else { 0.0 };
                assert!(
                    error <= 1e-5 * expected.abs() + absolute,
                    "{name}({x}): {got}, not {expected}"
                );
            }
        }
    }
}

#[test]
fn kinks_have_the_derivative_of_torch_and_nan_stays() {
    assert_eq!(nn::relu::grad(0.0), 0.0);
    assert_eq!(nn::leaky_relu::grad(0.0, 0.01), (0.01, 0.0));
    assert_eq!(nn::prelu::grad(0.0, 0.25), (0.25, 0.0));
    assert_eq!(nn::elu::grad(0.0, 0.5), (0.5, 0.0));
    for (name, double, single) in ACTIVATIONS {
        assert!(
            double(f64::NAN).0.is_nan() && single(f32::NAN).0.is_nan(),
            "{name}(NaN)"
        );
    }
}

#[test]
fn parameters_of_activations_are_differentiated() {
    for x in [-2.5, -0.3, 0.4, 3.0] {
        nn::leaky_relu::check(x, 0.2).unwrap();
        nn::prelu::check(x, 0.2).unwrap();
        nn::elu::check(x, 0.7).unwrap();
        nn::softplus::check(x, 2.5).unwrap();
    }
    let case = golden::case("prelu");
    let (dx, dweight): (Vec<f64>, Vec<f64>) = case.inputs[0]
        .iter()
        .zip(&case.weights)
        .map(|(&x, &weight)| {
            let (dx, dslope) = nn::prelu::grad(x, case.inputs[1][0]);
            (weight * dx, weight * dslope)
        })
        .unzip();
    let y: Vec<f64> = case.inputs[0]
        .iter()
        .map(|&x| nn::prelu(x, case.inputs[1][0]))
        .collect();
    case.agrees(&y, &[&dx, &[dweight.iter().sum()]]);
}

/// Activations as functions that iterators are given, and by their paths.
#[differentiate]
fn mapped(x: &[f64], slope: f64) -> f64 {
    let y: Vec<f64> = x.iter().map(|&v| nn::silu(v) + nn::prelu(v, slope)).collect();
    y.iter().map(|&v| nn::sigmoid(v)).sum()
}

#[test]
fn activations_are_called_in_chains() {
    mapped::check(&[-1.5, 0.3, 2.0], 0.3).unwrap();
}
