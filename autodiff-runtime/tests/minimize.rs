//! Minimisers: shapes of parameters, limits, functions that are not finite everywhere, and what they must refuse.
#![cfg(feature = "std")]

use autodiff_runtime::minimize::{
    Backtracking, Beta, Bfgs, ConjugateGradient, HagerZhang, Lbfgs, LbfgsB, LineSearch, NewtonCg, ProjectedGradient,
    StartError, StrongWolfe, Termination, TrustRegion,
};

fn rosenbrock(x: &[f64]) -> (f64, Vec<f64>) {
    let (t, u) = (x[1] - x[0] * x[0], 1.0 - x[0]);
    (100.0 * t * t + u * u, vec![-400.0 * t * x[0] - 2.0 * u, 200.0 * t])
}

/// The Hessian of Rosenbrock's function times a vector.
fn rosenbrock_hvp(x: &[f64], v: &[f64]) -> Vec<f64> {
    let (a, b) = (1200.0 * x[0] * x[0] - 400.0 * x[1] + 2.0, -400.0 * x[0]);
    vec![a * v[0] + b * v[1], b * v[0] + 200.0 * v[1]]
}

/// x − ln x for each component, which is not a number below zero; the minimum is at 1.
fn barrier(x: &[f64]) -> (f64, Vec<f64>) {
    let value = x.iter().map(|x| x - x.ln()).sum();
    (value, x.iter().map(|x| 1.0 - 1.0 / x).collect())
}

fn searches() -> [LineSearch; 3] {
    [
        Backtracking::new().into(),
        StrongWolfe::new().into(),
        HagerZhang::new().into(),
    ]
}

#[test]
fn every_method_finds_the_minimum_with_every_line_search() {
    let start = &[-1.2, 1.0][..];
    for search in searches() {
        let lbfgs = Lbfgs::new().gtol(1e-8).ftol(0.0).line_search(search.clone());
        let bfgs = Bfgs::new().gtol(1e-8).line_search(search.clone());
        let conjugate = [Beta::HagerZhang, Beta::PolakRibierePlus].map(|beta| {
            let method = ConjugateGradient::new().beta(beta).gtol(1e-8).maxiter(20_000);
            method.line_search(search.clone()).minimize(start, rosenbrock)
        });
        let others = [lbfgs.minimize(start, rosenbrock), bfgs.minimize(start, rosenbrock)];
        for minimum in conjugate.into_iter().chain(others) {
            let minimum = minimum.unwrap();
            assert_eq!(minimum.termination, Termination::Gradient, "{search:?}");
            assert!(
                minimum.gradient_norm <= 1e-8 && (minimum.x[0] - 1.0).abs() < 1e-6,
                "{search:?}: {minimum:?}"
            );
            assert!(minimum.evaluations > minimum.iterations);
        }
    }
}

#[test]
fn second_derivatives_find_the_minimum_in_few_steps() {
    let start = &[-1.2, 1.0][..];
    let newton = NewtonCg::new().gtol(1e-10);
    let newton = newton
        .minimize(start, rosenbrock, |x: &[f64], v| rosenbrock_hvp(x, v))
        .unwrap();
    let region = TrustRegion::new().gtol(1e-10);
    let region = region
        .minimize(start, rosenbrock, |x: &[f64], v| rosenbrock_hvp(x, v))
        .unwrap();
    for minimum in [newton, region] {
        assert_eq!(minimum.termination, Termination::Gradient);
        assert!(
            (minimum.x[0] - 1.0).abs() < 1e-9 && minimum.iterations < 60,
            "{minimum:?}"
        );
        assert!(minimum.hessian_products >= minimum.iterations && minimum.hessian_products <= 3 * minimum.evaluations);
    }
}

