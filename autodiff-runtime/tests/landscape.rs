//! What is said of landscapes that are known.
#![cfg(feature = "std")]

use autodiff_runtime::landscape::{
    hessian_by_differences, lanczos, random_direction, Convexity, Curvature, Kind, Line, Plane, RateFinder,
};
use autodiff_runtime::optimizers::{Adam, Sgd};
use autodiff_runtime::Tangent;

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Numbers that look random.
fn noise(n: usize, seed: usize) -> Vec<f64> {
    (0..n).map(|k| ((k * 7919 + seed * 104_729 + 1) as f64).sin()).collect()
}

/// A matrix with these eigenvalues, times a vector: three reflections, the diagonal, and the reflections again.
fn with_eigenvalues(eigenvalues: &[f64]) -> impl Fn(&Vec<f64>) -> Vec<f64> + '_ {
    let mirrors: Vec<Vec<f64>> = (0..3).map(|seed| noise(eigenvalues.len(), seed)).collect();
    let reflect = |x: &mut Vec<f64>, mirror: &Vec<f64>| {
        let share = 2.0 * dot(x, mirror) / dot(mirror, mirror);
        x.iter_mut().zip(mirror).for_each(|(x, m)| *x -= share * m);
    };
    move |x| {
        let mut x = x.clone();
        mirrors.iter().for_each(|mirror| reflect(&mut x, mirror));
        x.iter_mut().zip(eigenvalues).for_each(|(x, value)| *x *= value);
        mirrors.iter().rev().for_each(|mirror| reflect(&mut x, mirror));
        x
    }
}

fn rosenbrock(x: &[f64]) -> f64 {
    100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2)
}

fn rosenbrock_gradient(x: &[f64]) -> Vec<f64> {
    let t = x[1] - x[0] * x[0];
    vec![-400.0 * x[0] * t - 2.0 * (1.0 - x[0]), 200.0 * t]
}

#[test]
fn lanczos_finds_the_extremes_of_a_large_spectrum_early() {
    let mut eigenvalues: Vec<f64> = (0..400).map(|k| f64::from(k) / 400.0).collect();
    eigenvalues.extend([-3.5, 12.25]);
    let product = with_eigenvalues(&eigenvalues);
    let mut products = 0;
    let spectrum = lanczos(&vec![0.0; 402], 402, 1e-9, 1, |v| {
        products += 1;
        product(v)
    });
    assert!(spectrum.converged && products < 40, "{products}");
    for (pair, known) in [(&spectrum.smallest, -3.5), (&spectrum.largest, 12.25)] {
        assert!((pair.value - known).abs() < 1e-10, "{} instead of {known}", pair.value);
        let mut residual = product(&pair.vector);
        residual.add_scaled(&pair.vector, -pair.value);
        assert!(residual.norm() < 1e-6 && (pair.vector.norm() - 1.0).abs() < 1e-12);
        assert!(residual.norm() <= pair.residual + 1e-10, "the bound holds");
    }
    assert!(spectrum.ritz_values.is_sorted() && spectrum.ritz_values.len() == products);
}

#[test]
fn lanczos_is_exact_after_as_many_products_as_dimensions() {
    for seed in 0..20 {
        let eigenvalues: Vec<f64> = noise(6, seed as usize + 10);
        let spectrum = lanczos(&vec![0.0; 6], 100, 0.0, seed, with_eigenvalues(&eigenvalues));
        let extremes = eigenvalues
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &x| (a.min(x), b.max(x)));
        assert!((spectrum.smallest.value - extremes.0).abs() < 1e-12);
        assert!((spectrum.largest.value - extremes.1).abs() < 1e-12);
    }
    // Equal eigenvalues, and the zero matrix, end the iteration early.
    let spectrum = lanczos(&vec![0.0; 9], 100, 0.0, 1, |v| v.iter().map(|v| 2.0 * v).collect());
    assert!((spectrum.smallest.value - 2.0).abs() < 1e-14 && spectrum.ritz_values.len() <= 2);
    let spectrum = lanczos(&vec![0.0; 9], 100, 1e-8, 1, |v| vec![0.0; v.len()]);
    assert!(spectrum.converged && spectrum.largest.value == 0.0);
}

#[test]
fn points_are_what_their_curvatures_make_them() {
    let kind = |eigenvalues: &[f64]| Curvature::at(&vec![0.0; eigenvalues.len()], with_eigenvalues(eigenvalues)).kind;
    assert_eq!(kind(&[0.1, 3.0, 700.0]), Kind::Minimum);
    assert_eq!(kind(&[-0.1, -3.0, -700.0]), Kind::Maximum);
    assert_eq!(kind(&[-0.1, 3.0, 700.0]), Kind::Saddle);
    assert_eq!(kind(&[-0.1, 0.0, 700.0]), Kind::Saddle);
    assert_eq!(kind(&[0.0, 3.0, 700.0]), Kind::Degenerate);
    assert_eq!(kind(&[0.0, 0.0, 0.0]), Kind::Degenerate);
    assert_eq!(kind(&[-5.0]), Kind::Maximum);
}

