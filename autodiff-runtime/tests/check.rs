//! Gradient checking: right gradients pass, wrong ones fail, and where differences cannot tell, the report says so.
#![cfg(feature = "std")]

use autodiff_runtime::check::{Cause, Checker, Report, Verdict};

type Outcome = Result<Report, Report>;

/// A function of one variable with its supposed derivative, at a point.
fn scalar(f: impl Fn(f64) -> f64, derivative: impl Fn(f64) -> f64, x: f64) -> Outcome {
    let mut checker = Checker::new("f");
    checker.parameter("x", &x, &derivative(x), |x| f(*x));
    checker.finish()
}

fn vector(f: impl Fn(&[f64]) -> f64, gradient: &[f64], x: &[f64]) -> Outcome {
    let mut checker = Checker::new("f");
    checker.parameter("x", x, &gradient.to_vec(), |x| f(x));
    checker.finish()
}

fn verdict(outcome: Outcome) -> Verdict {
    let (Ok(report) | Err(report)) = outcome;
    report.components()[0].verdict
}

/// A function of one variable, its derivative, and where to check it.
type Case = (&'static str, fn(f64) -> f64, fn(f64) -> f64, &'static [f64]);

/// Smooth functions on ordinary scales, and on awkward ones.
#[rustfmt::skip]
const SMOOTH: &[Case] = &[
    ("sin", f64::sin, f64::cos, &[0.0, 0.5, 3.0, -100.0, 1e6]),
    ("exp", f64::exp, f64::exp, &[0.0, 1.0, -30.0, 50.0, 300.0]),
    ("ln", f64::ln, f64::recip, &[1e-12, 1e-3, 1.0, 1e9]),
    ("sqrt", f64::sqrt, |x| 0.5 / x.sqrt(), &[1e-14, 1e-6, 1e-3, 2.0, 1e12]),
    ("recip", f64::recip, |x| -1.0 / (x * x), &[1e-9, -1e-3, 3.0, 1e7]),
    ("cube", |x| x * x * x, |x| 3.0 * x * x, &[0.0, -1e-5, 0.1, 1e5]),
    ("tanh", f64::tanh, |x| 1.0 - x.tanh().powi(2), &[0.0, 0.3, -2.0]),
    ("atan", f64::atan, |x| 1.0 / (1.0 + x * x), &[0.0, 1.0, -20.0]),
    ("powf", |x| x.powf(2.7), |x| 2.7 * x.powf(1.7), &[1e-4, 0.5, 1e4]),
    ("linear", |x| 3.0 * x - 1.0, |_| 3.0, &[0.0, 1e-20, 1e-9, 1.0, 1e15]),
    ("fast sine", |x| (1e8 * x).sin(), |x| 1e8 * (1e8 * x).cos(), &[0.0, 1e-8, 3e-9]),
    ("slow sine", |x| (1e-8 * x).sin(), |x| 1e-8 * (1e-8 * x).cos(), &[1e8, -3e7]),
    ("tiny values", |x| 1e-200 * x.sin(), |x| 1e-200 * x.cos(), &[0.3, 2.0]),
    ("huge values", |x| 1e200 * x.sin(), |x| 1e200 * x.cos(), &[0.3, 2.0]),
    ("narrow bump", |x| (-(1e8 * x).powi(2)).exp(), |x| -2e16 * x * (-(1e8 * x).powi(2)).exp(), &[1e-8, -5e-9]),
    ("large offset", |x| 1e6 + x.sin(), |x| x.cos(), &[0.3, 2.0]),
    ("cancellation", |x| (1e6 + x.sin()) - 1e6, |x| x.cos(), &[0.3, 2.0]),
    ("shifted root", |x| (x + 1e-12).sqrt(), |x| 0.5 / (x + 1e-12).sqrt(), &[0.0]),
    ("softplus", |x| x.exp().ln_1p(), |x| 1.0 / (1.0 + (-x).exp()), &[-30.0, 0.0, 30.0]),
    ("steep", |x| (50.0 * x).tanh(), |x| 50.0 * (1.0 - (50.0 * x).tanh().powi(2)), &[0.001, 0.02]),
];

#[test]
fn right_derivatives_agree() {
    for (name, f, derivative, points) in SMOOTH {
        for &x in *points {
            let outcome = scalar(f, derivative, x);
            assert!(
                matches!(&outcome, Ok(report) if report.agreeing() == 1),
                "{name} at {x}: {outcome:?}"
            );
        }
    }
}

#[test]
fn wrong_derivatives_do_not() {
    let wrong_by = [
        ("sign", -1.0),
        ("double", 2.0),
        ("half", 0.5),
        ("a little", 1.001),
        ("missing", 0.0),
        ("not a number", f64::NAN),
    ];
    for (name, f, derivative, points) in SMOOTH {
        for &x in points.iter().filter(|&&x| derivative(x).abs() > 0.0) {
            for (wrong, factor) in wrong_by {
                let outcome = scalar(f, |x| factor * derivative(x), x);
                assert!(outcome.is_err(), "{name} at {x}, {wrong}: {outcome:?}");
            }
        }
    }
}

