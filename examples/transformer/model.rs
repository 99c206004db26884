//! The transformer.

use crate::sequences::{DIGITS, LENGTH};
use differentiate::initialisation::{seeded, trunc_normal, xavier_uniform, Fan};
use differentiate::{differentiate, nn, Differentiable};

/// Numbers that stand for a digit at its place.
const WIDTH: usize = 32;
const HEADS: usize = 4;
/// Units of the dense network in a block.
const HIDDEN: usize = 64;
const BLOCKS: usize = 2;
const EPS: f64 = 1e-5;

/// Attention and a dense network.
#[derive(Clone, Differentiable)]
pub struct Block {
    pub norm1_weights: Vec<f64>,
    pub norm1_biases: Vec<f64>,
    pub in_weights: Vec<f64>,
    pub in_biases: Vec<f64>,
    pub out_weights: Vec<f64>,
    pub out_biases: Vec<f64>,
    pub norm2_weights: Vec<f64>,
    pub norm2_biases: Vec<f64>,
    pub hidden_weights: Vec<f64>,
    pub hidden_biases: Vec<f64>,
    pub weights: Vec<f64>,
    pub biases: Vec<f64>,
}

/// All parameters.
#[derive(Clone, Differentiable)]
pub struct Transformer {
    /// For each digit `WIDTH` numbers.
    pub digits: Vec<f64>,
    /// For each place of a sequence `WIDTH` numbers.
    pub places: Vec<f64>,
    pub blocks: Vec<Block>,
    pub norm_weights: Vec<f64>,
    pub norm_biases: Vec<f64>,
    pub weights: Vec<f64>,
    pub biases: Vec<f64>,
}

/// What a block makes of sequences whose places have `WIDTH` numbers each.
#[differentiate]
fn through(block: &Block, x: &[f64]) -> Vec<f64> {
    let batch = x.len() / (LENGTH * WIDTH);
    let n: Vec<f64> = nn::layer_norm(x, &block.norm1_weights, &block.norm1_biases, EPS);
    let attended: Vec<f64> = nn::multi_head_attention(
        &n,
        &n,
        &n,
        HEADS,
        &block.in_weights,
        &block.in_biases,
        &block.out_weights,
        &block.out_biases,
        &[],
        false,
        batch,
    );
    let x: Vec<f64> = nn::residual(x, &attended);
    let n: Vec<f64> = nn::layer_norm(&x, &block.norm2_weights, &block.norm2_biases, EPS);
    let h: Vec<f64> = nn::linear(&n, &block.hidden_weights, &block.hidden_biases);
    let h: Vec<f64> = h.iter().map(|&v| nn::gelu_tanh(v)).collect();
    let y: Vec<f64> = nn::linear(&h, &block.weights, &block.biases);
    nn::residual(&x, &y)
}

/// For each place of each sequence `DIGITS` numbers, of which the largest says which digit stands there when it is sorted.
#[differentiate]
pub fn logits(net: &Transformer, digits: &[usize]) -> Vec<f64> {
    let mut x: Vec<f64> = nn::embedding(digits, &net.digits, WIDTH);
    for (i, v) in x.iter_mut().enumerate() {
        *v += net.places[i % (LENGTH * WIDTH)];
    }
    for k in 0..BLOCKS {
        x = through(&net.blocks[k], &x);
    }
    let n: Vec<f64> = nn::layer_norm(&x, &net.norm_weights, &net.norm_biases, EPS);
    nn::linear(&n, &net.weights, &net.biases)
}

/// The mean cross-entropy, in nats, of all places.
#[differentiate]
pub fn loss(net: &Transformer, digits: &[usize], sorted: &[usize]) -> f64 {
    let logits: Vec<f64> = logits(net, digits);
    nn::cross_entropy(&logits, sorted, 0.0)
}

impl Transformer {
    /// Embeddings after Devlin et al. (2019), weights after Glorot and Bengio (2010), normalisation that changes nothing, no biases.
    pub fn new(seed: u64) -> Self {
        let rng = &mut seeded(seed);
        let mut embedding = |rows: usize| {
            let mut weights = vec![0.0; rows * WIDTH];
            trunc_normal(&mut weights, 0.0, 0.02, -0.04, 0.04, rng);
            weights
        };
        let (digits, places) = (embedding(DIGITS), embedding(LENGTH));
        let mut dense = |inputs: usize, outputs: usize| {
            let mut weights = vec![0.0; inputs * outputs];
            xavier_uniform(&mut weights, Fan::dense(inputs, outputs), 1.0, rng);
            weights
        };
        let mut block = || Block {
            norm1_weights: vec![1.0; WIDTH],
            norm1_biases: vec![0.0; WIDTH],
            in_weights: dense(WIDTH, 3 * WIDTH),
            in_biases: vec![0.0; 3 * WIDTH],
            out_weights: dense(WIDTH, WIDTH),
            out_biases: vec![0.0; WIDTH],
            norm2_weights: vec![1.0; WIDTH],
            norm2_biases: vec![0.0; WIDTH],
            hidden_weights: dense(WIDTH, HIDDEN),
            hidden_biases: vec![0.0; HIDDEN],
            weights: dense(HIDDEN, WIDTH),
            biases: vec![0.0; WIDTH],
        };
        Self {
            digits,
            places,
            blocks: (0..BLOCKS).map(|_| block()).collect(),
            norm_weights: vec![1.0; WIDTH],
            norm_biases: vec![0.0; WIDTH],
            weights: dense(WIDTH, DIGITS),
            biases: vec![0.0; DIGITS],
        }
    }
}
