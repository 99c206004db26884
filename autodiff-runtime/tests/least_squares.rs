//! Least squares: shapes of parameters, what the data do not determine, and what must be refused.
#![cfg(feature = "std")]

use autodiff_runtime::least_squares::{normal_equations, FitError, FitTermination, GaussNewton, LevenbergMarquardt};

const TIMES: [f64; 6] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
const COUNTS: [f64; 6] = [100.2, 60.1, 37.2, 21.9, 13.7, 8.1];

/// b₀·exp(−b₁t).
fn decay(b: &[f64], t: &f64) -> f64 {
    b[0] * (-b[1] * t).exp()
}

fn decay_grad(b: &[f64], t: &f64) -> Vec<f64> {
    let e = (-b[1] * t).exp();
    vec![e, -b[0] * t * e]
}

#[test]
fn both_methods_find_the_same_parameters_and_deviations() {
    let start = &[90.0, 0.4][..];
    let lm = LevenbergMarquardt::new()
        .fit(start, &TIMES, &COUNTS, decay, decay_grad)
        .unwrap();
    let gn = GaussNewton::new()
        .fit(start, &TIMES, &COUNTS, decay, decay_grad)
        .unwrap();
    assert!(
        lm.converged() && gn.converged(),
        "{} {}",
        lm.termination,
        gn.termination
    );
    for (a, b) in
        lm.x.iter()
            .zip(&gn.x)
            .chain(lm.deviations().unwrap().iter().zip(&gn.deviations().unwrap()))
    {
        assert!((a / b - 1.0).abs() < 1e-9, "{a} {b}");
    }
    assert_eq!((lm.degrees_of_freedom(), lm.residuals.len()), (Some(4), 6));
    let s = lm.residual_deviation().unwrap();
    assert!((s * s * 4.0 - lm.residual_sum_of_squares).abs() < 1e-12);
    // The deviation of a parameter itself is that of a function whose gradient is a unit vector.
    let unit = lm.deviation_of(&[0.0, 1.0]).unwrap();
    assert!((unit - lm.deviations().unwrap()[1]).abs() < 1e-15);
}

#[test]
fn a_line_has_the_deviations_of_the_textbook() {
    let (xs, ys) = ([1.0, 2.0, 3.0, 4.0], [1.1, 1.9, 3.2, 3.8]);
    let fit = GaussNewton::new()
        .fit(
            &[0.0, 0.0],
            &xs,
            &ys,
            |b: &[f64; 2], x| b[0] + b[1] * x,
            |_, x| [1.0, *x],
        )
        .unwrap();
    // With Sxx = Σ(x − x̄)²: the slope has the deviation s/√Sxx, the intercept s·√(1/n + x̄²/Sxx).
    let (s, sxx, mean) = (fit.residual_deviation().unwrap(), 5.0_f64, 2.5_f64);
    let deviations = fit.deviations().unwrap();
    assert!((deviations[1] - s / sxx.sqrt()).abs() < 1e-14);
    assert!((deviations[0] - s * (0.25 + mean * mean / sxx).sqrt()).abs() < 1e-14);
    assert_eq!(fit.iterations, 1);
    let line = normal_equations(&xs.map(|x| [1.0, x]), &ys, &[]).unwrap();
    assert!((line[0] - fit.x[0]).abs() < 1e-13 && (line[1] - fit.x[1]).abs() < 1e-13);
}

/// The textbook's solution of a ridge with one column: Σxy / (Σx² + λ).
#[test]
fn a_ridge_shrinks() {
    let w = normal_equations(&[[1.0], [2.0]], &[3.0, 5.0], &[0.5]).unwrap();
    assert!((w[0] - 13.0 / 5.5).abs() < 1e-15);
    let same = [[1.0, 1.0], [2.0, 2.0]];
    assert_eq!(normal_equations(&same, &[1.0, 2.0], &[]), Err(FitError::Singular));
    assert!(normal_equations(&same, &[1.0, 2.0], &[0.1, 0.1]).is_ok());
}

