//! What does not fit together is refused in words.

use differentiate::nn;
use std::panic::catch_unwind;

/// The message of the panic of a call.
fn message<T>(call: impl FnOnce() -> T + std::panic::UnwindSafe) -> String {
    let payload = catch_unwind(call).map(|_| ()).expect_err("a panic");
    let text = payload.downcast_ref::<String>().cloned();
    text.or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).into()))
        .expect("a message")
}

macro_rules! refused {
    ($($call:expr => $message:literal;)*) => {
        $(assert_eq!(message(|| $call), $message);)*
    };
}

#[test]
fn shapes_that_do_not_fit_are_refused() {
    refused! {
        nn::linear(&[1.0; 4], &[1.0; 6], &[1.0; 2]) => "linear: 4 inputs are no rows of 3";
        nn::linear(&[1.0; 4], &[1.0; 5], &[1.0; 2]) => "linear: 5 weights are no rows for 2 biases";
        nn::linear::<f64>(&[], &[], &[]) => "linear: 0 weights are no rows for 0 biases";
        nn::linear_into(&[1.0; 4], &[1.0; 4], &[1.0; 2], &mut [0.0; 3]) =>
            "linear: the output has 3 places for 2 rows of 2";
        nn::conv2d(&[1.0; 9], &[1.0; 4], &[1.0], [1, 3, 3], [2, 3], [1, 1], [0, 0], [1, 1], 1) =>
            "conv2d: 4 weights, but 1 filters of 1 channels and [2, 3]";
        nn::conv2d(&[1.0; 9], &[1.0; 4], &[1.0], [1, 3, 3], [2, 2], [1, 0], [0, 0], [1, 1], 1) =>
            "conv2d: the stride is zero";
        nn::conv2d(&[1.0; 9], &[1.0; 16], &[1.0], [1, 3, 3], [4, 4], [1, 1], [0, 0], [1, 1], 1) =>
            "conv2d: the kernel [4, 4] is larger than the padded image";
        nn::conv2d(&[1.0; 9], &[1.0; 4], &[1.0], [1, 3, 3], [2, 2], [1, 1], [0, 0], [1, 0], 1) =>
            "conv2d: the dilation is zero";
        nn::conv2d(&[1.0; 9], &[1.0; 4], &[1.0], [1, 3, 3], [2, 2], [1, 1], [0, 0], [3, 1], 1) =>
            "conv2d: the kernel [2, 2] is larger than the padded image";
        nn::conv2d(&[1.0; 18], &[1.0; 12], &[1.0; 3], [2, 3, 3], [2, 2], [1, 1], [0, 0], [1, 1], 2) =>
            "conv2d: 2 groups do not divide 2 channels and 3 filters";
        nn::conv2d(&[1.0; 9], &[1.0; 4], &[1.0], [1, 3, 3], [2, 2], [1, 1], [0, 0], [1, 1], 0) =>
            "conv2d: 0 groups do not divide 1 channels and 1 filters";
        nn::dropout_into(&[1.0; 2], 0.5, 0, &mut [0.0; 3]) => "dropout: 2 inputs, but 3 outputs";
        nn::masked_into(&[1.0; 2], &[1.0; 2], &mut [0.0; 3]) => "dropout: 2 inputs, but 2 in the mask and 3 outputs";
        nn::batch_norm_into(&[1.0; 4], &[1.0; 2], &[1.0; 2], 1, 1e-5, &mut [0.0; 3]) => "batch_norm: 4 inputs, but 3 outputs";
        nn::batch_statistics_into(&[1.0; 4], 1, &mut [0.0; 2], &mut [0.0; 1]) => "batch_norm: 2 means, but 1 variances";
        nn::scaled_dot_product_attention_into(
            &[1.0; 6], &[1.0; 6], &[1.0; 6], &[], false, 3, 1, 1, &mut [0.0; 3], &mut [0.0; 6],
        ) => "attention: 3 weights and 6 outputs, but 1 heads of 1 × 2 queries of 3 that look at 2";
        nn::max_pool2d(&[1.0; 9], [1, 3, 3], [2, 2], [1, 1], [2, 0]) =>
            "pooling: the padding [2, 0] is more than half of the kernel [2, 2]";
        nn::avg_pool2d(&[1.0; 8], [1, 3, 3], [2, 2], [1, 1], [0, 0]) => "pooling: 8 inputs are no images of [1, 3, 3]";
        nn::max_pool2d_into(&[1.0; 9], [1, 3, 3], [2, 2], [1, 1], [0, 0], &mut [0.0; 3]) =>
            "pooling: the output has 3 places for 1 planes of [2, 2]";
        nn::max_pool2d(&[1.0; 9], [1, 3, 3], [4, 2], [1, 1], [0, 0]) =>
            "pooling: the kernel [4, 2] is larger than the padded image";
        nn::embedding_into(&[0], &[1.0; 6], 2, &mut [0.0; 3]) => "embedding: the output has 3 places for 1 rows of 2";
        nn::layer_norm(&[1.0; 4], &[1.0; 2], &[1.0], 1e-5) => "layer_norm: 2 weights, but 1 biases";
        nn::batch_norm(&[1.0; 4], &[1.0; 3], &[1.0; 3], 1, 1e-5) => "batch_norm: 4 inputs are no batch of 3 channels of 1";
        nn::embedding(&[0, 3], &[1.0; 6], 2) => "embedding: there is no row 3 in 6 weights of rows of 2";
        nn::residual(&[1.0; 2], &[1.0]) => "residual: 2 inputs, but 1 in the branch";
        nn::dropout(&[1.0; 2], 1.0, 0) => "dropout: p must be in [0, 1)";
        nn::dropout(&[1.0; 2], f64::NAN, 0) => "dropout: p must be in [0, 1)";
        nn::softmax(&[1.0; 4], 3) => "softmax: 4 inputs are no rows of 3";
        nn::scaled_dot_product_attention(&[1.0; 6], &[1.0; 6], &[1.0; 6], &[], false, 3, 2, 1) =>
            "attention: 3 columns are no 2 heads";
        nn::scaled_dot_product_attention(&[1.0; 6], &[1.0; 6], &[1.0; 6], &[0.0; 3], false, 3, 1, 1) =>
            "attention: the mask has 3 numbers for 2 positions that look at 2";
    }
}

#[test]
fn losses_of_nothing_and_of_classes_that_are_not_there_are_refused() {
    refused! {
        nn::mse_loss(&[1.0], &[1.0, 2.0]) => "mse_loss: 1 inputs, but 2 targets";
        nn::mse_loss::<f64>(&[], &[]) => "mse_loss: there is no input";
        nn::cross_entropy(&[1.0; 4], &[0, 2], 0.0) => "cross_entropy: target 2 of 2 classes";
        nn::cross_entropy(&[1.0; 4], &[], 0.0) => "cross_entropy: 4 inputs are no row for each of 0 targets";
        nn::cross_entropy(&[1.0; 4], &[0, 1], 1.5) => "cross_entropy: label_smoothing must be in [0, 1]";
        nn::binary_cross_entropy(&[1.5], &[1.0]) => "binary_cross_entropy: input 0 is not in [0, 1]";
        nn::kl_div(&[1.0; 4], &[1.0; 4], 3) => "kl_div: 4 inputs are no rows of 3";
        nn::logsumexp::<f64>(&[]) => "logsumexp: there are no numbers";
    }
}
