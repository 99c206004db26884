//! Once a workspace is warm, `value_and_grad_into` allocates nothing.

use allocation_counter::measure;
use differentiate::{differentiate, Workspace};

#[differentiate]
fn inner(x: &[f64], k: f64) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += (v * k).sin();
    }
    sum
}

#[allow(clippy::needless_range_loop)]
/// Loops in loops, arrays, branches, early exits and calls: all that uses the tape.
#[differentiate]
fn everything(x: &[f64], a: [f64; 4]) -> f64 {
    let mut state = a;
    let mut total = 0.0;
    for (i, v) in x.iter().enumerate() {
        let mut y = *v;
        let mut steps = 0;
        while y.abs() > 0.1 && steps < 10 {
            y = y.sin() * 0.5;
            steps += 1;
        }
        for j in 0..4 {
            state[j] = (state[j] * y).exp() * 0.5;
            if state[j] > 10.0 {
                continue;
            }
            total += state[j] * inner(x, state[j]);
        }
        if i > 100 {
            break;
        }
    }
    total
}

#[test]
fn nothing_is_allocated_once_warm() {
    let x: Vec<f64> = (0..50).map(|k| (k as f64).sin()).collect();
    let (mut workspace, mut dx, mut da) = (Workspace::new(), vec![0.0; x.len()], [0.0; 4]);
    let mut run = || everything::value_and_grad_into(&x, [0.1, 0.2, 0.3, 0.4], &mut workspace, &mut dx, &mut da);
    let cold = measure(|| {
        run();
    });
    assert!(
        cold.count_total > 0,
        "the first call has to allocate the tape, or this test measures nothing"
    );
    let warm = measure(|| {
        for _ in 0..10 {
            run();
        }
    });
    assert_eq!(warm.count_total, 0);
}
