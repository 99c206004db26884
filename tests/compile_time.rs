//! The functions whose compile time `benches/compile_time.rs` measures: the adjoints by hand, with which it compares, are right.
#![allow(missing_docs, clippy::needless_range_loop, reason = "as a benchmark needs them")]

use differentiate::{differentiate, Workspace};

include!("../benches/compile_time/huber.rs");
include!("../benches/compile_time/logistic.rs");
include!("../benches/compile_time/pendulum.rs");
include!("../benches/compile_time/formula.rs");
include!("../benches/compile_time/layer.rs");
include!("../benches/compile_time/springs.rs");
include!("../benches/compile_time/softmax.rs");
include!("../benches/compile_time/series.rs");

fn near(ours: &[f64], theirs: &[f64]) {
    assert_eq!(ours.len(), theirs.len());
    for (a, b) in ours.iter().zip(theirs) {
        assert!(
            (a - b).abs() <= 1e-12 * b.abs().max(1.0),
            "{ours:?}, by hand {theirs:?}"
        );
    }
}

#[test]
fn adjoints_by_hand_agree() {
    let (w, rows, y) = ([0.5, -1.0, 2.0, 0.1], [[1.0, 2.0, 0.5], [0.2, -0.3, 4.0]], [1.0, 2.0]);
    let (mut dw, mut ddelta) = ([0.0; 4], 0.0);
    let value = huber_0_gradient(&w, &rows, &y, 0.7, &mut dw, &mut ddelta);
    let (v, (d, dd)) = huber_0::value_and_grad(&w, &rows, &y, 0.7);
    near(&[v, dd], &[value, ddelta]);
    near(&d, &dw);

    let x = [[1.0, 0.5, -0.5, 2.0], [0.1, 0.2, 0.3, 0.4], [-1.0, -2.0, 0.3, 0.7]];
    let mut dw = [0.0; 4];
    let value = logistic_0_gradient(&w, &x, &[true, false, true], &mut dw);
    let (v, d) = logistic_0::value_and_grad(&w, &x, &[true, false, true]);
    near(&[v], &[value]);
    near(&d, &dw);

    let (value, d) = pendulum_0_gradient(2.5, 1.5, 0.1, 20);
    let (v, ours) = pendulum_0::value_and_grad(2.5, 1.5, 0.1, 20);
    near(&[v, ours.0, ours.1, ours.2], &[value, d.0, d.1, d.2]);

    for (a, e) in [(0.5, 0.1), (1.5, 2.0), (-2.0, 0.3)] {
        let (value, d) = formula_0_gradient(a, 0.7, 0.2, 0.9, e);
        let (v, ours) = formula_0::value_and_grad(a, 0.7, 0.2, 0.9, e);
        near(
            &[v, ours.0, ours.1, ours.2, ours.3, ours.4],
            &[value, d.0, d.1, d.2, d.3, d.4],
        );
    }

    let weights = [[0.1, 0.2, -0.3, 0.4], [0.5, -0.6, 0.7, 0.8], [0.9, 0.1, 0.2, -0.4]];
    let (bias, output, x) = ([0.1, -0.2, 0.3], [1.0, -2.0, 0.5], [0.5, 0.25, -1.0, 2.0]);
    let (mut dweights, mut dbias, mut doutput) = ([[0.0; 4]; 3], [0.0; 3], [0.0; 3]);
    let value = layer_0_gradient(&weights, &bias, &output, &x, &mut dweights, &mut dbias, &mut doutput);
    let (v, (d, db, d_out)) = layer_0::value_and_grad(&weights, &bias, &output, &x);
    near(&[v], &[value]);
    near(d.as_flattened(), dweights.as_flattened());
    near(&db, &dbias);
    near(&d_out, &doutput);

    let points = [[0.0, 1.0], [1.0, 0.5], [2.0, -0.5], [2.5, 1.0]];
    let (mut dpoints, mut drest, mut dgravity) = ([[0.0; 2]; 4], 0.0, 0.0);
    let value = springs_0_gradient(&points, 0.9, 0.3, &mut dpoints, &mut drest, &mut dgravity);
    let (v, (d, dr, dg)) = springs_0::value_and_grad(&points, 0.9, 0.3);
    near(&[v, dr, dg], &[value, drest, dgravity]);
    near(d.as_flattened(), dpoints.as_flattened());

    let logits = [0.1, 1.5, -0.4, 0.9];
    let (mut dlogits, mut dtemperature) = ([0.0; 4], 0.0);
    let value = softmax_0_gradient(&logits, 0.8, 2, &mut dlogits, &mut dtemperature);
    let mut d = ([0.0; 4], 0.0);
    let v = softmax_0::value_and_grad_into(&logits, 0.8, 2, &mut Workspace::new(), &mut d.0, &mut d.1);
    near(&[v, d.1], &[value, dtemperature]);
    near(&d.0, &dlogits);

    let y = [1.0, 1.5, 1.25, 2.0, 2.5];
    let (value, d) = series_0_gradient(0.5, 0.3, 0.7, &y);
    let (v, ours) = series_0::value_and_grad(0.5, 0.3, 0.7, &y);
    near(&[v, ours.0, ours.1, ours.2], &[value, d.0, d.1, d.2]);
}