#[test]
fn a_trust_region_leaves_a_saddle() {
    // x⁴/4 − x²/2 + y²: the gradient in x is nearly zero at the start, beside the saddle at 0.
    let saddle = |x: &[f64; 2]| {
        (
            x[0].powi(4) / 4.0 - x[0] * x[0] / 2.0 + x[1] * x[1],
            [x[0].powi(3) - x[0], 2.0 * x[1]],
        )
    };
    let hvp = |x: &[f64; 2], v: &[f64; 2]| [(3.0 * x[0] * x[0] - 1.0) * v[0], 2.0 * v[1]];
    let minimum = TrustRegion::new()
        .gtol(1e-9)
        .minimize(&[1e-9, 1.0], saddle, hvp)
        .unwrap();
    assert!(
        minimum.converged() && (minimum.x[0].abs() - 1.0).abs() < 1e-9,
        "{minimum:?}"
    );
    assert!((minimum.value + 0.25).abs() < 1e-15);
    let minimum = NewtonCg::new().gtol(1e-9).minimize(&[0.1, 1.0], saddle, hvp).unwrap();
    assert!(
        minimum.converged() && (minimum.x[0].abs() - 1.0).abs() < 1e-9,
        "{minimum:?}"
    );
}

#[test]
fn second_derivatives_step_back_from_what_is_not_finite() {
    let hvp = |x: &[f64], v: &Vec<f64>| -> Vec<f64> { x.iter().zip(v).map(|(x, v)| v / (x * x)).collect() };
    let start = &[0.01, 30.0][..];
    let region = TrustRegion::new()
        .gtol(1e-9)
        .initial_trust_radius(100.0)
        .minimize(start, barrier, hvp)
        .unwrap();
    let newton = NewtonCg::new().gtol(1e-9).minimize(start, barrier, hvp).unwrap();
    for minimum in [region, newton] {
        assert!(
            minimum.converged() && minimum.x.iter().all(|x| (x - 1.0).abs() < 1e-8),
            "{minimum:?}"
        );
    }
}

#[test]
fn what_is_not_finite_is_stepped_back_from() {
    for search in searches() {
        let mut refused = 0;
        let mut counted = |x: &[f64]| {
            refused += usize::from(x.iter().any(|&x| x < 0.0));
            barrier(x)
        };
        let start = [0.01, 30.0];
        let minimum = Lbfgs::new()
            .gtol(1e-9)
            .ftol(0.0)
            .line_search(search.clone())
            .minimize(&start[..], &mut counted);
        let minimum = minimum.unwrap();
        assert!(
            minimum.converged() && minimum.x.iter().all(|x| (x - 1.0).abs() < 1e-8),
            "{search:?}: {minimum:?}"
        );
        let minimum = ConjugateGradient::new()
            .gtol(1e-7)
            .line_search(search.clone())
            .minimize(&start[..], &mut counted);
        let minimum = minimum.unwrap();
        assert!(minimum.converged(), "{search:?}: {minimum:?}");
        assert!(refused > 0, "no trial was out of the domain");
    }
}

#[test]
fn parameters_are_anything_with_a_derivative() {
    let sum_of_squares = |x: &(Vec<f64>, [[f32; 2]; 1], f64)| {
        let value = x.0.iter().map(|x| (x - 1.0).powi(2)).sum::<f64>()
            + x.1
                .as_flattened()
                .iter()
                .map(|&x| (f64::from(x) - 2.0).powi(2))
                .sum::<f64>()
            + (x.2 - 3.0).powi(2);
        let slopes = (
            x.0.iter().map(|x| 2.0 * (x - 1.0)).collect::<Vec<f64>>(),
            x.1.map(|row| row.map(|x| 2.0 * (x - 2.0))),
            2.0 * (x.2 - 3.0),
        );
        (value, slopes)
    };
    let minimum = Bfgs::new()
        .minimize(&(vec![0.0; 3], [[0.0; 2]], 0.0), sum_of_squares)
        .unwrap();
    assert!(minimum.converged(), "{}", minimum.termination);
    assert_eq!(minimum.gradient.len(), 6);
    assert!((minimum.x.0[1] - 1.0).abs() < 1e-5 && (minimum.x.1[0][0] - 2.0).abs() < 1e-5);
    assert!((minimum.x.2 - 3.0).abs() < 1e-5);
}

