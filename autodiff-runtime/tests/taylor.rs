//! Taylor series: closed forms, and all functions against dual numbers nested four deep.
#![cfg(feature = "std")]
#![allow(missing_docs, reason = "test functions speak for themselves")]

use autodiff_runtime::scalars::{Dual, Taylor};
use autodiff_runtime::Real;

type D1 = Dual<f64>;
type D2 = Dual<D1>;
type D3 = Dual<D2>;
type D4 = Dual<D3>;

fn factorial(k: usize) -> f64 {
    (1..=k).map(|k| k as f64).product()
}

/// The derivatives of orders 0 to 4 of a function of one number, by dual numbers of dual numbers.
fn nested(f: impl Fn(D4) -> D4, x: f64) -> [f64; 5] {
    let d1 = Dual::new(x, [1.0]);
    let d2 = Dual::new(d1, [Dual::constant_of(1.0)]);
    let d3 = Dual::new(d2, [Dual::constant_of(Dual::constant_of(1.0))]);
    let d4 = Dual::new(d3, [Dual::constant_of(Dual::constant_of(Dual::constant_of(1.0)))]);
    let y = f(d4);
    [
        y.value.value.value.value,
        y.value.value.value.tangents[0],
        y.value.value.tangents[0].tangents[0],
        y.value.tangents[0].tangents[0].tangents[0],
        y.tangents[0].tangents[0].tangents[0].tangents[0],
    ]
}

/// Functions that are written once, and run over any number.
macro_rules! agree {
    ($($name:literal: |$x:ident| $body:expr, at $($at:expr),+;)*) => {
        #[test]
        fn every_function_has_the_derivatives_of_nested_dual_numbers() {
            $({
                fn f<T: Real>($x: T) -> T {
                    $body
                }
                for at in [$($at),+] {
                    compare($name, at, f(Taylor::variable(at, 1.0)), nested(f, at));
                }
            })*
        }
    };
}

fn compare(name: &str, at: f64, series: Taylor<f64, 4>, expected: [f64; 5]) {
    assert_eq!(series.value.to_bits(), expected[0].to_bits(), "{name} at {at}");
    for (order, &expected) in expected.iter().enumerate().skip(1) {
        let got = series.derivative(order);
        let scale = expected.abs().max(1e-3 * series.value.abs()).max(1e-6);
        assert!(
            (got - expected).abs() <= 5e-12 * scale,
            "{name} at {at}, order {order}: {got:e}, not {expected:e}"
        );
    }
}

fn c<T: Real>(value: f64) -> T {
    T::constant(value)
}

