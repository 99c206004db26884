//! Monitors, each on a problem that has the fault and on one that has not.
#![cfg(feature = "std")]

use autodiff_runtime::monitors::{
    never_active, DeadUnits, Finding, GradientScale, Monitor, Monitors, NoiseScale, Oscillation, Plateau, UpdateRatio,
};
use autodiff_runtime::optimizers::{Adam, Sgd};
use autodiff_runtime::training::{OnNonFinite, Trainer};

/// What a monitor says in some steps of gradient descent.
fn said<P, F>(monitor: impl Monitor + 'static, rate: f64, steps: u64, mut x: P, mut loss: F) -> Vec<Finding>
where
    P: autodiff_runtime::Differentiable<Tangent = P> + autodiff_runtime::Tangent,
    F: FnMut(&P) -> (f64, P),
{
    let monitors = Monitors::none().and(monitor);
    let findings = monitors.findings();
    Trainer::new(Sgd::new(rate))
        .on_non_finite(OnNonFinite::Skip)
        .epochs(steps)
        .callback(monitors)
        .fit(&mut x, |x, _| loss(x))
        .unwrap();
    findings.all()
}

/// Numbers that look random, about as large as one.
fn noise(k: usize) -> f64 {
    ((k as f64 * 12.9898).sin() * 43_758.545_3).fract() * 1.7
}

const WIDTH: usize = 6;
const DEPTH: usize = 24;

type Layers = Vec<Vec<f64>>;

/// As many layers with weights of this size, one tensor each.
fn layers(size: f64) -> Layers {
    let weight = |k| size * noise(k) / (WIDTH as f64).sqrt();
    let layer = |l| (0..WIDTH * WIDTH).map(|k| weight(l * 1000 + k)).collect();
    (0..DEPTH).map(layer).collect()
}

/// A deep network x ← (x +) σ(Wx) with the logistic function σ, from a fixed input, with the loss ½‖x‖², and its gradient layer by layer.
fn deep(weights: &[Vec<f64>], residual: bool) -> (f64, Layers) {
    let mut states = vec![(0..WIDTH).map(|k| noise(k) + 0.3).collect::<Vec<f64>>()];
    let mut activations = Vec::new();
    for w in weights {
        let x = &states[states.len() - 1];
        let row = |i: usize| {
            w[i * WIDTH..(i + 1) * WIDTH]
                .iter()
                .zip(x)
                .map(|(w, x)| w * x)
                .sum::<f64>()
        };
        let a: Vec<f64> = (0..WIDTH).map(|i| 1.0 / (1.0 + (-row(i)).exp())).collect();
        let next = a
            .iter()
            .zip(x)
            .map(|(a, x)| if residual { x + a } else { *a })
            .collect();
        activations.push(a);
        states.push(next);
    }
    let last = &states[DEPTH];
    let mut dx = last.clone();
    let mut grads = layers(0.0);
    for l in (0..DEPTH).rev() {
        let (x, a, w) = (&states[l], &activations[l], &weights[l]);
        let dz: Vec<f64> = dx.iter().zip(a).map(|(dx, a)| dx * a * (1.0 - a)).collect();
        let mut below = if residual { dx.clone() } else { vec![0.0; WIDTH] };
        for i in 0..WIDTH {
            for j in 0..WIDTH {
                grads[l][i * WIDTH + j] = dz[i] * x[j];
                below[j] += dz[i] * w[i * WIDTH + j];
            }
        }
        dx = below;
    }
    (0.5 * last.iter().map(|x| x * x).sum::<f64>(), grads)
}

#[test]
fn the_gradient_of_the_deep_network_is_right() {
    let (w, h) = (layers(0.3), 1e-6);
    for residual in [false, true] {
        let (loss, grads) = deep(&w, residual);
        for (l, k) in [(0, 3), (11, 20), (DEPTH - 1, 7)] {
            let at = |h: f64| {
                let mut w = w.clone();
                w[l][k] += h;
                deep(&w, residual).0
            };
            let difference = (at(h) - at(-h)) / (2.0 * h);
            assert!(
                (difference - grads[l][k]).abs() < 1e-7 * (1.0 + loss),
                "{difference} {}",
                grads[l][k]
            );
        }
    }
}

#[test]
fn vanishing_gradients() {
    let plain = said(GradientScale::new(), 1e-3, 3, layers(0.3), |w| deep(w, false));
    assert_eq!(plain.len(), 1);
    let words = plain[0].to_string();
    assert!(
        words.contains("the gradient vanishes") && words.contains("in `[0]`") && words.contains("residual"),
        "{words}"
    );
    assert_eq!(said(GradientScale::new(), 1e-3, 3, layers(0.3), |w| deep(w, true)), []);
}

#[test]
fn exploding_gradients() {
    // Without the saturation of tanh, 24 layers of weights that are too large.
    let linear = |size: f64| {
        move |w: &Layers| {
            let product: f64 = w.iter().map(|w| w[0]).product();
            let grads = w
                .iter()
                .enumerate()
                .map(|(l, w)| vec![product / w[0] * size.powi(24 - l as i32)]);
            (product, grads.collect())
        }
    };
    let ones = || vec![vec![1.0]; DEPTH];
    let found = said(GradientScale::new(), 1e-12, 3, ones(), linear(3.0));
    assert!(
        found[0].to_string().contains("the gradient explodes on its way back"),
        "{}",
        found[0]
    );
    assert_eq!(said(GradientScale::new(), 1e-12, 3, ones(), linear(1.1)), []);

    // A cliff in step 40.
    let cliff = |height: f64| {
        let mut step = 0;
        move |x: &Vec<f64>| {
            step += 1;
            (x[0], vec![if step == 40 { height } else { 1.0 }])
        }
    };
    let found = said(GradientScale::new(), 1e-9, 60, vec![1.0], cliff(1e7));
    let words = found[0].to_string();
    assert!(
        words.starts_with("step 39: the gradient explodes: its norm is 1.0e7 and was about 1.0e0 before"),
        "{words}"
    );
    assert_eq!(
        (
            found.len(),
            said(GradientScale::new(), 1e-9, 60, vec![1.0], cliff(1e3)).len()
        ),
        (1, 0)
    );
}

/// Σ over examples of (Σ units ReLU(x + bias) − 1)²/2, with its gradient in the biases.
fn relus(bias: &[f64]) -> (f64, Vec<f64>) {
    let (mut loss, mut grads) = (0.0, vec![0.0; bias.len()]);
    for k in 0..10 {
        let x = noise(k);
        let error = bias.iter().map(|b| (x + b).max(0.0)).sum::<f64>() - 1.0;
        loss += 0.5 * error * error;
        for (grad, b) in grads.iter_mut().zip(bias) {
            *grad += if x + b > 0.0 { error } else { 0.0 };
        }
    }
    (loss, grads)
}

#[test]
fn dead_relus() {
    let found = said(DeadUnits::of(""), 1e-3, 60, vec![0.1, -50.0, 0.2, -60.0], |b| relus(b));
    let words = found[0].to_string();
    assert!(
        words.contains("2 of 4 units are dead in the parameters, the first is 1"),
        "{words}"
    );
    assert_eq!(
        said(DeadUnits::of(""), 1e-3, 60, vec![0.1, -0.3, 0.2, 0.0], |b| relus(b)),
        []
    );
    // Of some components only, and by name.
    let part = DeadUnits::of("").range(2..3);
    assert_eq!(said(part, 1e-3, 60, vec![0.1, -50.0, 0.2, -60.0], |b| relus(b)), []);
    let pair = |x: &(Vec<f64>, Vec<f64>)| (0.0, (vec![0.0; x.0.len()], vec![1.0; x.1.len()]));
    let start = || (vec![1.0], vec![1.0]);
    assert_eq!(said(DeadUnits::of("0"), 1e-3, 60, start(), pair).len(), 1);
    assert_eq!(said(DeadUnits::of("1"), 1e-3, 60, start(), pair).len(), 0);

    let outputs = [[0.0, 2.0, 0.0], [0.0, 0.0, 1.0]];
    assert_eq!(never_active(outputs.iter().map(|outputs| &outputs[..])), [0]);
    assert!(never_active([]).is_empty());
}

/// ½Σ cₖxₖ² with curvatures of 1 and 10.
fn ellipse(x: &[f64]) -> (f64, Vec<f64>) {
    (0.5 * (x[0] * x[0] + 10.0 * x[1] * x[1]), vec![x[0], 10.0 * x[1]])
}

#[test]
fn oscillation() {
    let start = || vec![1.0, 1.0];
    // Gradient descent on this ellipse diverges for rates above 0.2.
    let found = said(Oscillation::new(), 0.199, 60, start(), |x| ellipse(x));
    assert!(found[0].to_string().contains("steps undo each other") && found[0].advice.contains("lower the rate"));
    assert_eq!(said(Oscillation::new(), 0.05, 200, start(), |x| ellipse(x)), []);

    let found = said(Oscillation::new(), 0.25, 60, start(), |x| ellipse(x));
    assert!(
        found
            .iter()
            .any(|finding| finding.what.contains("the loss grows: from")),
        "{found:?}"
    );

    let up_and_down = |amplitude: f64| {
        let mut step = 0;
        move |x: &Vec<f64>| {
            step += 1;
            (x[0] + if step % 2 == 0 { amplitude } else { 0.0 }, vec![0.1])
        }
    };
    let found = said(Oscillation::new(), 0.01, 60, vec![1.0], up_and_down(0.5));
    assert!(
        found[0].what.contains("the loss oscillates: it has turned 19 times"),
        "{found:?}"
    );
    let mut step = 0;
    let noisy = |x: &Vec<f64>| {
        step += 1;
        (x[0] + noise(step), vec![0.1])
    };
    assert_eq!(
        said(Oscillation::new(), 0.01, 400, vec![1.0], noisy),
        [],
        "noise is no oscillation"
    );
}

#[test]
fn plateaus() {
    let start = || vec![3.0, 1.0];
    let found = said(Plateau::new(), 1e-7, 200, start(), |x| ellipse(x));
    assert!(found[0].what.contains("the loss is on a plateau") && found[0].advice.contains("change the optimizer"));
    assert_eq!(
        said(Plateau::new(), 0.02, 1000, start(), |x| ellipse(x)),
        [],
        "a minimum is no plateau"
    );
    assert_eq!(
        said(Plateau::new(), 1e-3, 1000, start(), |x| ellipse(x)),
        [],
        "slow is no plateau"
    );
}

#[test]
fn update_ratios() {
    let start = || vec![3.0, 1.0];
    let one = |rate: f64| {
        let found = said(UpdateRatio::new(), rate, 80, start(), |x| (x[0], vec![1.0, 1.0]));
        found.iter().map(|finding| finding.to_string()).collect::<Vec<_>>()
    };
    let (small, good, large) = (one(1e-9), one(1e-3), one(2.0));
    assert!(
        small[0].contains("steps are small: they change the parameters by 4.5e-10 of its norm; raise the rate"),
        "{small:?}"
    );
    assert!(good.is_empty(), "{good:?}");
    assert!(
        large.is_empty(),
        "after 50 steps of that size the parameters are as large"
    );
    let found = said(UpdateRatio::new(), 0.3, 80, start(), |x| (x[0], vec![x[0], x[1]]));
    assert!(found[0].to_string().contains("steps are large") && found[0].advice.contains("lower the rate"));
}

#[test]
fn noise_scales_are_those_of_the_distribution() {
    // Gradients of single examples are (3, 4) plus noise of variance 400 in each of two components: 800 / 25 = 32.
    let gradient = |batch: usize, k: &mut usize| {
        let mut draw = || {
            // Twelve uniform numbers make a normal one.
            let sum: f64 = (0..12)
                .map(|_| {
                    *k += 1;
                    uniform(*k)
                })
                .sum();
            sum - 6.0
        };
        let deviation = 20.0 / (batch as f64).sqrt();
        vec![3.0 + deviation * draw(), 4.0 + deviation * draw()]
    };
    let (mut scale, mut k) = (NoiseScale::new(), 0);
    for _ in 0..2000 {
        let gradients: Vec<Vec<f64>> = (0..8).map(|_| gradient(4, &mut k)).collect();
        scale.observe(4, &gradients);
    }
    let estimate = scale.estimate().unwrap();
    assert!((estimate.signal / 25.0 - 1.0).abs() < 0.1, "{estimate:?}");
    assert!((estimate.noise / 800.0 - 1.0).abs() < 0.05, "{estimate:?}");
    assert!((28..37).contains(&estimate.batch_size().unwrap()), "{estimate}");
    assert!(estimate.to_string().contains("the noise scale is 3"), "{estimate}");

    let mut exact = NoiseScale::new();
    exact.observe(16, &[vec![3.0, 4.0], vec![3.0, 4.0]]);
    let estimate = exact.estimate().unwrap();
    assert_eq!((estimate.noise_scale(), estimate.batch_size()), (Some(0.0), Some(1)));
    assert!(estimate.to_string().contains("hardly any noise"));
    let mut hidden = NoiseScale::new();
    hidden.observe(1, &[vec![1.0], vec![-1.0]]);
    assert_eq!(hidden.estimate().unwrap().batch_size(), None);
    assert!(NoiseScale::new().estimate().is_none());
}

/// Numbers in [0, 1), by the multiplier of a linear congruence and a mix of its bits.
fn uniform(k: usize) -> f64 {
    let mut z = (k as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

#[test]
fn a_run_that_goes_well_is_left_in_peace() {
    let monitors = Monitors::all().every(2);
    let findings = monitors.findings();
    let mut x = vec![3.0, 1.0];
    Trainer::new(Adam::new(0.02))
        .epochs(400)
        .callback(monitors)
        .fit(&mut x, |x, _| ellipse(x))
        .unwrap();
    assert_eq!(findings.all(), []);
    assert!(x[0].abs() < 0.1);
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
    never: Monitors::all().every(0) => "every is 0";
    no_limit: GradientScale::new().limit(1.0) => "limit is 1, but must be above 1";
    no_patience: DeadUnits::of("bias").patience(0) => "patience is 0";
    no_window: Plateau::new().steps(1) => "steps is 1";
    all_is_nothing: Plateau::new().part(1.0) => "part is 1, but must be in (0, 1)";
    crossed_limits: UpdateRatio::new().limits(0.1, 0.01) => "highest is 0.01, but must be above the lowest";
    one_gradient: NoiseScale::new().observe(4, &[vec![1.0]]) => "there are 1 gradients, but noise needs at least 2";
    no_examples: NoiseScale::new().observe(0, &[vec![1.0], vec![2.0]]) => "batch is 0";
    other_lengths: NoiseScale::new().observe(1, &[vec![1.0], vec![2.0, 3.0]]) => "the gradients differ in length";
    other_units: never_active([&[1.0][..], &[1.0, 2.0]]) => "the first example has 1 units, another one 2";
}
