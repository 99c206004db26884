//! Moments, bounds, orthogonality and reproducibility of initial weights.
#![cfg(feature = "rand")]
#![allow(missing_docs, reason = "test functions speak for themselves")]

use autodiff_runtime::initialisation::*;
use std::panic::{catch_unwind, AssertUnwindSafe};

const COUNT: usize = 100_000;

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

fn moment(x: &[f64], power: i32) -> f64 {
    let centre = mean(x);
    x.iter().map(|x| (x - centre).powi(power)).sum::<f64>() / x.len() as f64
}

/// The mean is 0 and the standard deviation `std`, within six standard errors; the kurtosis tells the distribution.
#[track_caller]
fn distributed(weights: &[f64], std: f64, kurtosis: f64) {
    let n = weights.len() as f64;
    assert!(mean(weights).abs() < 6.0 * std / n.sqrt(), "mean {}", mean(weights));
    let variance = moment(weights, 2);
    let error = ((kurtosis - 1.0) / n).sqrt();
    assert!(
        (variance / (std * std) - 1.0).abs() < 6.0 * error,
        "variance {variance}, not {}",
        std * std
    );
    let got = moment(weights, 4) / (variance * variance);
    assert!((got - kurtosis).abs() < 0.1, "kurtosis {got}, not {kurtosis}");
}

const UNIFORM: f64 = 1.8;
const NORMAL: f64 = 3.0;

fn filled(fill: impl FnOnce(&mut [f64])) -> Vec<f64> {
    let mut weights = vec![f64::NAN; COUNT];
    fill(&mut weights);
    weights
}

#[test]
fn weights_have_the_variance_of_their_formula() {
    let fan = Fan::dense(100, 50);
    let rng = &mut seeded(1);
    let glorot = (2.0_f64 / 150.0).sqrt();
    distributed(&filled(|w| xavier_uniform(w, fan, 1.0, rng)), glorot, UNIFORM);
    distributed(&filled(|w| xavier_normal(w, fan, 1.0, rng)), glorot, NORMAL);
    distributed(
        &filled(|w| glorot_normal(w, fan, 5.0 / 3.0, rng)),
        5.0 / 3.0 * glorot,
        NORMAL,
    );
    for (mode, size) in [(FanMode::FanIn, 100.0_f64), (FanMode::FanOut, 50.0)] {
        let he = (2.0 / size).sqrt();
        distributed(
            &filled(|w| kaiming_uniform(w, fan, mode, Nonlinearity::Relu, rng)),
            he,
            UNIFORM,
        );
        distributed(
            &filled(|w| kaiming_normal(w, fan, mode, Nonlinearity::Relu, rng)),
            he,
            NORMAL,
        );
    }
    distributed(&filled(|w| lecun_uniform(w, fan, rng)), 0.1, UNIFORM);
    distributed(&filled(|w| lecun_normal(w, fan, rng)), 0.1, NORMAL);
    distributed(&filled(|w| uniform(w, -2.0, 2.0, rng)), 2.0 / 3.0_f64.sqrt(), UNIFORM);
}

#[test]
fn uniform_weights_stay_within_their_bound() {
    let weights = filled(|w| he_uniform(w, Fan::dense(64, 1), FanMode::FanIn, Nonlinearity::Relu, &mut seeded(2)));
    let bound = (6.0_f64 / 64.0).sqrt();
    let largest = weights.iter().fold(0.0, |largest: f64, w| largest.max(w.abs()));
    assert!(largest <= bound && largest > 0.999 * bound);
}

#[test]
fn gains_and_fans_are_torchs() {
    let gains = [
        (Nonlinearity::Linear, 1.0),
        (Nonlinearity::Sigmoid, 1.0),
        (Nonlinearity::Tanh, 5.0 / 3.0),
        (Nonlinearity::Relu, 2.0_f64.sqrt()),
        (Nonlinearity::LeakyRelu(0.01), (2.0_f64 / 1.0001).sqrt()),
        (Nonlinearity::Selu, 0.75),
    ];
    for (nonlinearity, gain) in gains {
        assert!((nonlinearity.gain() - gain).abs() < 1e-15, "{nonlinearity:?}");
    }
    assert_eq!(
        Fan::conv2d(3, 8, [5, 2]),
        Fan {
            fan_in: 30,
            fan_out: 80
        }
    );
}

/// The variance of signals after many layers is that of the first.
#[test]
fn signals_keep_their_variance_through_relu_layers() {
    const SIZE: usize = 200;
    let rng = &mut seeded(3);
    let mut signal = vec![0.0; SIZE];
    normal(&mut signal, 0.0, 1.0, rng);
    let before = signal.iter().map(|s| s * s).sum::<f64>();
    let mut weights = vec![0.0; SIZE * SIZE];
    for _ in 0..20 {
        kaiming_normal(
            &mut weights,
            Fan::dense(SIZE, SIZE),
            FanMode::FanIn,
            Nonlinearity::Relu,
            rng,
        );
        let dot = |row: &[f64]| row.iter().zip(&signal).map(|(w, s)| w * s.max(0.0)).sum::<f64>();
        signal = weights.chunks(SIZE).map(dot).collect();
    }
    let ratio = signal.iter().map(|s| s * s).sum::<f64>() / before;
    assert!((0.1..10.0).contains(&ratio), "{ratio}");
}

