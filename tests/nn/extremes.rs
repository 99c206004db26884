//! Values and gradients where exponentials overflow, probabilities are 0 and 1, and numbers are huge.

use differentiate::{differentiate, nn};

fn finite(numbers: &[f64]) -> bool {
    numbers.iter().all(|x| x.is_finite())
}

#[test]
fn cross_entropy_of_huge_logits_is_exact() {
    let logits = [1e4, -1e4, 0.0];
    for (class, loss, gradient) in [
        (0, 0.0, [0.0, 0.0, 0.0]),
        (1, 2e4, [1.0, -1.0, 0.0]),
        (2, 1e4, [1.0, 0.0, -1.0]),
    ] {
        assert_eq!(
            nn::cross_entropy::value_and_grad(&logits, &[class], 0.0),
            (loss, gradient.to_vec())
        );
    }
}

#[test]
fn small_losses_of_classes_keep_their_digits() {
    // −ln softmax = ln(1 + e⁻⁵⁰ + e⁻⁶⁰), far below the resolution of 1.
    let expected = (-50_f64).exp() + (-60_f64).exp();
    let (loss, dx) = nn::cross_entropy::value_and_grad(&[100.0, 50.0, 40.0], &[0], 0.0);
    assert!((loss / expected - 1.0).abs() < 1e-15);
    for (got, expected) in dx.iter().zip([-expected, (-50_f64).exp(), (-60_f64).exp()]) {
        assert!((got / expected - 1.0).abs() < 1e-15, "{got:e}, not {expected:e}");
    }
    let p: Vec<f64> = nn::log_softmax(&[100.0, 50.0, 40.0], 3);
    assert!((p[0] / -expected - 1.0).abs() < 1e-15);
}

/// The probability of one class, and its logarithm.
#[differentiate]
fn probability(x: &[f64], class: usize) -> f64 {
    let p: Vec<f64> = nn::softmax(x, x.len());
    p[class]
}

#[differentiate]
fn ln_probability(x: &[f64], class: usize) -> f64 {
    let p: Vec<f64> = nn::log_softmax(x, x.len());
    p[class]
}

#[test]
fn softmax_of_huge_numbers_is_finite() {
    for x in [[1e4, -1e4, 1e4], [-1e308, 1e308, 0.0], [f64::NEG_INFINITY, 3.0, 3.0]] {
        for class in 0..3 {
            let (p, dx) = probability::value_and_grad(&x, class);
            assert!((0.0..=1.0).contains(&p) && finite(&dx), "{x:?}: {p}, {dx:?}");
        }
    }
    assert_eq!(probability::grad(&[1e4, -1e4, 1e4], 0), [0.25, 0.0, -0.25]);
    assert_eq!(ln_probability::value_and_grad(&[1e4, -1e4], 1), (-2e4, vec![-1.0, 1.0]));
    // The derivative of what is all but certain: e⁻⁵⁰, not 0.
    let dx = probability::grad(&[50.0, 0.0], 0);
    assert!(
        (dx[0] / (-50_f64).exp() - 1.0).abs() < 1e-14 && dx[1] == -dx[0],
        "{dx:?}"
    );
    assert_eq!(nn::logsumexp::value_and_grad(&[1e308, 1e308]), (1e308, vec![0.5, 0.5]));
    assert_eq!(nn::logsumexp(&[-1e4]), -1e4);
}

#[test]
fn binary_cross_entropy_of_huge_logits_is_exact() {
    for (x, t, loss, dx) in [
        (1e4, 1.0, 0.0, 0.0),
        (1e4, 0.0, 1e4, 1.0),
        (-1e4, 1.0, 1e4, -1.0),
        (-1e4, 0.0, 0.0, 0.0),
        (1e308, 0.25, 0.75e308, 0.75),
    ] {
        let (value, (gradient, _)) = nn::binary_cross_entropy_with_logits::value_and_grad(&[x], &[t]);
        assert_eq!((value, gradient[0]), (loss, dx), "logit {x}, target {t}");
    }
    let (loss, (dx, _)) = nn::binary_cross_entropy_with_logits::value_and_grad(&[40.0], &[1.0]);
    let expected = (-40_f64).exp();
    assert!((loss / expected - 1.0).abs() < 1e-15 && (dx[0] / -expected - 1.0).abs() < 1e-15);
}