agree! {
    "sum": |x| x * x + x, at 1.5, -0.25;
    "difference": |x| c::<T>(2.0) - x * x * x, at 1.5;
    "product": |x| Real::sin(x) * Real::exp(x), at 0.75, -2.0;
    "quotient": |x| (x + c(2.0)) / (x * x + c(1.0)), at 0.75, -1.5;
    "remainder": |x| (x * x) % (x + c(1.0)), at 1.75, -0.25;
    "negation": |x| -(x * x), at 1.5;
    "recip": |x| Real::recip(x), at 1.5, -0.25;
    "abs": |x| Real::abs(x * x * x), at 1.5, -0.75;
    "signum": |x| Real::signum(x) * x, at 1.5, -0.75;
    "copysign": |x| Real::copysign(x * x, -x), at 1.5, -0.75;
    "min": |x| Real::min(x * x, x), at 1.5, 0.75;
    "max": |x| Real::max(x * x, x), at 1.5, 0.75;
    "clamp": |x| Real::clamp(x * x, x - c(1.0), x + c(1.0)), at 0.5, 3.0, -0.75;
    "to_degrees": |x| Real::to_degrees(x * x), at 1.5;
    "to_radians": |x| Real::to_radians(x * x), at 1.5;
    "mul_add": |x| Real::mul_add(x, x, x * x * x), at 1.5;
    "floor": |x| Real::floor(x) * x, at 1.5, -0.75;
    "fract": |x| Real::fract(x) * x, at 1.5, -0.75;
    "rem_euclid": |x| Real::rem_euclid(x * x * x, x), at 1.75, -1.25;
    "div_euclid": |x| Real::div_euclid(x * x, c(2.0)) * x, at 1.75;
    "sqrt": |x| Real::sqrt(x), at 1.5, 1e-3;
    "cbrt": |x| Real::cbrt(x), at 1.5, -0.75;
    "hypot": |x| Real::hypot(x, x * x + c(1.0)), at 1.5, -0.75;
    "powi": |x| Real::powi(x, 5), at 1.5, -0.75, 0.0;
    "powi 2": |x| Real::powi(x, 2), at 1.5, 0.0;
    "powi -3": |x| Real::powi(x, -3), at 1.5, -0.75;
    "powi 0": |x| Real::powi(x, 0) * x, at 1.5, 0.0;
    "powf": |x| Real::powf(x, c(2.5)), at 1.5, 0.25;
    "powf 3": |x| Real::powf(x, c(3.0)), at 1.5, -0.75;
    "powf of both": |x| Real::powf(x, x), at 1.5, 0.25;
    "power of a constant": |x| Real::powf(c::<T>(2.5), x * x), at 0.5;
    "exp": |x| Real::exp(x), at 1.5, -20.0;
    "exp2": |x| Real::exp2(x), at 1.5;
    "exp_m1": |x| Real::exp_m1(x), at 1.5, -3.0, 1e-9;
    "ln": |x| Real::ln(x), at 1.5, 1e-3;
    "log": |x| Real::log(x, x + c(2.0)), at 1.5;
    "log2": |x| Real::log2(x), at 1.5;
    "log10": |x| Real::log10(x), at 1.5;
    "ln_1p": |x| Real::ln_1p(x), at 1.5, -0.5, 1e-9;
    "sin": |x| Real::sin(x), at 1.5, -4.0;
    "cos": |x| Real::cos(x), at 1.5, -4.0;
    "sin_cos": |x| { let (s, c) = Real::sin_cos(x); s * c }, at 1.5;
    "tan": |x| Real::tan(x), at 0.5, -1.25;
    "asin": |x| Real::asin(x), at 0.5, -0.9;
    "acos": |x| Real::acos(x), at 0.5, -0.9;
    "atan": |x| Real::atan(x), at 0.5, -3.0;
    "atan2": |x| Real::atan2(x * x + c(0.5), x), at 0.5, -1.5;
    "sinh": |x| Real::sinh(x), at 0.5, -1.5;
    "cosh": |x| Real::cosh(x), at 0.5, -1.5;
    "tanh": |x| Real::tanh(x), at 0.5, -1.5, 3.0;
    "asinh": |x| Real::asinh(x), at 0.5, -1.5;
    "acosh": |x| Real::acosh(x), at 1.5, 4.0;
    "atanh": |x| Real::atanh(x), at 0.5, -0.9;
}