/// A false alarm or a missed error in one of thousands of components would make the check useless.
#[test]
fn thousands_of_points_raise_no_false_alarm() {
    for (name, f, derivative, points) in SMOOTH {
        for k in 1..=200 {
            for x in points.iter().map(|x| x * (1.0 + 0.2 * f64::from(k).sin())) {
                let right = scalar(f, derivative, x);
                assert!(right.is_ok(), "{name} at {x:e}: {right:?}");
                let wrong = scalar(f, |x| 1.01 * derivative(x), x);
                assert!(
                    wrong.is_err() || derivative(x).abs() < 1e-9,
                    "{name} at {x:e}: {wrong:?}"
                );
            }
        }
    }
}

#[test]
fn an_error_in_the_sixth_digit_is_found() {
    for x in [0.3, 1.0, 2.0] {
        assert!(scalar(f64::exp, |x| x.exp() * (1.0 + 1e-6), x).is_err());
    }
}

fn rosenbrock(x: &[f64]) -> f64 {
    x.windows(2)
        .map(|w| 100.0 * (w[1] - w[0] * w[0]).powi(2) + (1.0 - w[0]).powi(2))
        .sum()
}

fn rosenbrock_gradient(x: &[f64]) -> Vec<f64> {
    let mut dx = vec![0.0; x.len()];
    for i in 0..x.len() - 1 {
        let t = x[i + 1] - x[i] * x[i];
        dx[i] += -400.0 * t * x[i] - 2.0 * (1.0 - x[i]);
        dx[i + 1] += 200.0 * t;
    }
    dx
}

#[test]
fn vectors_are_checked_component_by_component() {
    let x: Vec<f64> = (0..20).map(|i| (i as f64 * 0.7).sin()).collect();
    let dx = rosenbrock_gradient(&x);
    assert_eq!(vector(rosenbrock, &dx, &x).unwrap().agreeing(), 20);

    let mut one_off = dx.clone();
    one_off[7] *= 1.0001;
    let report = vector(rosenbrock, &one_off, &x).unwrap_err();
    assert_eq!((report.disagreeing(), report.agreeing()), (1, 19));
    let wrong = report
        .components()
        .iter()
        .find(|c| c.verdict != Verdict::Agrees)
        .unwrap();
    assert_eq!((&*wrong.parameter, &wrong.index[..]), ("x", &[7][..]));

    let mut swapped = dx.clone();
    swapped.swap(3, 4);
    assert_eq!(vector(rosenbrock, &swapped, &x).unwrap_err().disagreeing(), 2);
}

#[test]
fn a_stationary_point_agrees() {
    assert_eq!(vector(rosenbrock, &[0.0; 4], &[1.0; 4]).unwrap().agreeing(), 4);
    assert_eq!(
        vector(rosenbrock, &[0.0, 1e-3, 0.0, 0.0], &[1.0; 4])
            .unwrap_err()
            .disagreeing(),
        1
    );
}

#[test]
fn a_constant_has_no_derivative() {
    assert_eq!(scalar(|_| 5.0, |_| 0.0, 2.0).unwrap().agreeing(), 1);
    assert!(scalar(|_| 5.0, |_| 1e-3, 2.0).is_err());
}

#[test]
fn any_derivative_between_the_sides_of_a_kink_is_inconclusive() {
    for subgradient in [-1.0, -0.5, 0.0, 0.3, 1.0] {
        assert_eq!(
            verdict(scalar(f64::abs, |_| subgradient, 0.0)),
            Verdict::Inconclusive(Cause::Kink)
        );
    }
    for wrong in [-2.0, 1.5] {
        assert_eq!(
            verdict(scalar(f64::abs, |_| wrong, 0.0)),
            Verdict::Disagrees(Cause::Kink)
        );
    }
    let max = |x: f64| x.max(2.0 * x - 1.0);
    assert_eq!(verdict(scalar(max, |_| 1.0, 1.0)), Verdict::Inconclusive(Cause::Kink));
    assert_eq!(verdict(scalar(max, |_| 3.0, 1.0)), Verdict::Disagrees(Cause::Kink));
}

#[test]
fn beside_a_kink_the_derivative_is_known() {
    for x in [1e-3, 1e-7, 1e-12] {
        assert_eq!(verdict(scalar(f64::abs, |_| 1.0, x)), Verdict::Agrees, "{x}");
        assert!(scalar(f64::abs, |_| 0.5, x).is_err(), "{x}");
        // A flat side can as well be a value too coarse to change: that is no disagreement.
        assert!(scalar(|x| x.max(0.0), |_| 0.0, -x).is_ok(), "{x}");
    }
}

#[test]
fn a_jump_is_inconclusive_and_its_flat_sides_agree() {
    assert_eq!(verdict(scalar(f64::floor, |_| 0.0, 1.5)), Verdict::Agrees);
    assert_eq!(
        verdict(scalar(f64::floor, |_| 0.0, 1.0)),
        Verdict::Inconclusive(Cause::Kink)
    );
}

