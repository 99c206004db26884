//! Building blocks of neural networks as plain functions: layers, activations, losses and regularisation, each called by its path
//! in differentiated functions, and each with `grad`, `value_and_grad` and `check` beside it where its value is one number. With
//! the feature `nn`.
//!
//! ```
//! use differentiate::{differentiate, nn};
//!
//! /// The loss of a network with one hidden layer, on some images and what they show.
//! #[differentiate]
//! fn loss(w1: &[f64], b1: &[f64], w2: &[f64], b2: &[f64], #[constant] images: &[f64], labels: &[usize]) -> f64 {
//!     let h: Vec<f64> = nn::linear(images, w1, b1);
//!     let h: Vec<f64> = h.iter().map(|&v| nn::gelu(v)).collect();
//!     let logits: Vec<f64> = nn::linear(&h, w2, b2);
//!     nn::cross_entropy(&logits, labels, 0.0)
//! }
//!
//! let images = [0.0, 0.5, 1.0, 0.2, 0.9, 0.4]; // two of them, with three pixels
//! let (w1, b1) = ([0.3, -0.1, 0.2, 0.4, 0.6, -0.5], [0.0, 0.1]);
//! let (w2, b2) = ([0.7, -0.2, 0.1, 0.5], [0.0, 0.0]);
//! let (dw1, db1, dw2, db2) = loss::grad(&w1, &b1, &w2, &b2, &images, &[0, 1]);
//! # assert_eq!((dw1.len(), db1.len(), dw2.len(), db2.len()), (6, 2, 4, 2));
//! loss::check(&w1, &b1, &w2, &b2, &images, &[0, 1]).unwrap();
//! ```
//!
//! Names, the order of arguments and what is computed are those of `torch.nn.functional`; the defaults, which Rust's functions do
//! not have, are in the documentation of each.
//!
//! * **Tensors** are flat slices, the last dimension contiguous; the first is the batch, whose size follows from the lengths.
//!   What does not follow (the shape of an image, the length of a row) are arguments behind torch's. Lengths that do not fit
//!   together are a panic that names them.
//! * **Numbers** are `f64` or `f32`.
//! * **Memory**: a function gives a new vector; where that matters, one of the same name with `_into` overwrites a slice.
//! * **Extremes**: value and gradient are finite wherever the formula is, for logits of ±10⁴ and beyond, for probabilities of 0
//!   and 1; what is small keeps its digits. NaN stays NaN.
//! * **Results** are bound with their type in differentiated functions, `let h: Vec<f64> = nn::linear(…);`, as those of all functions
//!   that the attribute does not see.
//!
//! | | |
//! | --- | --- |
//! | layers | [`linear()`] (also [`dense()`]), [`conv2d()`], [`max_pool2d()`], [`avg_pool2d()`], [`layer_norm()`], [`batch_norm()`], [`dropout()`], [`embedding()`], [`residual()`] |
//! | attention | [`multi_head_attention()`], [`scaled_dot_product_attention()`] |
//! | activations | [`relu()`], [`leaky_relu()`], [`prelu()`], [`elu()`], [`selu()`], [`gelu()`], [`gelu_tanh()`], [`silu()`], [`softplus()`], [`mish()`], [`sigmoid()`], [`logsigmoid()`], [`tanh()`] |
//! | of rows | [`softmax()`], [`log_softmax()`], [`logsumexp()`] |
//! | losses of numbers | [`mse_loss()`], [`l1_loss()`], [`huber_loss()`], [`smooth_l1_loss()`] |
//! | of classes | [`cross_entropy()`], [`nll_loss()`], [`hinge_loss()`], [`multi_margin_loss()`] |
//! | of probabilities | [`binary_cross_entropy_with_logits()`] (also [`bernoulli_nll_loss()`]), [`binary_cross_entropy()`], [`kl_div()`] |
//! | likelihoods | [`gaussian_nll_loss()`], [`poisson_nll_loss()`], [`student_t_nll_loss()`] |
//! | regularisation, which is [not weight decay](#regularisation-and-weight-decay) | [`l1_regularisation()`], [`l2_regularisation()`], [`elastic_net_regularisation()`] |
//!
//! # Regularisation and weight decay
//!
//! The gradient of ½λ‖*w*‖² is λ*w*, which an optimizer sees together with the gradient of the loss. To SGD that is the same as to
//! shrink the weights by the factor 1 − *lr*·λ in each step, which is decoupled decay. Adam divides the sum by the root of the mean
//! square of the gradients: a weight with large gradients is then hardly regularised, and one whose loss is flat shrinks at the full
//! rate, whatever λ is. Decoupled decay ([`AdamW`](crate::optimizers::AdamW)) shrinks all by the same factor: Loshchilov and Hutter
//! (2019). The experiment in `tests/nn/regularisation.rs` shows both. Biases and the weights of normalisation are usually left out of
//! either.

mod activations;
mod attention;
mod convolution;
mod dense_layer;
mod dropout_masks;
mod embeddings;
mod entropies;
mod likelihoods;
mod losses;
mod normalisation;
mod pooling;
mod regularisation;
mod residual_connection;
mod softmax_functions;

pub use activations::{
    elu, gelu, gelu_tanh, leaky_relu, logsigmoid, mish, prelu, relu, selu, sigmoid, silu, softplus, tanh,
};
pub use attention::{
    multi_head_attention, multi_head_attention_into, scaled_dot_product_attention, scaled_dot_product_attention_into,
};
pub use convolution::{conv2d, conv2d_into};
pub use dense_layer::{linear, linear as dense, linear_into, linear_into as dense_into};
pub use dropout_masks::{dropout, dropout_into, dropout_mask, dropout_mask_into, masked, masked_into};
pub use embeddings::{embedding, embedding_into};
pub use entropies::{
    binary_cross_entropy, binary_cross_entropy_with_logits, binary_cross_entropy_with_logits as bernoulli_nll_loss,
    cross_entropy, kl_div, nll_loss,
};
pub use likelihoods::{gaussian_nll_loss, poisson_nll_loss, student_t_nll_loss};
pub use losses::{hinge_loss, huber_loss, l1_loss, mse_loss, multi_margin_loss, smooth_l1_loss};
pub use normalisation::{
    batch_norm, batch_norm_inference, batch_norm_inference_into, batch_norm_into, batch_statistics,
    batch_statistics_into, layer_norm, layer_norm_into,
};
pub use pooling::{avg_pool2d, avg_pool2d_into, max_pool2d, max_pool2d_into};
pub use regularisation::{elastic_net_regularisation, l1_regularisation, l2_regularisation};
pub use residual_connection::{residual, residual_in_place};
pub use softmax_functions::{log_softmax, log_softmax_into, logsumexp, softmax, softmax_into};
