//! Loops in loops, one to four deep, each with a statement of its own that the reverse sweep has to undo.

use differentiate::{differentiate, Workspace};

use super::Sample;
use crate::case::{Case, Numbers};

/// One loop.
#[differentiate]
pub fn nest_1(w: &[f64]) -> f64 {
    let mut state = 0.5;
    for i in 0..w.len() {
        state = 1.0 - state * w[i];
    }
    state
}

/// Two loops.
#[differentiate]
pub fn nest_2(w: &[f64]) -> f64 {
    let mut state = 0.5;
    for i in 0..w.len() {
        for j in 0..w.len() {
            state = 1.0 - state * w[j];
        }
        state = 1.0 - state * w[i];
    }
    state
}

/// Three loops.
#[differentiate]
pub fn nest_3(w: &[f64]) -> f64 {
    let mut state = 0.5;
    for i in 0..w.len() {
        for j in 0..w.len() {
            for k in 0..w.len() {
                state = 1.0 - state * w[k];
            }
            state = 1.0 - state * w[j];
        }
        state = 1.0 - state * w[i];
    }
    state
}

/// Four loops.
#[differentiate]
pub fn nest_4(w: &[f64]) -> f64 {
    let mut state = 0.5;
    for i in 0..w.len() {
        for j in 0..w.len() {
            for k in 0..w.len() {
                for l in 0..w.len() {
                    state = 1.0 - state * w[l];
                }
                state = 1.0 - state * w[k];
            }
            state = 1.0 - state * w[j];
        }
        state = 1.0 - state * w[i];
    }
    state
}

/// Each nest with two numbers of iterations of its innermost loop: depth, iterations of each loop, function.
pub fn samples() -> [(i32, usize, Sample); 8] {
    macro_rules! sample {
        ($depth:expr, $side:expr, $function:ident) => {{
            let w: Vec<f64> = Numbers::default().list($side).iter().map(|w| 0.6 + 0.3 * w).collect();
            let w: &[f64] = w.leak();
            let mut workspace = Workspace::new();
            let case = Case::new(stringify!($function), w.len(), || $function(w))
                .generated(move |dw| $function::value_and_grad_into(w, &mut workspace, dw));
            (
                $depth,
                $side,
                Sample {
                    case,
                    passes: vec![1.0],
                },
            )
        }};
    }
    [
        sample!(1, 4096, nest_1),
        sample!(1, 8192, nest_1),
        sample!(2, 64, nest_2),
        sample!(2, 128, nest_2),
        sample!(3, 16, nest_3),
        sample!(3, 32, nest_3),
        sample!(4, 8, nest_4),
        sample!(4, 16, nest_4),
    ]
}

#[cfg(test)]
mod tests {
    use super::{nest_1, nest_2, nest_3, nest_4};

    #[test]
    fn the_gradients_agree_with_differences() {
        let w = [0.7, 0.4, 0.9, 0.5];
        nest_1::check(&w).unwrap();
        nest_2::check(&w).unwrap();
        nest_3::check(&w).unwrap();
        nest_4::check(&w).unwrap();
    }
}