#[test]
fn parameters_are_anything_with_a_derivative() {
    let targets = [1.0, 3.0, 5.0];
    let fit = LevenbergMarquardt::new()
        .minimize(
            &(0.0, [0.0_f64]),
            |p: &(f64, [f64; 1])| [0, 1, 2].map(|i| p.0 + p.1[0] * i as f64 - targets[i]),
            |_| [0, 1, 2].map(|i| [1.0, i as f64]),
        )
        .unwrap();
    assert!((fit.x.0 - 1.0).abs() < 1e-14 && (fit.x.1[0] - 2.0).abs() < 1e-14);
}

#[test]
fn residuals_that_are_not_finite_are_stepped_back_from() {
    // √(b − 1) is not a number below 1, where the first step leads.
    let targets = [0.1, 0.11];
    let mut refused = 0;
    let fit = LevenbergMarquardt::new()
        .minimize(
            &[9.0],
            |b: &[f64; 1]| {
                refused += usize::from(b[0] < 1.0);
                targets.map(|target| (b[0] - 1.0).sqrt() - target)
            },
            |b| [[0.5 / (b[0] - 1.0).sqrt()]; 2],
        )
        .unwrap();
    assert!(
        fit.converged() && (fit.x[0] - 1.0 - 0.105_f64.powi(2)).abs() < 1e-9,
        "{fit:?}"
    );
    assert!(refused > 0);
    let fit = GaussNewton::new()
        .minimize(
            &[9.0],
            |b: &[f64; 1]| targets.map(|target| (b[0] - 1.0).sqrt() - target),
            |b| [[0.5 / (b[0] - 1.0).sqrt()]; 2],
        )
        .unwrap();
    assert!(
        fit.converged() && (fit.x[0] - 1.0 - 0.105_f64.powi(2)).abs() < 1e-9,
        "{fit:?}"
    );
}

#[test]
fn what_the_data_do_not_determine_has_no_deviations() {
    // Only the sum of both parameters matters.
    let fit = LevenbergMarquardt::new()
        .minimize(
            &[1.0, 1.0],
            |b: &[f64; 2]| [1.0, 2.0, 4.0].map(|y| b[0] + b[1] - y),
            |_| [[1.0, 1.0]; 3],
        )
        .unwrap();
    assert!((fit.x[0] + fit.x[1] - 7.0 / 3.0).abs() < 1e-12, "{fit:?}");
    assert_eq!(
        (fit.covariance.clone(), fit.deviations(), fit.deviation_of(&[1.0, 0.0])),
        (None, None, None)
    );
    // As many parameters as residuals leave nothing to estimate the variance from.
    let exact = GaussNewton::new()
        .minimize(&[1.0], |b: &[f64; 1]| [b[0] - 3.0], |_| [[1.0]])
        .unwrap();
    assert_eq!(
        (exact.x, exact.termination, exact.covariance),
        ([3.0], FitTermination::Exact, None)
    );
}

/// A first step that is too long leads to where exp(−b₁x) vanishes and b₁ has no influence: the search begins anew.
#[test]
fn a_flat_end_is_left() {
    let xs = [1.0, 2.0, 3.0, 5.0, 8.0];
    let ys = xs.map(|x: f64| 200.0 * (1.0 - (-0.5 * x).exp()) + [3.0, -2.0, 1.0, -1.0, 0.5][x as usize % 5]);
    let model = |b: &[f64; 2], x: &f64| b[0] * (1.0 - (-b[1] * x).exp());
    let grad = |b: &[f64; 2], x: &f64| [1.0 - (-b[1] * x).exp(), b[0] * x * (-b[1] * x).exp()];
    let fit = LevenbergMarquardt::new()
        .fit(&[1.0, 1.0], &xs, &ys, model, grad)
        .unwrap();
    assert!(
        (fit.x[0] - 200.0).abs() < 5.0 && (fit.x[1] - 0.5).abs() < 0.1,
        "{fit:?}"
    );
    let stuck = LevenbergMarquardt::new()
        .restarts(0)
        .fit(&[1.0, 1.0], &xs, &ys, model, grad)
        .unwrap();
    assert!(
        stuck.residual_sum_of_squares > 10.0 * fit.residual_sum_of_squares,
        "{stuck:?}"
    );
}

