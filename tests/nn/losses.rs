//! Losses against PyTorch, and against central differences.

use crate::golden::{case, integers};
use differentiate::nn;

/// Compares value and gradients of a loss; PyTorch's gradients are those of a multiple of it.
macro_rules! agrees {
    ($name:expr, $loss:expr, |$inputs:ident, $settings:ident| $($argument:expr),*; $($gradient:pat),* => $($of:ident),*) => {{
        let c = case($name);
        let ($inputs, $settings) = (&c.inputs, c.settings);
        let _ = $settings;
        let loss = $loss;
        #[allow(unused_parens, reason = "one pattern, or a tuple of several")]
        let (value, ($($gradient),*)) = loss($($argument),*);
        let scaled = |dx: &[f64]| -> Vec<f64> { dx.iter().map(|dx| c.weights[0] * dx).collect() };
        c.agrees(&[value], &[$(&scaled(&$of)),*]);
    }};
}

#[test]
fn losses_of_numbers_are_torchs() {
    agrees!("mse_loss", nn::mse_loss::value_and_grad, |i, s| &i[0], &i[1]; dx, dt => dx, dt);
    agrees!("l1_loss", nn::l1_loss::value_and_grad, |i, s| &i[0], &i[1]; dx, dt => dx, dt);
    agrees!("huber_loss", nn::huber_loss::value_and_grad, |i, s| &i[0], &i[1], 0.8; dx, dt, _ => dx, dt);
    agrees!("smooth_l1_loss", nn::smooth_l1_loss::value_and_grad, |i, s| &i[0], &i[1], 0.8; dx, dt, _ => dx, dt);
    agrees!("hinge_loss", nn::hinge_loss::value_and_grad, |i, s| &i[0], &i[1], 1.0; dx, dt, _ => dx, dt);
}

#[test]
fn losses_of_classes_are_torchs() {
    agrees!("multi_margin_loss", nn::multi_margin_loss::value_and_grad,
        |i, s| &i[0], &integers(&s["classes"]), 1.0; dx, _ => dx);
    agrees!("nll_loss", nn::nll_loss::value_and_grad, |i, s| &i[0], &integers(&s["classes"]); dx => dx);
    agrees!("cross_entropy", nn::cross_entropy::value_and_grad,
        |i, s| &i[0], &integers(&s["classes"]), 0.0; dx => dx);
    agrees!("cross_entropy_smoothed", nn::cross_entropy::value_and_grad,
        |i, s| &i[0], &integers(&s["classes"]), 0.1; dx => dx);
}

#[test]
fn losses_of_probabilities_are_torchs() {
    agrees!("binary_cross_entropy_with_logits", nn::bernoulli_nll_loss::value_and_grad,
        |i, s| &i[0], &i[1]; dx, dt => dx, dt);
    agrees!("binary_cross_entropy", nn::binary_cross_entropy::value_and_grad, |i, s| &i[0], &i[1]; dx, dt => dx, dt);
    agrees!("kl_div", nn::kl_div::value_and_grad, |i, s| &i[0], &i[1], 5; dx, dt => dx, dt);
}

#[test]
fn likelihoods_are_torchs() {
    agrees!("gaussian_nll_loss", nn::gaussian_nll_loss::value_and_grad,
        |i, s| &i[0], &i[1], &i[2], false, 1e-6; dx, dt, dv, _ => dx, dt, dv);
    agrees!("gaussian_nll_loss_full", nn::gaussian_nll_loss::value_and_grad,
        |i, s| &i[0], &i[1], &i[2], true, 1e-6; dx, dt, dv, _ => dx, dt, dv);
    agrees!("poisson_nll_loss", nn::poisson_nll_loss::value_and_grad,
        |i, s| &i[0], &crate::golden::numbers(&s["target"]), true, false, 1e-8; dx, _, _ => dx);
    agrees!("poisson_nll_loss_full", nn::poisson_nll_loss::value_and_grad,
        |i, s| &i[0], &crate::golden::numbers(&s["target"]), false, true, 1e-8; dx, _, _ => dx);
    let list = |x: f64| vec![x];
    for name in ["student_t_nll_loss", "student_t_nll_loss_wide"] {
        agrees!(name, |x: &[f64], t: &[f64], s: &[f64], df: f64| {
            let (value, (dx, dt, ds, ddf)) = nn::student_t_nll_loss::value_and_grad(x, t, s, df);
            (value, (dx, dt, ds, list(ddf)))
        }, |i, s| &i[0], &i[1], &i[2], i[3][0]; dx, dt, ds, ddf => dx, dt, ds, ddf);
    }
}

#[test]
fn targets_and_settings_are_differentiated() {
    let (x, t) = ([0.3, -1.7, 2.1], [0.5, 0.1, 0.7]);
    nn::huber_loss::check(&x, &t, 0.9).unwrap();
    nn::smooth_l1_loss::check(&x, &t, 0.9).unwrap();
    nn::hinge_loss::check(&x, &t, 0.9).unwrap();
    nn::multi_margin_loss::check(&x, &[1], 0.9).unwrap();
    nn::cross_entropy::check(&x, &[1], 0.2).unwrap();
    nn::poisson_nll_loss::check(&t, &[0.0, 2.0, 5.0], false, true, 0.01).unwrap();
    nn::student_t_nll_loss::check(&x, &t, &[0.4, 1.0, 2.0], 3.5).unwrap();
    nn::student_t_nll_loss::check(&x, &t, &[0.4, 1.0, 2.0], 120.0).unwrap();
    nn::elastic_net_regularisation::check(&x, 0.1, 0.2).unwrap();
}
