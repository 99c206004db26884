//! `f::batch_value_and_grad`: the sums over samples, with the same bits on any number of threads.

use differentiate::{batch, differentiate, Differentiable, Tangent};

/// The loss of a small network on one sample.
#[differentiate]
fn loss(w: &[f64], bias: f64, #[constant] x: &[f64], label: usize) -> f64 {
    let (mut scores, n) = ([0.0; 2], x.len());
    for k in 0..2 {
        for i in 0..n {
            scores[k] += (w[k * n + i] * x[i]).tanh();
        }
    }
    scores[0] += bias;
    let top = scores[0].max(scores[1]);
    top + ((scores[0] - top).exp() + (scores[1] - top).exp()).ln() - scores[label]
}

#[differentiate]
fn squares(mean: [f32; 2], #[constant] x: [f32; 2], #[constant] weight: &f32) -> f32 {
    weight * ((x[0] - mean[0]).powi(2) + (x[1] - mean[1]).powi(2))
}

const W: [f64; 6] = [0.5, -0.3, 0.8, -0.1, 0.7, 0.2];

fn data(count: usize) -> (Vec<[f64; 3]>, Vec<usize>) {
    let x = |k: usize| [0, 1, 2].map(|i| ((3 * k + i) as f64 * 0.7).sin());
    ((0..count).map(x).collect(), (0..count).map(|k| k % 2).collect())
}

#[test]
fn it_is_the_sum_over_the_samples() {
    let (x, labels) = data(1000);
    let rows: Vec<&[f64]> = x.iter().map(|x| &x[..]).collect();
    let (value, (dw, dbias)) = loss::batch_value_and_grad(&W, 0.3, &rows, &labels);
    let (mut sum, mut sums) = (0.0, [0.0; 7]);
    for (x, &label) in x.iter().zip(&labels) {
        let (value, (dw, dbias)) = loss::value_and_grad(&W, 0.3, x, label);
        sum += value;
        sums.iter_mut()
            .zip(dw.iter().chain([&dbias]))
            .for_each(|(sum, d)| *sum += d);
    }
    assert!((value - sum).abs() < 1e-12 * sum);
    for (got, expected) in dw.iter().chain([&dbias]).zip(sums) {
        assert!((got - expected).abs() < 1e-11, "{got}, not {expected}");
    }
    // One sample is the function itself.
    assert_eq!(
        loss::batch_value_and_grad(&W, 0.3, &rows[..1], &labels[..1]),
        loss::value_and_grad(&W, 0.3, rows[0], labels[0])
    );
    let (value, dmean) = squares::batch_value_and_grad([1.0, 2.0], &[[0.0, 0.0], [1.0, 4.0]], &[&1.0, &0.5]);
    assert_eq!((value, dmean), (7.0, [2.0, 2.0]));
}

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    w: Vec<f64>,
    bias: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct Sample {
    x: [f64; 3],
    weight: f64,
}

#[differentiate]
fn fit(layers: &[Layer], #[constant] sample: &Sample, #[constant] target: f64) -> f64 {
    let mut sum = 0.0;
    for layer in layers {
        let mut score = layer.bias;
        for i in 0..3 {
            score += layer.w[i] * sample.x[i];
        }
        sum += score.tanh();
    }
    sample.weight * (sum - target).powi(2)
}

#[differentiate]
impl Layer {
    fn score(&self, scale: f64, #[constant] x: &[f64], #[constant] sample: &Sample) -> f64 {
        let mut sum = self.bias;
        for (w, x) in self.w.iter().zip(x) {
            sum += w * x * sample.weight;
        }
        scale * sum.tanh()
    }

    fn norm(of: [f64; 3], #[constant] weight: f64) -> f64 {
        weight * (of[0] * of[0] + of[1] * of[2])
    }
}