#[test]
fn limits_end_a_search_and_say_so() {
    let start = &[-1.2, 1.0][..];
    let minimum = Lbfgs::new().maxiter(3).minimize(start, rosenbrock).unwrap();
    assert_eq!((minimum.iterations, minimum.termination), (3, Termination::Iterations));
    assert!(!minimum.converged() && minimum.value < rosenbrock(start).0);
    let minimum = Bfgs::new().maxfun(5).minimize(start, rosenbrock).unwrap();
    assert_eq!(minimum.termination, Termination::Evaluations);
    let minimum = Lbfgs::new().gtol(0.0).ftol(1e-2).minimize(start, rosenbrock).unwrap();
    assert_eq!(minimum.termination, Termination::Value);
    assert!(minimum.converged() && minimum.termination.to_string().contains("ftol"));
    let minimum = Lbfgs::new().minimize(&[1.0, 1.0][..], rosenbrock).unwrap();
    assert_eq!((minimum.iterations, minimum.evaluations), (0, 1));
}

#[test]
fn a_wrong_gradient_is_no_convergence() {
    for search in searches() {
        let wrong = |x: &[f64]| {
            (
                rosenbrock(x).0,
                rosenbrock(x).1.iter().map(|slope| -slope).collect::<Vec<f64>>(),
            )
        };
        let minimum = Lbfgs::new()
            .line_search(search)
            .minimize(&[-1.2, 1.0][..], wrong)
            .unwrap();
        assert_eq!(
            (minimum.termination, &minimum.x[..]),
            (Termination::NoProgress, &[-1.2, 1.0][..])
        );
        assert!(minimum.termination.to_string().contains("the gradient is wrong"));
    }
}

#[test]
fn a_function_without_a_minimum_is_no_convergence() {
    let falling = |x: &[f64]| (-x[0] - x[1] * x[1], vec![-1.0, -2.0 * x[1]]);
    let start = &[0.0, 1.0][..];
    let mut minima = vec![
        TrustRegion::new()
            .maxiter(10_000)
            .minimize(start, falling, |_: &[f64], v| vec![0.0, -2.0 * v[1]])
            .unwrap(),
        NewtonCg::new()
            .minimize(start, falling, |_: &[f64], v| vec![0.0, -2.0 * v[1]])
            .unwrap(),
    ];
    for search in searches() {
        minima.push(
            Lbfgs::new()
                .line_search(search.clone())
                .minimize(start, falling)
                .unwrap(),
        );
        minima.push(
            Bfgs::new()
                .line_search(search.clone())
                .minimize(start, falling)
                .unwrap(),
        );
        minima.push(
            ConjugateGradient::new()
                .line_search(search)
                .minimize(start, falling)
                .unwrap(),
        );
    }
    for minimum in &minima {
        assert!(!minimum.converged() && minimum.value < -1e3, "{minimum:?}");
    }
    let told = minima
        .iter()
        .filter(|minimum| minimum.termination == Termination::Unbounded)
        .count();
    assert!(
        told == 10,
        "{:?}",
        minima.iter().map(|minimum| minimum.termination).collect::<Vec<_>>()
    );
}

#[test]
fn starts_that_are_not_finite_are_errors() {
    let lbfgs = Lbfgs::new();
    let error = lbfgs.minimize(&[1.0, f64::NAN][..], rosenbrock).unwrap_err();
    assert_eq!(error, StartError::Parameter { component: 1 });
    assert_eq!(error.to_string(), "component 1 of the start is not finite");
    let error = lbfgs.minimize(&[1.0, -1.0][..], barrier).unwrap_err();
    assert!(error.to_string().contains("the value at the start is NaN"), "{error}");
    let error = lbfgs
        .minimize(&[0.0], |x: &[f64; 1]| (x[0].sqrt(), [f64::INFINITY]))
        .unwrap_err();
    assert_eq!(error, StartError::Gradient { component: 0 });
}

#[test]
fn bounds_hold_at_every_evaluation_and_a_start_outside_is_moved_in() {
    let (lower, upper) = ([0.5, f64::NEG_INFINITY], [2.0, 0.25]);
    let inside = |x: &[f64]| {
        assert!((0.5..=2.0).contains(&x[0]) && x[1] <= 0.25, "{x:?}");
        rosenbrock(x)
    };
    let start = &[-1.2, 1.0][..];
    let quasi = LbfgsB::new()
        .gtol(1e-9)
        .ftol(0.0)
        .minimize(start, &lower, &upper, inside)
        .unwrap();
    let projected = ProjectedGradient::new()
        .gtol(1e-9)
        .minimize(start, &lower, &upper, inside)
        .unwrap();
    for minimum in [quasi, projected] {
        // At the edges x₀ = ½ and x₁ = ¼ the gradient is (−1, 0): only x₀ would like to grow, until the edge x₁ stops it.
        assert_eq!(
            (minimum.termination, minimum.x[1]),
            (Termination::Gradient, 0.25),
            "{minimum:?}"
        );
        let slope = minimum.gradient[0];
        assert!(
            slope.abs() < 1e-8 && minimum.gradient_norm <= 1e-9 && minimum.gradient[1] < 0.0,
            "{minimum:?}"
        );
    }
}