#[test]
fn orthogonal_weights_are_orthogonal() {
    for (rows, columns) in [(5, 5), (3, 8), (8, 3), (40, 40), (1, 4)] {
        let mut weights = vec![0.0; rows * columns];
        orthogonal(&mut weights, rows, 1.5, &mut seeded(4));
        let at = |row: usize, column: usize| weights[row * columns + column];
        let short = rows.min(columns);
        for i in 0..short {
            for j in 0..short {
                let product: f64 = match rows <= columns {
                    true => (0..columns).map(|k| at(i, k) * at(j, k)).sum(),
                    false => (0..rows).map(|k| at(k, i) * at(k, j)).sum(),
                };
                let expected = if i == j { 2.25 } else { 0.0 };
                assert!(
                    (product - expected).abs() < 1e-13,
                    "{rows} × {columns}: {i}, {j}: {product}"
                );
            }
        }
    }
}

#[test]
fn orthogonal_weights_favour_no_direction() {
    let mut first = Vec::new();
    for seed in 0..4000 {
        let mut weights = [0.0; 9];
        orthogonal(&mut weights, 3, 1.0, &mut seeded(seed));
        first.push(weights[0]);
    }
    // A component of a random direction in space is uniform on −1..1.
    distributed(&first, 1.0 / 3.0_f64.sqrt(), UNIFORM);
}

/// Mean and variance of a truncated normal distribution, by Simpson's rule.
fn truncated(low: f64, high: f64) -> (f64, f64) {
    let n = 20_000;
    let step = (high - low) / f64::from(n);
    let mut sums = [0.0; 3];
    for k in 0..=n {
        let z = low + step * f64::from(k);
        let weight = if k == 0 || k == n {
            1.0
        } else {
            2.0 + 2.0 * f64::from(k % 2)
        };
        let density = weight * (0.5 * (low * low - z * z)).exp();
        sums.iter_mut()
            .zip([1.0, z, z * z])
            .for_each(|(sum, power)| *sum += density * power);
    }
    let mean = sums[1] / sums[0];
    (mean, sums[2] / sums[0] - mean * mean)
}

#[test]
fn truncated_normal_weights_have_the_moments_of_their_distribution() {
    let bounds = [
        (-2.0, 2.0),
        (-0.5, 0.7),
        (0.0, 2.6),
        (-1.0, 9.0),
        (0.5, 0.9),
        (1.0, 12.0),
        (-9.0, -3.0),
        (6.0, 6.2),
        (10.0, 20.0),
    ];
    for (low, high) in bounds {
        let weights = filled(|w| trunc_normal(w, 0.0, 1.0, low, high, &mut seeded(5)));
        assert!(weights.iter().all(|w| (low..=high).contains(w)));
        let (expected, variance) = truncated(low, high);
        let error = (variance / COUNT as f64).sqrt();
        assert!(
            (mean(&weights) - expected).abs() < 6.0 * error,
            "{low}..{high}: mean {}, not {expected}",
            mean(&weights)
        );
        let got = moment(&weights, 2);
        assert!(
            (got / variance - 1.0).abs() < 0.05,
            "{low}..{high}: variance {got}, not {variance}"
        );
    }
    let weights = filled(|w| trunc_normal(w, 3.0, 0.02, 2.96, 3.04, &mut seeded(6)));
    assert!((mean(&weights) - 3.0).abs() < 1e-3);
}

#[test]
fn a_seed_gives_the_same_weights_always() {
    let weights = |seed| filled(|w| xavier_normal(w, Fan::dense(10, 10), 1.0, &mut seeded(seed)));
    assert_eq!(weights(7), weights(7));
    assert_ne!(weights(7), weights(8));
    // These very numbers, in every version and on every machine.
    let mut four = [0.0; 4];
    uniform(&mut four, -1.0, 1.0, &mut seeded(1));
    assert_eq!(four, EXPECTED);
    let mut single = [0.0_f32; 4];
    uniform(&mut single, -1.0, 1.0, &mut seeded(1));
    assert_eq!(single, EXPECTED.map(|w| w as f32));
}

const EXPECTED: [f64; 4] = [
    -0.195_028_672_670_304_1,
    -0.839_232_582_140_436_3,
    0.193_120_361_869_709_7,
    -0.561_350_839_032_4,
];

#[test]
fn what_makes_no_sense_is_refused() {
    let refused = |message: &str, call: &dyn Fn(&mut [f64])| {
        let payload = catch_unwind(AssertUnwindSafe(|| call(&mut [0.0; 6]))).expect_err(message);
        let text = payload.downcast_ref::<String>().expect("a message");
        assert!(text.contains(message), "{text}");
    };
    let rng = || seeded(1);
    refused("uniform: the bounds are 1 and 1", &|w| uniform(w, 1.0, 1.0, &mut rng()));
    refused("the standard deviation -1", &|w| normal(w, 0.0, -1.0, &mut rng()));
    refused("xavier_normal: a layer with 0 inputs", &|w| {
        xavier_normal(w, Fan::dense(0, 3), 1.0, &mut rng())
    });
    refused("xavier_uniform: gain is NaN", &|w| {
        xavier_uniform(w, Fan::dense(2, 3), f64::NAN, &mut rng())
    });
    refused("orthogonal: 6 weights are no 4 rows", &|w| {
        orthogonal(w, 4, 1.0, &mut rng())
    });
    refused("trunc_normal: the bounds are 2 and 1", &|w| {
        trunc_normal(w, 0.0, 1.0, 2.0, 1.0, &mut rng())
    });
    refused("the standard deviation 0", &|w| {
        trunc_normal(w, 0.0, 0.0, 1.0, 2.0, &mut rng())
    });
}