#[test]
fn curvatures_are_said_in_words() {
    let words =
        |eigenvalues: &[f64]| Curvature::at(&vec![0.0; eigenvalues.len()], with_eigenvalues(eigenvalues)).to_string();
    assert_eq!(
        words(&[-2.0, 4.0]),
        "a saddle: curvatures from -2.000000e0 to 4.000000e0"
    );
    assert_eq!(
        words(&[2.0, 4.0, 8.0]),
        "a minimum: curvatures from 2.000000e0 to 8.000000e0, condition number 4.000e0"
    );
    assert!(words(&[0.0, 4.0]).ends_with("condition number inf, second derivatives do not decide"));
    let eigenvalues = noise(300, 5);
    let one = lanczos(&vec![0.0; 300], 3, 1e-9, 0, with_eigenvalues(&eigenvalues));
    assert!(Curvature::from_spectrum(one)
        .to_string()
        .contains("(not converged: known to within"));
}

#[test]
fn the_banana_has_its_known_condition_number() {
    let minimum = vec![1.0, 1.0];
    let curvature = Curvature::at(&minimum, hessian_by_differences(&minimum, |x| rosenbrock_gradient(x)));
    assert_eq!(curvature.kind, Kind::Minimum);
    // The Hessian is [[802, −400], [−400, 200]].
    let (half, root) = (501.0, (301.0_f64 * 301.0 + 400.0 * 400.0).sqrt());
    let known = (half + root) / (half - root);
    let condition = curvature.condition_number().unwrap();
    assert!((condition / known - 1.0).abs() < 1e-4, "{condition} instead of {known}");
}

#[test]
fn differences_of_gradients_make_the_hessian() {
    let x = vec![0.7, -1.3];
    let exact = |v: &[f64]| {
        let h = [
            [-400.0 * (x[1] - 3.0 * x[0] * x[0]) + 2.0, -400.0 * x[0]],
            [-400.0 * x[0], 200.0],
        ];
        vec![dot(&h[0], v), dot(&h[1], v)]
    };
    let mut product = hessian_by_differences(&x, |x| rosenbrock_gradient(x));
    for v in [[1.0, 0.0], [-3e4, 7e3], [2e-9, 5e-9]] {
        let (ours, exact) = (product(&v.to_vec()), exact(&v));
        let error = (ours[0] - exact[0]).hypot(ours[1] - exact[1]) / exact[0].hypot(exact[1]);
        assert!(error < 1e-8, "{error:e}");
    }
    assert_eq!(product(&vec![0.0, 0.0]), [0.0, 0.0]);
}

#[test]
fn convex_functions_stand_the_probe_and_others_do_not() {
    let log_sum_exp = |x: &Vec<f64>| x.iter().map(|x| x.exp()).sum::<f64>().ln();
    let convex = Convexity::probe(&vec![0.3, -1.0, 2.0], 3.0, 500, 1, log_sum_exp);
    assert_eq!((convex.violations, convex.worst.is_none()), (0, true));
    assert_eq!(convex.to_string(), "no sign of non-convexity on 500 random segments");
    let flat = Convexity::probe(&vec![0.3, -1.0], 3.0, 500, 1, |x| 1e6 + 3.0 * x[0] - x[1]);
    assert_eq!(flat.violations, 0, "rounding is no violation");

    let valley = Convexity::probe(&vec![0.0, 0.0], 2.0, 500, 1, |x| rosenbrock(x));
    let worst = valley.worst.as_ref().unwrap();
    let middle: Vec<f64> = worst.from.iter().zip(&worst.to).map(|(a, b)| 0.5 * (a + b)).collect();
    let excess = rosenbrock(&middle) - 0.5 * (rosenbrock(&worst.from) + rosenbrock(&worst.to));
    assert!(
        excess > 0.0 && (excess / worst.excess - 1.0).abs() < 1e-9,
        "the witness proves it"
    );
    assert!(worst.from.norm() <= 2.0 && worst.to.norm() <= 2.0);
    assert!(
        valley.to_string().starts_with("not convex: above the chord on "),
        "{valley}"
    );
}