#[test]
fn a_wrong_jacobian_is_no_convergence() {
    let wrong = |b: &[f64], t: &f64| decay_grad(b, t).iter().map(|slope| -slope).collect::<Vec<f64>>();
    let start = &[90.0, 0.4][..];
    let fit = LevenbergMarquardt::new()
        .fit(start, &TIMES, &COUNTS, decay, wrong)
        .unwrap();
    assert_eq!(fit.termination, FitTermination::NoProgress);
    let fit = GaussNewton::new().fit(start, &TIMES, &COUNTS, decay, wrong).unwrap();
    assert_eq!(fit.termination, FitTermination::NoProgress);
    assert!(fit.termination.to_string().contains("the Jacobian is wrong"));
}

#[test]
fn limits_end_a_fit_and_say_so() {
    let start = &[1.0, 3.0][..];
    let fit = LevenbergMarquardt::new()
        .max_nfev(3)
        .fit(start, &TIMES, &COUNTS, decay, decay_grad)
        .unwrap();
    assert_eq!(fit.termination, FitTermination::Evaluations);
    let fit = GaussNewton::new()
        .max_nfev(2)
        .fit(start, &TIMES, &COUNTS, decay, decay_grad)
        .unwrap();
    assert_eq!(fit.termination, FitTermination::Evaluations);
    let fit = LevenbergMarquardt::new()
        .gtol(0.1)
        .fit(start, &TIMES, &COUNTS, decay, decay_grad)
        .unwrap();
    assert_eq!(fit.termination, FitTermination::Orthogonal);
}

#[test]
fn bad_data_are_errors_in_words() {
    let lm = LevenbergMarquardt::new();
    let start = &[90.0, 0.4][..];
    let error = |times: &[f64], counts: &[f64], start: &[f64]| {
        lm.fit(start, times, counts, decay, decay_grad).unwrap_err().to_string()
    };
    assert_eq!(error(&[], &[], start), "0 residuals do not determine 2 parameters");
    assert_eq!(
        error(&TIMES[..1], &COUNTS[..1], start),
        "1 residuals do not determine 2 parameters"
    );
    assert_eq!(
        error(&TIMES, &COUNTS[1..], start),
        "there are 6 observations, but 5 targets"
    );
    assert_eq!(error(&TIMES[..2], &[1.0, f64::NAN], start), "target 1 is not finite");
    assert_eq!(
        error(&TIMES, &COUNTS, &[f64::INFINITY, 1.0]),
        "component 0 of the start is not finite"
    );
    assert!(error(&[0.0, f64::NAN], &[1.0, 2.0], start).starts_with("residual 1 is not finite at the start"));
    let infinite = lm.minimize(
        &[0.0],
        |b: &[f64; 1]| [b[0].sqrt(), 1.0],
        |b| [[0.5 / b[0].sqrt()], [0.0]],
    );
    assert_eq!(infinite.unwrap_err(), FitError::Jacobian);
    assert_eq!(
        normal_equations(&[[1.0]], &[f64::NAN], &[]),
        Err(FitError::Target { index: 0 })
    );
    assert_eq!(normal_equations(&[[f64::NAN]], &[1.0], &[]), Err(FitError::Singular));
    assert!(normal_equations::<[f64; 1]>(&[], &[], &[]).is_err());
}

macro_rules! refused {
    ($($name:ident: $action:expr, $message:literal;)*) => {$(
        #[test]
        #[should_panic(expected = $message)]
        fn $name() {
            let _ = $action;
        }
    )*};
}

refused! {
    negative_xtol: LevenbergMarquardt::new().xtol(-1.0), "LevenbergMarquardt: xtol is -1, but must be finite and at least 0";
    factor_of_zero: LevenbergMarquardt::new().factor(0.0), "LevenbergMarquardt: factor is 0, but must be positive and finite";
    short_gradient: LevenbergMarquardt::new().fit(&[1.0, 1.0][..], &TIMES, &COUNTS, decay, |_, _| [1.0]), "the Jacobian has 6 components, but there are 6 residuals of 2 parameters";
    rows_of_two_lengths: normal_equations(&[vec![1.0], vec![1.0, 2.0]], &[1.0, 2.0], &[]), "row 0 has 1 numbers, but row 1 has 2";
    short_ridge: normal_equations(&[[1.0, 2.0]], &[1.0], &[1.0]), "there are 2 columns, but 1 numbers of ridge";
    negative_ridge: normal_equations(&[[1.0]], &[1.0], &[-1.0]), "the ridge is negative";
}