#[test]
fn the_edge_of_a_domain_is_inconclusive() {
    assert_eq!(
        verdict(scalar(f64::sqrt, |x| 0.5 / x.sqrt(), 0.0)),
        Verdict::Inconclusive(Cause::NonFinite)
    );
    assert_eq!(
        verdict(scalar(|x| x.powf(1.5), |_| 0.0, 0.0)),
        Verdict::Inconclusive(Cause::Kink)
    );
    assert_eq!(
        verdict(scalar(|x| x.powf(1.5), |_| 1.0, 0.0)),
        Verdict::Disagrees(Cause::Kink)
    );
    // sqrt(x)² = x: ∞·0 is not a number, but the derivative is 1.
    assert_eq!(
        verdict(scalar(|x| x.sqrt().powi(2), |_| f64::NAN, 0.0)),
        Verdict::Disagrees(Cause::NonFinite)
    );
}

#[test]
fn what_is_not_finite_is_inconclusive() {
    for x in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(
            verdict(scalar(f64::sin, f64::cos, x)),
            Verdict::Inconclusive(Cause::NonFinite)
        );
    }
    assert_eq!(
        verdict(scalar(f64::ln, f64::recip, 0.0)),
        Verdict::Inconclusive(Cause::NonFinite)
    );
    assert_eq!(
        verdict(scalar(f64::ln, f64::recip, -1.0)),
        Verdict::Inconclusive(Cause::NonFinite)
    );
    assert!(scalar(f64::sin, |_| f64::INFINITY, 0.3).is_err());
}

#[test]
fn what_rounding_swallows_is_inconclusive() {
    let outcome = scalar(|x| 1e20 + x, |_| 1.0, 1.0);
    assert_eq!(verdict(outcome), Verdict::Inconclusive(Cause::Rounding));
}

#[test]
fn components_far_below_the_others_need_not_be_resolved() {
    let f = |x: &[f64]| x[0].exp() + 1e-18 * x[1];
    assert_eq!(vector(f, &[1.0_f64.exp(), 1e-18], &[1.0, 1.0]).unwrap().agreeing(), 2);
}

#[test]
fn single_precision_has_its_own_tolerance() {
    let x = [0.5_f32, -1.5, 3.0];
    let f = |x: &[f32]| x.iter().map(|x| x.sin()).sum::<f32>();
    let mut dx = x.map(f32::cos);
    let mut checker = Checker::new("f");
    checker.parameter("x", &x[..], &dx, f);
    assert_eq!(checker.finish().unwrap().agreeing(), 3);
    dx[1] *= 1.3;
    let mut checker = Checker::new("f");
    checker.parameter("x", &x[..], &dx, f);
    assert_eq!(checker.finish().unwrap_err().disagreeing(), 1);
}

#[test]
fn shapes_are_named_by_their_indices() {
    let rows = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    let gradient = vec![[2.0, 4.0, 6.0], [8.0, 10.0, -12.0]];
    let f = |rows: &[[f64; 3]]| rows.iter().flatten().map(|x| x * x).sum::<f64>();
    let mut checker = Checker::new("squares");
    checker.parameter("rows", &rows[..], &gradient, f);
    checker.parameter("block", &rows, &rows.map(|row| row.map(|x| 2.0 * x)), |block| f(block));
    checker.parameter("a", &2.0, &1.0, |a| *a);
    let report = checker.finish().unwrap_err();
    assert_eq!((report.checked(), report.agreeing(), report.disagreeing()), (13, 12, 1));
    let text = report.to_string();
    assert!(text.contains("`squares`: 12 of 13 components agree"), "{text}");
    assert!(text.contains("rows[1][2]: gradient -1.2e1, difference 1.2"), "{text}");
    assert!(text.contains("the sign is wrong"), "{text}");
    assert_eq!(text, format!("{report:?}"));
}

#[test]
fn empty_parameters_have_nothing_to_check() {
    let report = vector(|_| 1.0, &[], &[]).unwrap();
    assert_eq!((report.checked(), report.disagreeing()), (0, 0));
}

#[test]
#[should_panic(expected = "the gradient buffer `dx` has 2 elements, but `x` has 1")]
fn a_gradient_of_another_length_panics() {
    let _ = vector(|x| x[0], &[1.0, 0.0], &[1.0]);
}

#[test]
fn noisy_sums_pass() {
    // 10,000 terms: the rounding of the sum is far above that of its result.
    let f = |x: &[f64]| (0..10_000).map(|i| (x[0] + f64::from(i)).sin()).sum::<f64>();
    let derivative = |x: f64| (0..10_000).map(|i| (x + f64::from(i)).cos()).sum::<f64>();
    for x in [0.1, 1.7, 40.0] {
        assert_eq!(vector(f, &[derivative(x)], &[x]).unwrap().disagreeing(), 0);
    }
}