#[test]
fn of_methods() {
    let layer = Layer {
        w: W[..3].to_vec(),
        bias: 0.2,
    };
    let (x, _) = data(600);
    let samples: Vec<Sample> = x.iter().map(|&x| Sample { x, weight: x[0] }).collect();
    let (rows, lent): (Vec<&[f64]>, Vec<&Sample>) = (x.iter().map(|x| &x[..]).collect(), samples.iter().collect());
    let (value, (of_layer, of_scale)) = layer.score_batch_value_and_grad(1.5, &rows, &lent);
    let (mut sum, mut gradient, mut scale) = (
        0.0,
        LayerTangent {
            w: vec![0.0; 3],
            bias: 0.0,
        },
        0.0,
    );
    for (x, sample) in rows.iter().zip(&lent) {
        let (value, (of_layer, of_scale)) = layer.score_value_and_grad(1.5, x, sample);
        (sum, scale) = (sum + value, scale + of_scale);
        gradient.add(&of_layer);
    }
    assert!((value - sum).abs() < 1e-11 && (of_scale - scale).abs() < 1e-11);
    gradient.add_scaled(&of_layer, -1.0);
    assert!(gradient.norm() < 1e-11, "{gradient:?}");
    assert_eq!(
        Layer::norm_batch_value_and_grad([1.0, 2.0, 3.0], &[1.0, 0.5]),
        (10.5, [3.0, 4.5, 3.0])
    );
}

#[test]
fn of_structs() {
    let layer = |k: usize| Layer {
        w: W[k..k + 3].to_vec(),
        bias: W[k],
    };
    let layers = [layer(0), layer(3)];
    let samples: Vec<Sample> = data(700)
        .0
        .into_iter()
        .map(|x| Sample { x, weight: 1.0 + x[0] })
        .collect();
    let (lent, targets): (Vec<&Sample>, Vec<f64>) = samples.iter().map(|sample| (sample, sample.x[1])).unzip();
    let (value, gradient) = fit::batch_value_and_grad(&layers, &lent, &targets);
    let (mut sum, mut sums) = (0.0, layers.to_vec().zero_tangent());
    for (sample, &target) in lent.iter().zip(&targets) {
        let (value, gradient) = fit::value_and_grad(&layers, sample, target);
        sum += value;
        sums.add_scaled(&gradient, 1.0);
    }
    assert!((value - sum).abs() < 1e-12 * sum);
    for (got, expected) in gradient.to_flat().into_iter().zip(sums.to_flat()) {
        assert!((got - expected).abs() < 1e-11, "{got}, not {expected}");
    }
}

/// What cannot be looked at from other threads: that is asked only where a batch is.
#[derive(Clone, Debug, Differentiable)]
struct Local {
    rate: f64,
    #[constant]
    name: std::rc::Rc<str>,
}

#[differentiate]
fn grown(local: &Local, #[constant] x: f64) -> f64 {
    x * local.rate.exp()
}

#[test]
fn a_struct_that_stays_on_its_thread_has_a_gradient() {
    let local = Local {
        rate: 0.0,
        name: "here".into(),
    };
    assert_eq!((grown::grad(&local, 2.0).rate, &*local.name), (2.0, "here"));
}

/// One thread, several, and as many as there are samples.
#[test]
fn the_bits_do_not_depend_on_the_threads() {
    let (x, labels) = data(3001);
    let rows: Vec<&[f64]> = x.iter().map(|x| &x[..]).collect();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| loss::batch_value_and_grad(&W, 0.3, &rows, &labels))
    };
    let (value, (dw, dbias)) = on(1);
    for threads in [2, 3, 8, 64] {
        let (other, (other_dw, other_dbias)) = on(threads);
        assert_eq!(
            (value.to_bits(), dbias.to_bits()),
            (other.to_bits(), other_dbias.to_bits()),
            "{threads} threads"
        );
        assert!(
            dw.iter().zip(&other_dw).all(|(a, b)| a.to_bits() == b.to_bits()),
            "{threads} threads"
        );
    }
}

/// What runs at the same time really does: two samples that wait for each other.
#[test]
fn samples_run_at_the_same_time() {
    let barrier = std::sync::Barrier::new(2);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let (value, _) = pool.install(|| {
        batch::value_and_grad(
            2,
            || 0.0,
            |k, _, dx: &mut f64| {
                barrier.wait();
                *dx = 1.0;
                k as f64
            },
        )
    });
    assert_eq!(value, 1.0);
}

#[test]
#[should_panic(expected = "`x` has 3 samples, but `label` has 2")]
fn samples_that_do_not_fit_are_refused() {
    loss::batch_value_and_grad(&W, 0.3, &[&[1.0; 3][..]; 3], &[0, 1]);
}

#[test]
#[should_panic(expected = "`x` has no samples")]
fn no_samples_are_refused() {
    loss::batch_value_and_grad(&W, 0.3, &[], &[]);
}
