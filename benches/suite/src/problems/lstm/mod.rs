//! A network of long short-term memories that predicts a sequence.

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers};

mod clear;

const LAYERS: usize = 2;
const SIZE: usize = 14;
const STEPS: usize = 100;

/// The logistic function.
#[differentiate]
fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// The mean loss of a sequence of vectors of `b` numbers, each predicted from those before it.
///
/// `main` has for each of the layers 4 · b weights and 4 · b biases, `extra` the weights of the input, and weights and biases
/// of the output; `state` the hidden vector and the memory of each layer at the beginning.
#[differentiate]
pub fn lstm(main: &[f64], extra: &[f64], #[constant] state: &[f64], #[constant] sequence: &[f64], b: usize) -> f64 {
    let layers = main.len() / (8 * b);
    let steps = sequence.len() / b;
    let mut s = state.to_vec();
    let mut x = vec![0.0; b];
    let mut total = 0.0;
    for t in 0..steps - 1 {
        for i in 0..b {
            x[i] = sequence[t * b + i] * extra[i];
        }
        for layer in 0..layers {
            let w = layer * 8 * b;
            let h = layer * 2 * b;
            let c = h + b;
            for i in 0..b {
                let forget: f64 = sigmoid(x[i] * main[w + i] + main[w + 4 * b + i]);
                let ingate: f64 = sigmoid(s[h + i] * main[w + b + i] + main[w + 5 * b + i]);
                let outgate: f64 = sigmoid(x[i] * main[w + 2 * b + i] + main[w + 6 * b + i]);
                let change = (s[h + i] * main[w + 3 * b + i] + main[w + 7 * b + i]).tanh();
                s[c + i] = s[c + i] * forget + ingate * change;
                s[h + i] = outgate * s[c + i].tanh();
                x[i] = s[h + i];
            }
        }
        let mut sum = 0.0;
        for i in 0..b {
            x[i] = x[i] * extra[b + i] + extra[2 * b + i];
            sum += x[i].exp();
        }
        let norm = (sum + 2.0).ln();
        for i in 0..b {
            total += sequence[(t + 1) * b + i] * (x[i] - norm);
        }
    }
    -total / ((steps - 1) * b) as f64
}

/// What a cell keeps of a step: input, hidden value and memory before, the four gates, and tanh of the memory behind.
type Kept = [f64; 8];

/// The gates are kept, so no function of the library is computed twice.
fn by_hand(
    main: &[f64],
    extra: &[f64],
    state: &[f64],
    sequence: &[f64],
    kept: &mut Vec<Kept>,
    outputs: &mut Vec<f64>,
    dx: &mut [f64],
) -> f64 {
    const B: usize = SIZE;
    let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
    let steps = sequence.len() / B - 1;
    let scale = -1.0 / (steps * B) as f64;
    kept.clear();
    outputs.clear();
    let mut s: [f64; 2 * B * LAYERS] = state.try_into().expect("two numbers for each cell");
    let mut total = 0.0;
    for (input, target) in sequence.chunks_exact(B).zip(sequence[B..].chunks_exact(B)) {
        let mut x: [f64; B] = std::array::from_fn(|i| input[i] * extra[i]);
        for (w, s) in main.chunks_exact(8 * B).zip(s.chunks_exact_mut(2 * B)) {
            let (h, c) = s.split_at_mut(B);
            for i in 0..B {
                let forget = logistic(x[i] * w[i] + w[4 * B + i]);
                let ingate = logistic(h[i] * w[B + i] + w[5 * B + i]);
                let outgate = logistic(x[i] * w[2 * B + i] + w[6 * B + i]);
                let change = (h[i] * w[3 * B + i] + w[7 * B + i]).tanh();
                let memory = c[i] * forget + ingate * change;
                let bounded = memory.tanh();
                kept.push([x[i], h[i], c[i], forget, ingate, outgate, change, bounded]);
                c[i] = memory;
                h[i] = outgate * bounded;
                x[i] = h[i];
            }
        }
        let outs: [f64; B] = std::array::from_fn(|i| x[i] * extra[B + i] + extra[2 * B + i]);
        let shares = outs.map(f64::exp);
        let sum = 2.0 + shares.iter().sum::<f64>();
        let norm = sum.ln();
        let weight: f64 = target.iter().sum();
        for i in 0..B {
            total += target[i] * (outs[i] - norm);
            outputs.push(scale * (target[i] - weight * shares[i] / sum));
        }
    }

    dx.fill(0.0);
    let (dmain, dextra) = dx.split_at_mut(main.len());
    let mut ds = [0.0; 2 * B * LAYERS];
    for t in (0..steps).rev() {
        let kept = &kept[t * LAYERS * B..(t + 1) * LAYERS * B];
        let mut dx = [0.0; B];
        for i in 0..B {
            let [.., outgate, _, bounded] = kept[(LAYERS - 1) * B + i];
            let dout = outputs[t * B + i];
            dextra[B + i] += dout * outgate * bounded;
            dextra[2 * B + i] += dout;
            dx[i] = dout * extra[B + i];
        }
        for layer in (0..LAYERS).rev() {
            let (w, dw) = (
                &main[layer * 8 * B..(layer + 1) * 8 * B],
                &mut dmain[layer * 8 * B..(layer + 1) * 8 * B],
            );
            let (dh, dc) = ds[layer * 2 * B..(layer + 1) * 2 * B].split_at_mut(B);
            for i in 0..B {
                let [x, h, c, forget, ingate, outgate, change, bounded] = kept[layer * B + i];
                let dhidden = dh[i] + dx[i];
                let dmemory = dc[i] + dhidden * outgate * (1.0 - bounded * bounded);
                let dforget = dmemory * c * forget * (1.0 - forget);
                let dingate = dmemory * change * ingate * (1.0 - ingate);
                let doutgate = dhidden * bounded * outgate * (1.0 - outgate);
                let dchange = dmemory * ingate * (1.0 - change * change);
                for (gate, (dgate, value)) in [(dforget, x), (dingate, h), (doutgate, x), (dchange, h)]
                    .into_iter()
                    .enumerate()
                {
                    dw[gate * B + i] += dgate * value;
                    dw[(gate + 4) * B + i] += dgate;
                }
                dc[i] = dmemory * forget;
                dh[i] = dingate * w[B + i] + dchange * w[3 * B + i];
                dx[i] = dforget * w[i] + doutgate * w[2 * B + i];
            }
        }
        for i in 0..B {
            dextra[i] += dx[i] * sequence[t * B + i];
        }
    }
    total * scale
}

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let (main, extra) = (numbers.list(8 * SIZE * LAYERS), numbers.list(3 * SIZE));
    let (state, sequence) = (numbers.list(2 * SIZE * LAYERS), numbers.list(SIZE * STEPS));
    let mut workspace = Workspace::new();
    let (mut kept, mut outputs) = (Vec::new(), Vec::new());
    let (mut cells, mut outs) = (Vec::new(), Vec::new());
    Case::new("LSTM, 2 layers, 14, 100 steps", main.len() + extra.len(), move || {
        lstm(main, extra, state, sequence, SIZE)
    })
    .generated(move |dx| {
        let (dmain, dextra) = dx.split_at_mut(main.len());
        lstm::value_and_grad_into(main, extra, state, sequence, SIZE, &mut workspace, dmain, dextra)
    })
    .clear(move |dx| clear::clear(main, extra, state, sequence, &mut cells, &mut outs, dx))
    .tuned(move |dx| by_hand(main, extra, state, sequence, &mut kept, &mut outputs, dx))
}