#[test]
fn lines_and_planes_have_the_values_of_the_function() {
    let x = vec![1.0, 2.0];
    let line = Line::along(&x, &vec![2.0, -1.0], 3.0, 7, |x| x[0] * 10.0 + x[1]);
    assert_eq!(line.at, [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0]);
    assert_eq!(line.values, [-45.0, -26.0, -7.0, 12.0, 31.0, 50.0, 69.0]);

    let (u, v) = (vec![1.0, 1.0], vec![0.0, 2.0]);
    let plane = Plane::through(&x, (&u, &v), (1.0, 2.0), 3, |x| x[0] * 10.0 + x[1]);
    assert_eq!(
        (&plane.across[..], &plane.up[..]),
        (&[-1.0, 0.0, 1.0][..], &[-2.0, 0.0, 2.0][..])
    );
    assert_eq!(plane.values, [[-3.0, 8.0, 19.0], [1.0, 12.0, 23.0], [5.0, 16.0, 27.0]]);

    // Directions that are not orthogonal, and a point beside the plane.
    let (u, v) = (vec![1.0, 1.0, 0.0], vec![0.0, 2.0, 0.0]);
    let (a, b) = Plane::project(&vec![1.0, 2.0, 3.0], (&u, &v), &vec![1.5, 1.0, 9.0]);
    assert!((a - 0.5).abs() < 1e-15 && (b + 0.75).abs() < 1e-15, "{a} {b}");
}

#[test]
fn random_directions_are_as_long_as_the_tensors() {
    let x = (vec![3.0, 4.0], [0.0; 3], [[6.0_f32, 8.0]; 2]);
    let direction = random_direction(&x, 4);
    assert!((direction.0.norm() - 5.0).abs() < 1e-12 && direction.1 == [0.0; 3]);
    assert!((direction.2.norm() - 200.0_f64.sqrt()).abs() < 1e-5);
    assert_ne!(direction, random_direction(&x, 5));
}

#[test]
fn the_rate_finder_knows_where_descent_diverges() {
    // On ½·10·x² gradient descent diverges for rates above 0.2.
    let quadratic = |x: &Vec<f64>, _| (5.0 * x[0] * x[0], vec![10.0 * x[0]]);
    let x = vec![1.0];
    let curve = RateFinder::new().smoothing(0.0).run(&Sgd::new(1.0), &x, quadratic);
    let steepest = curve.steepest.unwrap();
    assert!((1e-3..0.2).contains(&steepest), "{curve}");
    assert!(curve.tenth_of_lowest.unwrap() <= 0.02, "{curve}");
    assert!(
        curve.rates.last().unwrap() > &0.1 && curve.rates.len() < 100,
        "it ends where the loss explodes"
    );
    assert_eq!(x, [1.0], "the parameters stay");

    let noisy = |x: &Vec<f64>, step: u64| {
        let noise = (step as f64 * 12.9898).sin();
        (5.0 * x[0] * x[0] + 0.2 * noise, vec![10.0 * x[0] + noise])
    };
    let curve = RateFinder::new().rates(1e-4, 10.0).run(&Adam::new(1.0), &x, noisy);
    assert!((1e-3..1.0).contains(&curve.steepest.unwrap()), "{curve}");

    let rising = RateFinder::new().run(&Sgd::new(1.0), &x, |x, step| (step as f64, vec![0.0 * x[0]]));
    assert_eq!((rising.steepest, rising.tenth_of_lowest), (None, None));
    assert_eq!(rising.to_string(), "the loss falls at no rate that was tried");
}

macro_rules! refuses {
    ($($name:ident: $does:expr => $words:literal;)*) => {$(
        #[test]
        #[should_panic(expected = $words)]
        fn $name() {
            let _ = $does;
        }
    )*};
}

refuses! {
    no_parameters: Curvature::at(&Vec::<f64>::new(), |v| v.clone()) => "there are no parameters";
    no_products: lanczos(&vec![1.0], 0, 1e-8, 0, |v| v.clone()) => "iterations is 0";
    hessians_that_are_not_finite: lanczos(&vec![1.0], 5, 1e-8, 0, |_| vec![f64::NAN]) => "not finite";
    no_radius: Convexity::probe(&vec![1.0], 0.0, 5, 0, |x| x[0]) => "radius is 0";
    no_segments: Convexity::probe(&vec![1.0], 1.0, 0, 0, |x| x[0]) => "segments is 0";
    rates_from_zero: RateFinder::new().rates(0.0, 1.0) => "lowest is 0";
    rates_downhill: RateFinder::new().rates(1.0, 0.1) => "highest is 0.1, but must be above the lowest rate";
    one_step: RateFinder::new().steps(1) => "steps is 1";
    other_shape: Line::along(&vec![1.0, 2.0], &vec![1.0], 1.0, 3, |x| x[0]) => "a value and its tangent differ in length";
}
