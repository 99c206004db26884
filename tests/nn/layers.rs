//! Layers against PyTorch, and against central differences.

use crate::golden::case;
use differentiate::{differentiate, nn, Workspace};

#[differentiate]
fn inner(y: &[f64], weights: &[f64]) -> f64 {
    y.iter().zip(weights).map(|(y, w)| y * w).sum()
}

/// For a layer, the function ⟨weights, layer⟩, whose gradients PyTorch gives: its parameters that take a derivative, then the
/// constant ones.
macro_rules! weighted {
    ($name:ident($($x:ident),*; $($setting:ident: $ty:ty),*) = $layer:expr) => {
        #[differentiate]
        fn $name($($x: &[f64],)* $(#[constant] $setting: $ty,)* #[constant] weights: &[f64]) -> f64 {
            let y: Vec<f64> = $layer;
            inner(&y, weights)
        }
    };
}

weighted!(linear(x, w, b;) = nn::linear(x, w, b));
weighted!(conv2d(x, w, b; stride: [usize; 2], padding: [usize; 2]) = nn::conv2d(x, w, b, [3, 6, 7], [3, 2], stride, padding, [1, 1], 1));
weighted!(max_pool2d(x; kernel: [usize; 2], stride: [usize; 2], padding: [usize; 2]) =
    nn::max_pool2d(x, [3, 6, 7], kernel, stride, padding));
weighted!(avg_pool2d(x; kernel: [usize; 2], stride: [usize; 2], padding: [usize; 2]) =
    nn::avg_pool2d(x, [3, 6, 7], kernel, stride, padding));
weighted!(layer_norm(x, w, b;) = nn::layer_norm(x, w, b, 1e-5));
weighted!(batch_norm(x, w, b;) = nn::batch_norm(x, w, b, 4, 1e-5));
weighted!(batch_norm_inference(x, w, b; means: &[f64], variances: &[f64]) =
    nn::batch_norm_inference(x, means, variances, w, b, 4, 1e-5));
weighted!(embedding(w; rows: &[usize]) = nn::embedding(rows, w, 3));
weighted!(softmax(x;) = nn::softmax(x, 5));
weighted!(log_softmax(x;) = nn::log_softmax(x, 5));
weighted!(attention(q, k, v, mask;) = nn::scaled_dot_product_attention(q, k, v, mask, false, 6, 2, 2));
weighted!(attention_causal(q, k, v;) = nn::scaled_dot_product_attention(q, k, v, &[], true, 6, 2, 2));
weighted!(self_attention(x, in_weight, in_bias, out_weight, out_bias;) =
    nn::multi_head_attention(x, x, x, 2, in_weight, in_bias, out_weight, out_bias, &[], false, 2));

#[test]
fn linear_is_torchs() {
    let c = case("linear");
    let [x, w, b] = &c.inputs[..] else { panic!() };
    let (dx, dw, db) = linear::grad(x, w, b, &c.weights);
    c.agrees(&nn::linear(x, w, b), &[&dx, &dw, &db]);
    linear::check(x, w, b, &c.weights).unwrap();
}

#[test]
fn conv2d_is_torchs() {
    for name in ["conv2d", "conv2d_strided", "conv2d_padded"] {
        let c = case(name);
        let [x, w, b] = &c.inputs[..] else { panic!() };
        let (stride, padding) = (c.integers("stride"), c.integers("padding"));
        let (dx, dw, db) = conv2d::grad(x, w, b, stride, padding, &c.weights);
        c.agrees(
            &nn::conv2d(x, w, b, [3, 6, 7], [3, 2], stride, padding, [1, 1], 1),
            &[&dx, &dw, &db],
        );
        conv2d::check(x, w, b, stride, padding, &c.weights).unwrap();
    }
}

#[test]
fn pooling_is_torchs() {
    for name in ["max_pool2d", "max_pool2d_overlapping"] {
        let c = case(name);
        let x = &c.inputs[0];
        let (kernel, stride, padding) = (c.integers("kernel"), c.integers("stride"), c.integers("padding"));
        let dx = max_pool2d::grad(x, kernel, stride, padding, &c.weights);
        c.agrees(&nn::max_pool2d(x, [3, 6, 7], kernel, stride, padding), &[&dx]);
    }
    for name in ["avg_pool2d", "avg_pool2d_overlapping"] {
        let c = case(name);
        let x = &c.inputs[0];
        let (kernel, stride, padding) = (c.integers("kernel"), c.integers("stride"), c.integers("padding"));
        let dx = avg_pool2d::grad(x, kernel, stride, padding, &c.weights);
        c.agrees(&nn::avg_pool2d(x, [3, 6, 7], kernel, stride, padding), &[&dx]);
    }
    assert!(nn::max_pool2d(&[1.0, f64::NAN, 3.0, 2.0], [1, 2, 2], [2, 2], [2, 2], [0, 0])[0].is_nan());
}

#[test]
fn normalisation_is_torchs() {
    let c = case("layer_norm");
    let [x, w, b] = &c.inputs[..] else { panic!() };
    let (dx, dw, db) = layer_norm::grad(x, w, b, &c.weights);
    c.agrees(&nn::layer_norm(x, w, b, 1e-5), &[&dx, &dw, &db]);

    let c = case("batch_norm");
    let [x, w, b] = &c.inputs[..] else { panic!() };
    let (dx, dw, db) = batch_norm::grad(x, w, b, &c.weights);
    c.agrees(&nn::batch_norm(x, w, b, 4, 1e-5), &[&dx, &dw, &db]);

    let c = case("batch_norm_inference");
    let [x, w, b] = &c.inputs[..] else { panic!() };
    let [means, variances] = ["means", "variances"].map(|name| crate::golden::numbers(&c.settings[name]));
    let (dx, dw, db) = batch_norm_inference::grad(x, w, b, &means, &variances, &c.weights);
    let y = nn::batch_norm_inference(x, &means, &variances, w, b, 4, 1e-5);
    c.agrees(&y, &[&dx, &dw, &db]);
}

#[test]
fn a_batch_with_its_own_statistics_is_normalised_alike() {
    let c = case("batch_norm");
    let [x, w, b] = &c.inputs[..] else { panic!() };
    let (means, variances) = nn::batch_statistics(x, 3, 4);
    assert_eq!(
        nn::batch_norm(x, w, b, 4, 1e-5),
        nn::batch_norm_inference(x, &means, &variances, w, b, 4, 1e-5)
    );
}

#[test]
fn embedding_is_torchs() {
    let c = case("embedding");
    let rows = c.integers::<4>("rows");
    let dw = embedding::grad(&c.inputs[0], &rows, &c.weights);
    c.agrees(&nn::embedding(&rows, &c.inputs[0], 3), &[&dw]);
}

#[test]
fn softmax_and_its_kin_are_torchs() {
    let c = case("softmax");
    c.agrees(
        &nn::softmax(&c.inputs[0], 5),
        &[&softmax::grad(&c.inputs[0], &c.weights)],
    );
    let c = case("log_softmax");
    c.agrees(
        &nn::log_softmax(&c.inputs[0], 5),
        &[&log_softmax::grad(&c.inputs[0], &c.weights)],
    );
    let c = case("logsumexp");
    let (y, dx) = nn::logsumexp::value_and_grad(&c.inputs[0]);
    let dx: Vec<f64> = dx.iter().map(|dx| c.weights[0] * dx).collect();
    c.agrees(&[y], &[&dx]);
}

#[test]
fn attention_is_torchs() {
    let c = case("attention");
    let [q, k, v, mask] = &c.inputs[..] else { panic!() };
    let (dq, dk, dv, dmask) = attention::grad(q, k, v, mask, &c.weights);
    let y = nn::scaled_dot_product_attention(q, k, v, mask, false, 6, 2, 2);
    c.agrees(&y, &[&dq, &dk, &dv, &dmask]);

    let c = case("attention_causal");
    let [q, k, v] = &c.inputs[..] else { panic!() };
    let (dq, dk, dv) = attention_causal::grad(q, k, v, &c.weights);
    let y = nn::scaled_dot_product_attention(q, k, v, &[], true, 6, 2, 2);
    c.agrees(&y, &[&dq, &dk, &dv]);
    let infinite = f64::NEG_INFINITY;
    let mask: Vec<f64> = (0..16).map(|at| if at % 4 > at / 4 { infinite } else { 0.0 }).collect();
    assert_eq!(
        attention::grad(q, k, v, &mask, &c.weights).0,
        dq,
        "the mask of the past, given by hand"
    );

    let c = case("multi_head_attention");
    let [x, w, b, v, d] = &c.inputs[..] else { panic!() };
    let (dx, dw, db, dv, dd) = self_attention::grad(x, w, b, v, d, &c.weights);
    let y = nn::multi_head_attention(x, x, x, 2, w, b, v, d, &[], false, 2);
    c.agrees(&y, &[&dx, &dw, &db, &dv, &dd]);
}

weighted!(dropped(x; seed: u64) = nn::dropout(x, 0.3, seed));
weighted!(with_residual(x, w, b;) = { let h: Vec<f64> = nn::linear(x, w, b); nn::residual(x, &h) });

#[test]
fn dropout_keeps_the_mean_and_repeats_by_its_seed() {
    let ones = vec![1.0; 20_000];
    let y: Vec<f64> = nn::dropout(&ones, 0.3, 5);
    assert_eq!(y, nn::dropout(&ones, 0.3, 5));
    assert_eq!(y, nn::dropout_mask(ones.len(), 0.3, 5));
    assert_ne!(y, nn::dropout(&ones, 0.3, 6));
    let dropped = y.iter().filter(|&&y| y == 0.0).count();
    // Five standard deviations of a binomial distribution.
    assert!((dropped as f64 - 6000.0).abs() < 5.0 * (20_000.0_f64 * 0.3 * 0.7).sqrt());
    assert!(y.iter().all(|&y| y == 0.0 || y == 1.0 / 0.7));
    // Masks of neighbouring seeds are independent: both drop with the probability 0.09.
    let both = y
        .iter()
        .zip(nn::dropout(&ones, 0.3, 6))
        .filter(|(&a, b)| a == 0.0 && *b == 0.0);
    assert!((both.count() as f64 - 1800.0).abs() < 5.0 * (20_000.0_f64 * 0.09 * 0.91).sqrt());

    let weights = [1.0, 2.0, 3.0, 4.0];
    let mask: Vec<f64> = nn::dropout_mask(4, 0.3, 9);
    let expected: Vec<f64> = mask.iter().zip(weights).map(|(m, w)| m * w).collect();
    assert_eq!(dropped::grad(&[0.5; 4], 9, &weights), expected);
    assert_eq!(nn::masked(&[0.5; 4], &mask), nn::dropout(&[0.5; 4], 0.3, 9));
    let single: Vec<f32> = nn::dropout_mask(4, 0.3, 9);
    assert!(
        single.iter().zip(&mask).all(|(s, d)| (*s == 0.0) == (*d == 0.0)),
        "one mask for both precisions"
    );
}

#[differentiate]
fn in_place(x: &[f64], w: &[f64], b: &[f64]) -> f64 {
    let mut h = vec![0.0; x.len()];
    nn::linear_into(x, w, b, &mut h);
    nn::residual_in_place(&mut h, x);
    let mut y = vec![0.0; x.len()];
    nn::layer_norm_into(&h, b, x, 1e-5, &mut y);
    let mut p = vec![0.0; x.len()];
    nn::softmax_into(&y, 3, &mut p);
    let mut l = vec![0.0; x.len()];
    nn::log_softmax_into(&p, 3, &mut l);
    l.iter().map(|v| v * v).sum()
}

#[differentiate]
fn in_vectors(x: &[f64], w: &[f64], b: &[f64]) -> f64 {
    let h: Vec<f64> = nn::dense(x, w, b);
    let h: Vec<f64> = nn::residual(&h, x);
    let y: Vec<f64> = nn::layer_norm(&h, b, x, 1e-5);
    let p: Vec<f64> = nn::softmax(&y, 3);
    let l: Vec<f64> = nn::log_softmax(&p, 3);
    l.iter().map(|v| v * v).sum()
}

#[test]
fn what_is_written_in_place_is_what_is_returned() {
    let (x, b) = ([0.3, -0.7, 1.1], [0.2, 0.9, -0.4]);
    let w = [0.5, -0.1, 0.8, 0.3, 0.7, -0.6, -0.2, 0.4, 0.1];
    assert_eq!(in_place(&x, &w, &b), in_vectors(&x, &w, &b));
    assert_eq!(in_place::grad(&x, &w, &b), in_vectors::grad(&x, &w, &b));
    in_place::check(&x, &w, &b).unwrap();
    with_residual::check(&x, &w, &b, &[1.0, -2.0, 0.5]).unwrap();
}

#[differentiate]
fn single(x: &[f32], w: &[f32], b: &[f32], #[constant] labels: &[usize]) -> f32 {
    let h: Vec<f32> = nn::linear(x, w, b);
    let h: Vec<f32> = h.iter().map(|&v| nn::gelu(v)).collect();
    nn::cross_entropy(&h, labels, 0.1)
}

#[test]
fn single_precision_has_its_gradient() {
    let w = [0.5, -0.1, 0.8, 0.3, 0.7, -0.6];
    single::check(&[0.3, -0.7, 1.1, 0.2], &w, &[0.1, 0.2, -0.3], &[2, 0]).unwrap();
}

#[test]
fn a_warm_workspace_serves_all_layers() {
    let c = case("multi_head_attention");
    let [x, w, b, v, d] = &c.inputs[..] else { panic!() };
    let mut workspace = Workspace::new();
    let mut gradient: Vec<Vec<f64>> = c.inputs.iter().map(|x| vec![f64::NAN; x.len()]).collect();
    let expected = self_attention::value_and_grad(x, w, b, v, d, &c.weights);
    for _ in 0..2 {
        let [dx, dw, db, dv, dd] = &mut gradient[..] else {
            panic!()
        };
        let value = self_attention::value_and_grad_into(x, w, b, v, d, &c.weights, &mut workspace, dx, dw, db, dv, dd);
        assert_eq!(value, expected.0);
        assert_eq!((dx, dw), (&mut expected.1 .0.clone(), &mut expected.1 .1.clone()));
    }
}

#[test]
fn layers_that_write_in_place_allocate_nothing() {
    let (x, b) = ([0.3, -0.7, 1.1], [0.2, 0.9, -0.4]);
    let w = [0.5, -0.1, 0.8, 0.3, 0.7, -0.6, -0.2, 0.4, 0.1];
    let (mut h, mut y, mut image) = ([0.0; 3], [0.0; 3], [0.0; 9]);
    let values = allocation_counter::measure(|| {
        nn::linear_into(&x, &w, &b, &mut h);
        nn::residual_in_place(&mut h, &x);
        nn::layer_norm_into(&h, &b, &x, 1e-5, &mut y);
        nn::softmax_into(&y, 3, &mut h);
        nn::conv2d_into(
            &w,
            &[0.5, 0.2, 0.1, -0.3],
            &[0.1],
            [1, 3, 3],
            [2, 2],
            [1, 1],
            [1, 0],
            [1, 1],
            1,
            &mut image[..8],
        );
        nn::log_softmax_into(&b, 3, &mut y);
    });
    assert_eq!(values.count_total, 0);
}

/// What is written in place is what is returned, bit for bit, and nothing is allocated for it.
#[test]
fn normalisation_dropout_and_attention_in_place_are_what_is_returned() {
    let x: Vec<f64> = (0..24).map(|k| (k as f64 * 0.37).sin()).collect();
    let (w, b) = ([0.5, -0.1, 0.8, 0.3], [0.2, 0.9, -0.4, 0.6]);
    let (in_w, out_w) = ([&x[..], &x[..]].concat(), x[..16].to_vec());
    let in_b = [w, b, w].concat();
    let expected = [
        nn::batch_norm(&x, &w, &b, 2, 1e-5),
        nn::batch_norm_inference(&x, &b, &[0.5; 4], &w, &b, 2, 1e-5),
        nn::dropout(&x, 0.4, 3),
        nn::masked(&x, &in_w[24..]),
        nn::scaled_dot_product_attention(&x, &x, &x, &[], true, 4, 2, 2),
        nn::multi_head_attention(&x, &x, &x, 2, &in_w, &in_b, &out_w, &b, &[], false, 2),
    ];
    let (means, variances) = nn::batch_statistics(&x, 4, 2);
    let mut y = [[0.5; 24]; 6];
    let (mut projected, mut heads, mut weights, mut statistics) = ([0.5; 72], [0.5; 24], [0.5; 36], [[0.5; 4]; 2]);
    let values = allocation_counter::measure(|| {
        let [batch, inference, dropout, masked, attention, heads_of] = &mut y;
        nn::batch_norm_into(&x, &w, &b, 2, 1e-5, batch);
        nn::batch_norm_inference_into(&x, &b, &[0.5; 4], &w, &b, 2, 1e-5, inference);
        nn::dropout_into(&x, 0.4, 3, dropout);
        nn::masked_into(&x, &in_w[24..], masked);
        nn::scaled_dot_product_attention_into(&x, &x, &x, &[], true, 4, 2, 2, &mut weights, attention);
        nn::multi_head_attention_into(
            &x,
            &x,
            &x,
            2,
            &in_w,
            &in_b,
            &out_w,
            &b,
            &[],
            false,
            2,
            &mut projected,
            &mut heads,
            &mut weights,
            heads_of,
        );
        let [mean, variance] = &mut statistics;
        nn::batch_statistics_into(&x, 2, mean, variance);
    });
    assert_eq!(values.count_total, 0);
    assert_eq!(y.map(Vec::from).as_slice(), expected);
    assert_eq!((&statistics[0][..], &statistics[1][..]), (&means[..], &variances[..]));
    // Each row of the weights says how a position divides its attention.
    assert!(weights
        .chunks(3)
        .all(|row| (row.iter().sum::<f64>() - 1.0).abs() < 1e-15));
}

#[differentiate]
fn through_places(x: &[f64], w: &[f64], b: &[f64]) -> f64 {
    let n = x.len();
    let (mut y, mut z, mut attended) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    let mut weights = vec![0.0; 36];
    nn::batch_norm_into(x, w, b, 2, 1e-5, &mut y);
    nn::dropout_into(&y, 0.4, 3, &mut z);
    nn::scaled_dot_product_attention_into(&z, &y, x, &[], true, 4, 2, 2, &mut weights, &mut attended);
    inner(&attended, x)
}

#[test]
fn what_is_written_in_place_is_differentiated() {
    let x: Vec<f64> = (0..24).map(|k| (k as f64 * 0.37).sin()).collect();
    through_places::check(&x, &[0.5, -0.1, 0.8, 0.3], &[0.2, 0.9, -0.4, 0.6]).unwrap();
}