#[test]
fn probabilities_of_zero_and_one_are_finite() {
    for (p, t, loss) in [
        (0.0, 0.0, 0.0),
        (1.0, 1.0, 0.0),
        (0.0, 1.0, 100.0),
        (1.0, 0.0, 100.0),
        (1e-60, 1.0, 100.0),
    ] {
        let (value, (dp, dt)) = nn::binary_cross_entropy::value_and_grad(&[p], &[t]);
        assert_eq!(value, loss, "probability {p}, target {t}");
        assert!(finite(&dp) && finite(&dt), "probability {p}, target {t}: {dp:?} {dt:?}");
    }
    // A target of 0 counts nothing, also where the model is sure of it.
    let (value, (dx, _)) = nn::kl_div::value_and_grad(&[-1e4, 0.0], &[0.0, 1.0], 2);
    assert_eq!((value, dx), (0.0, vec![0.0, -1.0]));
    assert!(nn::kl_div(&[-1.0], &[f64::NAN], 1).is_nan());
}

#[test]
fn likelihoods_of_outliers_are_finite() {
    let (value, (dx, dt, ds, ddf)) = nn::student_t_nll_loss::value_and_grad(&[0.0], &[1e200], &[1.0], 3.0);
    // 4·ln(10²⁰⁰) and a constant.
    assert!((value - 4.0 * 1e200_f64.ln()).abs() < 3.0, "{value}");
    assert!(finite(&dx) && finite(&dt) && finite(&ds) && ddf.is_finite());
    assert!((ds[0] + 3.0).abs() < 1e-14, "{ds:?}");
    let (value, (dx, ..)): (f64, _) = nn::gaussian_nll_loss::value_and_grad(&[1e4], &[-1e4], &[1e200], false, 1e-6);
    assert!(value.is_finite() && finite(&dx));
    let (_, (dx, _, dv, _)) = nn::gaussian_nll_loss::value_and_grad(&[1.0], &[1.0], &[0.0], true, 1e-6);
    assert_eq!((dx, dv), (vec![0.0], vec![0.0]));
    let (value, (dx, ..)) = nn::poisson_nll_loss::value_and_grad(&[-1e4], &[0.0], true, true, 1e-8);
    assert_eq!((value, dx), (0.0, vec![0.0]));
    let (value, (dx, ..)) = nn::poisson_nll_loss::value_and_grad(&[0.0], &[0.0], false, true, 1e-8);
    assert_eq!((value, dx), (0.0, vec![1.0]));
}

#[test]
fn losses_of_huge_errors_are_finite() {
    let (value, (dx, ..)) = nn::huber_loss::value_and_grad(&[1e300, -1e300], &[0.0, 0.0], 1.0);
    assert_eq!((value, dx), (1e300, vec![0.5, -0.5]));
    let (value, (dx, _)) = nn::l1_loss::value_and_grad(&[3.0], &[3.0]);
    assert_eq!((value, dx), (0.0, vec![0.0]));
    assert!(nn::hinge_loss(&[f64::NAN], &[1.0], 1.0).is_nan());
    assert!(nn::multi_margin_loss(&[f64::NAN, 0.0], &[1], 1.0).is_nan());
}

#[test]
fn normalisation_of_what_does_not_vary_is_finite() {
    // All alike: the variance is 0, and eps alone is left.
    let (x, w, b) = (vec![7.0; 4], vec![2.0; 4], vec![0.5; 4]);
    assert_eq!(nn::layer_norm(&x, &w, &b, 1e-5), b);
    let dx = layer_norm_first::grad(&x, &w, &b);
    assert!(finite(&dx) && dx[0] > 0.0, "{dx:?}");
    assert_eq!(nn::batch_norm(&x, &[2.0], &[0.5], 1, 1e-5), b);
    // A shift that is large beside the variance: computed in two passes, it does not cancel.
    let shifted: Vec<f64> = [1.0, 2.0, 3.0, 4.0].iter().map(|x| x + 1e9).collect();
    let y = nn::layer_norm(&shifted, &[1.0; 4], &[0.0; 4], 0.0);
    for (y, x) in y.iter().zip([-1.5, -0.5, 0.5, 1.5]) {
        assert!((y - x / 1.25_f64.sqrt()).abs() < 1e-15);
    }
}

#[differentiate]
fn layer_norm_first(x: &[f64], #[constant] w: &[f64], #[constant] b: &[f64]) -> f64 {
    let y: Vec<f64> = nn::layer_norm(x, w, b, 1e-5);
    y[0]
}

#[differentiate]
fn attended(q: &[f64], k: &[f64], v: &[f64], is_causal: bool) -> f64 {
    let y: Vec<f64> = nn::scaled_dot_product_attention(q, k, v, &[], is_causal, 2, 1, 1);
    y[0] + y[3]
}

#[test]
fn attention_with_huge_scores_is_finite() {
    let (q, k, v) = ([1e4, -1e4, 1e3, 1e4], [1e4, 1e4, -1e4, 1.0], [1.0, 2.0, 3.0, 4.0]);
    for is_causal in [false, true] {
        let (y, (dq, dk, dv)) = attended::value_and_grad(&q, &k, &v, is_causal);
        assert!(y.is_finite() && finite(&dq) && finite(&dk) && finite(&dv));
    }
    // The first position sees only itself.
    assert_eq!(attended::grad(&q, &k, &v, true).2[..2], [1.0, 1.0]);
}

