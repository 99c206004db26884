//! The adjoint as one writes it to be read: the statements of the function backwards.

use super::{sigmoid, SIZE};

/// What goes into a cell in a step, and what the step before has left there.
#[derive(Clone, Copy)]
pub struct Cell {
    input: f64,
    hidden: f64,
    memory: f64,
}

/// The gates of a cell and the change of its memory, by its eight parameters: four weights and four biases, `stride` apart.
fn gates(cell: Cell, w: &[f64], stride: usize) -> [f64; 4] {
    let at = |gate: usize, value: f64| value * w[gate * stride] + w[(gate + 4) * stride];
    [
        sigmoid(at(0, cell.input)),
        sigmoid(at(1, cell.hidden)),
        sigmoid(at(2, cell.input)),
        at(3, cell.hidden).tanh(),
    ]
}

/// What goes into each cell in each step is kept, and the outputs.
pub fn clear(
    main: &[f64],
    extra: &[f64],
    state: &[f64],
    sequence: &[f64],
    kept: &mut Vec<Cell>,
    outputs: &mut Vec<f64>,
    dx: &mut [f64],
) -> f64 {
    let b = SIZE;
    let (layers, steps) = (main.len() / (8 * b), sequence.len() / b - 1);
    let mut s = state.to_vec();
    let mut total = 0.0;
    kept.clear();
    outputs.clear();
    for t in 0..steps {
        let mut x: Vec<f64> = (0..b).map(|i| sequence[t * b + i] * extra[i]).collect();
        for layer in 0..layers {
            let (w, h) = (layer * 8 * b, layer * 2 * b);
            let c = h + b;
            for i in 0..b {
                let cell = Cell {
                    input: x[i],
                    hidden: s[h + i],
                    memory: s[c + i],
                };
                kept.push(cell);
                let [forget, ingate, outgate, change] = gates(cell, &main[w + i..], b);
                s[c + i] = cell.memory * forget + ingate * change;
                s[h + i] = outgate * s[c + i].tanh();
                x[i] = s[h + i];
            }
        }
        let outs = (0..b).map(|i| x[i] * extra[b + i] + extra[2 * b + i]);
        outputs.extend(outs);
        let outs = &outputs[t * b..];
        let norm = (2.0 + outs.iter().map(|out| out.exp()).sum::<f64>()).ln();
        for i in 0..b {
            total += sequence[(t + 1) * b + i] * (outs[i] - norm);
        }
    }

    dx.fill(0.0);
    let (dmain, dextra) = dx.split_at_mut(main.len());
    let scale = -1.0 / (steps * b) as f64;
    let mut ds = vec![0.0; s.len()];
    for t in (0..steps).rev() {
        let (outs, target) = (&outputs[t * b..(t + 1) * b], &sequence[(t + 1) * b..(t + 2) * b]);
        let sum = 2.0 + outs.iter().map(|out| out.exp()).sum::<f64>();
        let dnorm = -scale * target.iter().sum::<f64>();
        let mut dx = vec![0.0; b];
        for i in 0..b {
            let dout = scale * target[i] + dnorm * outs[i].exp() / sum;
            let x = (outs[i] - extra[2 * b + i]) / extra[b + i];
            dextra[b + i] += dout * x;
            dextra[2 * b + i] += dout;
            dx[i] = dout * extra[b + i];
        }
        for layer in (0..layers).rev() {
            let (w, h) = (layer * 8 * b, layer * 2 * b);
            let c = h + b;
            for i in 0..b {
                let cell = kept[(t * layers + layer) * b + i];
                let [forget, ingate, outgate, change] = gates(cell, &main[w + i..], b);
                let bounded = (cell.memory * forget + ingate * change).tanh();
                let dhidden = ds[h + i] + dx[i];
                let dmemory = ds[c + i] + dhidden * outgate * (1.0 - bounded * bounded);
                let slopes = [
                    dmemory * cell.memory * forget * (1.0 - forget),
                    dmemory * change * ingate * (1.0 - ingate),
                    dhidden * bounded * outgate * (1.0 - outgate),
                    dmemory * ingate * (1.0 - change * change),
                ];
                let values = [cell.input, cell.hidden, cell.input, cell.hidden];
                for gate in 0..4 {
                    dmain[w + gate * b + i] += slopes[gate] * values[gate];
                    dmain[w + (gate + 4) * b + i] += slopes[gate];
                }
                dx[i] = slopes[0] * main[w + i] + slopes[2] * main[w + 2 * b + i];
                ds[h + i] = slopes[1] * main[w + b + i] + slopes[3] * main[w + 3 * b + i];
                ds[c + i] = dmemory * forget;
            }
        }
        for i in 0..b {
            dextra[i] += dx[i] * sequence[t * b + i];
        }
    }
    total * scale
}
