//! Regularisation in the loss against decoupled weight decay: the experiment that the documentation of
//! `nn::l2_regularisation` tells of.

use differentiate::optimizers::{Adam, AdamW, Sgd};
use differentiate::{differentiate, nn};

/// A loss that is steep in the first weight, gentle in the second, and flat in the third.
const STEEPNESS: [f64; 3] = [100.0, 1.0, 0.0];
const DECAY: f64 = 0.1;
const RATE: f64 = 1e-3;

#[differentiate]
fn data_loss(w: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..w.len() {
        sum += 0.5 * STEEPNESS[i] * (w[i] - 1.0).powi(2);
    }
    sum
}

#[differentiate]
fn regularised_loss(w: &[f64]) -> f64 {
    data_loss(w) + nn::l2_regularisation(w, DECAY)
}

/// Where gradient descent from (2, 2, 2) is after some steps.
fn descend(steps: usize, mut step: impl FnMut(&mut Vec<f64>)) -> Vec<f64> {
    let mut w = vec![2.0; 3];
    (0..steps).for_each(|_| step(&mut w));
    w
}

#[test]
fn regularisation_and_decay_agree_under_sgd() {
    let (mut in_loss, mut coupled) = (Sgd::new(RATE), Sgd::new(RATE).weight_decay(DECAY));
    let regularised = descend(400, |w| in_loss.step(w, &regularised_loss::grad(w)));
    let decayed = descend(400, |w| coupled.step(w, &data_loss::grad(w)));
    let decoupled = descend(400, |w| {
        // What decoupled decay does: shrink first, then step along the gradient of the loss at the old place.
        let dw = data_loss::grad(w);
        for (w, dw) in w.iter_mut().zip(dw) {
            *w = *w * (1.0 - RATE * DECAY) - RATE * dw;
        }
    });
    for i in 0..3 {
        assert!(
            (regularised[i] - decayed[i]).abs() < 1e-14,
            "{regularised:?} {decayed:?}"
        );
        assert!(
            (regularised[i] - decoupled[i]).abs() < 1e-14,
            "{regularised:?} {decoupled:?}"
        );
    }
}

#[test]
fn regularisation_and_decay_differ_under_adam() {
    let (mut in_loss, mut coupled) = (Adam::new(RATE), Adam::new(RATE).weight_decay(DECAY));
    let regularised = descend(400, |w| in_loss.step(w, &regularised_loss::grad(w)));
    let decayed = descend(400, |w| coupled.step(w, &data_loss::grad(w)));
    let mut decoupled = AdamW::new(RATE).weight_decay(DECAY);
    let decoupled = descend(400, |w| decoupled.step(w, &data_loss::grad(w)));
    // In the loss, where the loss is flat, the regularisation is all of the gradient, and Adam makes of it a step of nearly the
    // full rate: 400 steps of 0.001, whatever λ is. Decoupled decay shrinks by (1 − lr·λ) in each step, as it says.
    assert!((regularised[2] - (2.0 - 400.0 * RATE)).abs() < 0.03, "{regularised:?}");
    assert!(
        (decoupled[2] - 2.0 * (1.0 - RATE * DECAY).powi(400)).abs() < 1e-12,
        "{decoupled:?}"
    );
    // Adam's own `weight_decay` is the regularisation, not the decay.
    for i in 0..3 {
        assert!(
            (regularised[i] - decayed[i]).abs() < 1e-12,
            "{regularised:?} {decayed:?}"
        );
    }
    assert!((regularised[2] - decoupled[2]).abs() > 0.3);
}

#[test]
fn lambda_is_lost_on_adam_and_kept_by_decoupled_decay() {
    // With twice the λ a flat weight shrinks no faster in the loss, and twice as fast by decoupled decay.
    let in_loss = |lambda: f64| {
        let mut adam = Adam::new(RATE).weight_decay(lambda);
        2.0 - descend(100, |w| adam.step(w, &data_loss::grad(w)))[2]
    };
    let decoupled = |lambda: f64| {
        let mut adam = AdamW::new(RATE).weight_decay(lambda);
        2.0 - descend(100, |w| adam.step(w, &data_loss::grad(w)))[2]
    };
    assert!((in_loss(0.2) / in_loss(0.1) - 1.0).abs() < 1e-3);
    assert!((decoupled(0.2) / decoupled(0.1) - 2.0).abs() < 0.02);
}

#[test]
fn the_gradients_are_those_of_the_formulas() {
    let w = [1.5, -2.0, 0.0];
    assert_eq!(nn::l1_regularisation::grad(&w, 0.5), (vec![0.5, -0.5, 0.0], 3.5));
    assert_eq!(nn::l2_regularisation::grad(&w, 0.5).0, [0.75, -1.0, 0.0]);
    assert_eq!(nn::elastic_net_regularisation(&w, 0.5, 2.0), 0.5 * 3.5 + 6.25);
}