#[test]
fn single_precision_has_the_same_extremes() {
    assert_eq!(
        nn::cross_entropy::value_and_grad(&[1e4_f32, -1e4], &[1], 0.0),
        (2e4, vec![1.0, -1.0])
    );
    let (loss, dx) = nn::cross_entropy::value_and_grad(&[40.0_f32, 0.0], &[0], 0.0);
    let expected = (-40_f32).exp();
    assert!((loss / expected - 1.0).abs() < 1e-6 && (dx[0] / -expected - 1.0).abs() < 1e-6);
    let (loss, (dx, _)) = nn::binary_cross_entropy_with_logits::value_and_grad(&[-1e4_f32, 1e38], &[1.0, 1.0]);
    assert_eq!((loss, dx), (5e3, vec![-0.5, 0.0]));
    assert_eq!(nn::logsumexp(&[1e38_f32, 1e38]), 1e38);
    assert_eq!(nn::binary_cross_entropy(&[0.0_f32], &[1.0]), 100.0);
}

#[test]
fn student_t_with_many_degrees_of_freedom_is_normal() {
    let (x, t, scale) = ([0.3, -0.2], [1.0, 0.4], [0.5, 2.0]);
    let (value, (dx, _, ds, ddf)) = nn::student_t_nll_loss::value_and_grad(&x, &t, &scale, 1e12);
    let (normal, (dnormal, ..)): (f64, _) =
        nn::gaussian_nll_loss::value_and_grad(&x, &t, &scale.map(|s| s * s), true, 1e-6);
    assert!((value - normal).abs() < 1e-11, "{value}, not {normal}");
    for (d, expected) in dx.iter().zip(dnormal) {
        assert!((d - expected).abs() < 1e-11);
    }
    assert!(finite(&ds) && ddf.abs() < 1e-12);
}

#[differentiate]
fn second_of_layer_norm(x: &[f64], w: &[f64], b: &[f64]) -> f64 {
    let y: Vec<f64> = nn::layer_norm(x, w, b, 1e-5);
    y[1]
}

#[differentiate]
fn second_of_batch_norm(x: &[f64], w: &[f64], b: &[f64]) -> f64 {
    let y: Vec<f64> = nn::batch_norm(x, w, b, 3, 1e-5);
    y[1]
}

/// Squares overflow from 1e154 on; what is normalised does not depend on how large it is.
#[test]
fn normalisation_of_huge_numbers_is_that_of_large_ones() {
    let row = [1.0, -0.4, 0.3, 0.8, -1.0, 0.1];
    let w = [0.5, 1.5, -0.7, 0.2, 0.9, 1.1];
    let at = |scale: f64| row.map(|x| x * scale);
    // Powers of two, so that nothing but the size differs.
    for power in [500, 520, 900, 1023] {
        let scale = 2.0_f64.powi(power);
        let (large, huge) = (at(2.0_f64.powi(60)), at(scale));
        let compare = |what: &str, (value, dx): (f64, Vec<f64>), (expected, expected_dx): (f64, Vec<f64>)| {
            assert!((value - expected).abs() < 1e-14, "{what}: {value}, not {expected}");
            for (got, expected) in dx.iter().zip(expected_dx) {
                let (got, expected) = (got * scale, expected * 2.0_f64.powi(60));
                assert!((got - expected).abs() < 1e-13, "{what}: {got}, not {expected}");
            }
        };
        let of = |x: &[f64]| second_of_layer_norm::value_and_grad(x, &w, &w);
        let ((value, (dx, ..)), (expected, (expected_dx, ..))) = (of(&huge), of(&large));
        compare("layer_norm", (value, dx), (expected, expected_dx));
        let of = |x: &[f64]| second_of_batch_norm::value_and_grad(x, &w[..2], &w[..2]);
        let ((value, (dx, ..)), (expected, (expected_dx, ..))) = (of(&huge), of(&large));
        compare("batch_norm", (value, dx), (expected, expected_dx));
    }
    let y: Vec<f32> = nn::layer_norm(&[3e38_f32, -3e38], &[1.0, 1.0], &[0.0, 0.0], 1e-5);
    assert!((y[0] - 1.0).abs() < 1e-6 && (y[1] + 1.0).abs() < 1e-6, "{y:?}");
    let y = nn::layer_norm(&[f64::INFINITY, 1.0], &[1.0, 1.0], &[0.0, 0.0], 1e-5);
    assert!(y.iter().all(|y| y.is_nan()), "no loop without an end");
}