/// Coefficients to order 12, against what mathematics says.
#[test]
fn coefficients_of_high_order_are_those_of_the_closed_forms() {
    let x = Taylor::<f64, 12>::variable(0.0, 1.0);
    let near = |name: &str, series: Taylor<f64, 12>, expected: &dyn Fn(usize) -> f64| {
        for k in 1..=12 {
            let (got, expected) = (series.terms[k - 1], expected(k));
            assert!(
                (got - expected).abs() <= 4e-15 * expected.abs().max(0.1),
                "{name}, {k}: {got:e}, not {expected:e}"
            );
        }
    };
    let odd = |k: usize| k % 2 == 1;
    let sign = |k: usize| if k % 2 == 0 { 1.0 } else { -1.0 };
    near("exp", Real::exp(x), &|k| 1.0 / factorial(k));
    near("1/(1 - x)", (c::<Taylor<f64, 12>>(1.0) - x).recip(), &|_| 1.0);
    near("ln(1 + x)", Real::ln_1p(x), &|k| -sign(k) / k as f64);
    near("sin", Real::sin(x), &|k| {
        if odd(k) {
            sign(k / 2) / factorial(k)
        } else {
            0.0
        }
    });
    near("cosh", Real::cosh(x), &|k| {
        if odd(k) {
            0.0
        } else {
            1.0 / factorial(k)
        }
    });
    near("atan", Real::atan(x), &|k| {
        if odd(k) {
            sign(k / 2) / k as f64
        } else {
            0.0
        }
    });
    near("atanh", Real::atanh(x), &|k| if odd(k) { 1.0 / k as f64 } else { 0.0 });
    // Binomial coefficients: of 1/2, and of 5 from the middle of nowhere.
    let binomial = |a: f64, k: usize| (0..k).map(|j| (a - j as f64) / (j + 1) as f64).product::<f64>();
    near("sqrt(1 + x)", Real::sqrt(x + c(1.0)), &|k| binomial(0.5, k));
    near("(1 + x)^(-2.5)", Real::powf(x + c(1.0), c(-2.5)), &|k| {
        binomial(-2.5, k)
    });
    near("x^5", Real::powi(x, 5), &|k| if k == 5 { 1.0 } else { 0.0 });
    // Bernoulli's numbers, which are B₁₀ = 5/66 and B₁₂ = -691/2730, in the tangent.
    let tangent = [
        1.0,
        1.0 / 3.0,
        2.0 / 15.0,
        17.0 / 315.0,
        62.0 / 2835.0,
        1382.0 / 155925.0,
    ];
    near("tan", Real::tan(x), &|k| if odd(k) { tangent[k / 2] } else { 0.0 });
    near("tanh", Real::tanh(x), &|k| {
        if odd(k) {
            sign(k / 2) * tangent[k / 2]
        } else {
            0.0
        }
    });
}

#[test]
fn far_out_nothing_overflows_or_cancels() {
    let tanh = Real::tanh(Taylor::<f64, 3>::variable(30.0, 1.0));
    let expected = 4.0 * (-60.0_f64).exp();
    assert!((tanh.terms[0] / expected - 1.0).abs() < 1e-13);
    let tanh = Real::tanh(Taylor::<f64, 3>::variable(-800.0, 1.0));
    assert_eq!((tanh.value, tanh.terms), (-1.0, [0.0; 3]));
    let hypot = Real::hypot(Taylor::<f64, 2>::variable(3e300, 1.0), c(4e300));
    assert!(hypot.value == 5e300 && (hypot.terms[0] - 0.6).abs() < 1e-15);
}

#[test]
fn constants_stay_constants_and_singular_points_are_those_of_dual_numbers() {
    let zero: Taylor<f64, 3> = c(0.0);
    for constant in [
        Real::sqrt(zero),
        Real::ln(zero),
        zero.recip(),
        Real::powf(zero, c(0.5)),
        Real::cbrt(zero),
        Real::acosh(zero + c(1.0)),
    ] {
        assert_eq!(constant.terms, [0.0; 3], "{constant:?}");
    }
    let x = Taylor::<f64, 3>::variable(0.0, 1.0);
    assert_eq!(Real::sqrt(x).terms[0], f64::INFINITY);
    assert_eq!(Real::powf(x, c(2.5)).terms[..2], [0.0, 0.0]);
    assert_eq!(Real::hypot(x, c(0.0)).terms, [0.0; 3]);
    assert_eq!(Real::max(x, c(0.0)).terms, Dual::<f64, 3>::constant_of(0.0).tangents);
}

/// Series of dual numbers: how the coefficients change with a parameter.
#[test]
fn series_carry_derivatives() {
    let rate = Dual::new(0.5, [1.0]);
    let t = Taylor::<Dual<f64>, 3>::variable(Dual::constant_of(0.0), Dual::constant_of(1.0));
    let decay = Real::exp(-(Taylor::constant_of(rate) * t));
    // (-a)ᵏ/k! and its derivative in a.
    for k in 1..=3_i32 {
        let term = decay.terms[k as usize - 1];
        let factorial = factorial(k as usize);
        assert!((term.value - (-0.5_f64).powi(k) / factorial).abs() < 1e-16);
        assert!((term.tangents[0] + f64::from(k) * (-0.5_f64).powi(k - 1) / factorial).abs() < 1e-16);
    }
}