#[test]
fn bounds_meet_functions_that_are_not_finite_everywhere() {
    let (lower, upper) = (vec![-5.0, 1.5], vec![40.0, 40.0]);
    let start = &[0.01, 30.0][..];
    let quasi = LbfgsB::new()
        .gtol(1e-9)
        .ftol(0.0)
        .minimize(start, &lower, &upper, barrier)
        .unwrap();
    let projected = ProjectedGradient::new()
        .gtol(1e-9)
        .minimize(start, &lower, &upper, barrier)
        .unwrap();
    for minimum in [quasi, projected] {
        assert!(
            minimum.converged() && (minimum.x[0] - 1.0).abs() < 1e-8 && minimum.x[1] == 1.5,
            "{minimum:?}"
        );
    }
}

#[test]
fn bounds_that_are_no_intervals_are_errors() {
    let start = &[1.0, 1.0][..];
    for (lower, upper) in [(2.0, 1.0), (f64::NAN, 1.0), (f64::INFINITY, f64::INFINITY)] {
        let (lower, upper) = ([0.0, lower], [5.0, upper]);
        let error = LbfgsB::new().minimize(start, &lower, &upper, rosenbrock).unwrap_err();
        assert_eq!(error, StartError::Bounds { component: 1 });
        assert!(error.to_string().contains("the bounds of component 1 are no interval"));
        assert!(ProjectedGradient::new()
            .minimize(start, &lower, &upper, rosenbrock)
            .is_err());
    }
    // A parameter whose bounds are equal is fixed.
    let minimum = LbfgsB::new()
        .minimize(start, &[0.0, 0.5], &[5.0, 0.5], rosenbrock)
        .unwrap();
    assert!(minimum.converged() && minimum.x[1] == 0.5);
}

#[test]
fn no_parameters_are_a_minimum() {
    let minimum = Lbfgs::new()
        .minimize(&[0.0_f64; 0][..], |_: &[f64]| (2.0, Vec::<f64>::new()))
        .unwrap();
    assert_eq!((minimum.value, minimum.termination), (2.0, Termination::Gradient));
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
    negative_gtol: Lbfgs::new().gtol(-1.0), "Lbfgs: gtol is -1, but must be finite and at least 0";
    ftol_not_a_number: Bfgs::new().ftol(f64::NAN), "Bfgs: ftol is NaN";
    no_corrections: Lbfgs::new().maxcor(0), "Lbfgs: maxcor is 0, but must be positive";
    c1_of_zero: StrongWolfe::new().c1(0.0), "StrongWolfe: c1 is 0, but must be in (0, 1)";
    c2_of_one: HagerZhang::new().c2(1.0), "HagerZhang: c2 is 1";
    shrink_of_one: Backtracking::new().shrink(1.0), "Backtracking: shrink is 1";
    eta_too_large: TrustRegion::new().eta(0.25), "TrustRegion: eta is 0.25, but must be in [0, 0.25)";
    radius_of_zero: TrustRegion::new().initial_trust_radius(0.0), "TrustRegion: initial_trust_radius is 0";
    short_product: NewtonCg::new().minimize(&[1.0, 2.0], |_: &[f64; 2]| (0.0, [1.0, 1.0]), |_, _| [1.0]), "the parameters have 2 components, but the gradient has 1";
    short_bounds: LbfgsB::new().minimize(&[1.0, 2.0][..], &[0.0], &[3.0, 3.0], rosenbrock), "there are 2 parameters, but 1 lower bounds";
    short_gradient: Lbfgs::new().minimize(&[1.0, 2.0][..], |_: &[f64]| (0.0, vec![1.0])), "the parameters have 2 components, but the gradient has 1";
}
