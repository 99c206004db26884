//! Sparse Jacobians and Hessians: equal to the dense ones, with few colours.

use differentiate::differentiate;
use differentiate::modes::{Csr, Matrix, Sparsity};

/// A chain: each residual looks at two neighbours.
#[differentiate]
fn chain(x: &[f64]) -> Vec<f64> {
    let mut r = vec![0.0; x.len()];
    for i in 0..x.len() {
        r[i] = x[i] * x[i];
        if i > 0 {
            r[i] -= (x[i - 1] * x[i]).sin();
        }
    }
    r
}

/// One residual looks at everything, the others at one number each: few rows of colours, many columns.
#[differentiate]
fn total_and_squares(x: &[f64], scale: f64) -> (f64, Vec<f64>) {
    let mut sum = 0.0;
    for v in x {
        sum += v * scale;
    }
    (sum, x.iter().map(|v| v * v).collect())
}

#[differentiate]
fn rosenbrock(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        sum += 100.0 * (x[i + 1] - x[i].powi(2)).powi(2) + (1.0 - x[i]).powi(2);
    }
    sum
}

/// An arrow: one number meets all others.
#[differentiate]
fn arrow(x: &[f64], hub: f64) -> f64 {
    let mut sum = hub.exp();
    for v in x {
        sum += (v * hub).sin() + v.powi(3);
    }
    sum
}

/// A grid, as of a discretised membrane.
#[differentiate]
fn membrane(u: &[f64], #[constant] n: usize) -> f64 {
    let mut energy = 0.0;
    for i in 0..n - 1 {
        for j in 0..n - 1 {
            let (right, down) = (u[i * n + j + 1] - u[i * n + j], u[(i + 1) * n + j] - u[i * n + j]);
            energy += (1.0 + right * right + down * down).sqrt();
        }
    }
    energy
}

#[differentiate]
fn kinks(x: [f32; 4]) -> [f32; 3] {
    [x[0].max(x[1]), x[2].floor() + x[3], x[3].clamp(0.0, 1.0) * x[0]]
}

fn points(n: usize) -> Vec<f64> {
    (0..n).map(|k| 0.3 + (k as f64 * 0.7).sin()).collect()
}

fn assert_dense(sparse: &Csr<f64>, dense: impl IntoIterator<Item = impl AsRef<[f64]>>) {
    let dense = Matrix::from_rows(sparse.columns(), dense);
    assert_eq!(sparse.rows(), dense.rows());
    for (i, row) in dense.iter().enumerate() {
        for (j, &expected) in row.iter().enumerate() {
            let got = sparse.get(i, j);
            assert!(
                (got - expected).abs() <= 1e-13 * expected.abs().max(1.0),
                "[{i}][{j}]: {got}, not {expected}"
            );
        }
    }
}

#[test]
fn a_band_takes_as_many_colours_as_it_is_wide() {
    let x = points(1000);
    let sparsity = Sparsity::of_jacobian::<chain, _, _>((&x,));
    assert_eq!((sparsity.entries(), sparsity.colours()), (1999, 2));
    let jacobian = sparsity.jacobian::<chain, _, _>((&x,));
    for i in [0, 1, 511, 512, 513, 999] {
        let below = if i > 0 { -(x[i - 1] * x[i]).cos() } else { 0.0 };
        let expected = 2.0 * x[i] + below * if i > 0 { x[i - 1] } else { 0.0 };
        assert!((jacobian.get(i, i) - expected).abs() < 1e-14);
        assert!(i == 0 || (jacobian.get(i, i - 1) - below * x[i]).abs() < 1e-14);
        assert_eq!(jacobian.get(i, (i + 500) % 1000), 0.0);
    }
    // The same pattern elsewhere.
    let y: Vec<f64> = x.iter().map(|x| x + 0.5).collect();
    assert_eq!(sparsity.jacobian::<chain, _, _>((&y,)), chain::jacobian_sparse(&y));
    assert_dense(&chain::jacobian_sparse(&x[..20]), chain::jacobian(&x[..20]));
}

#[test]
fn full_rows_are_taken_in_reverse() {
    let x = points(40);
    let sparsity = Sparsity::of_jacobian::<total_and_squares, _, _>((&x, 1.5));
    assert!(sparsity.colours() <= 2, "{}", sparsity.colours());
    let jacobian = sparsity.jacobian::<total_and_squares, _, _>((&x, 1.5));
    let (sum, squares) = total_and_squares::jacobian(&x, 1.5);
    let flat = |(dx, scale): (Vec<f64>, f64)| [dx, vec![scale]].concat();
    let dense: Vec<Vec<f64>> = [sum].into_iter().chain(squares).map(flat).collect();
    assert_dense(&jacobian, &dense);
    assert_eq!(jacobian.entries(), 81);
}

#[test]
fn hessians_are_the_dense_ones_and_symmetric_bit_for_bit() {
    let x = points(30);
    let sparsity = Sparsity::of_hessian::<rosenbrock, _, _>((&x,));
    assert_eq!((sparsity.entries(), sparsity.colours()), (30 + 2 * 29, 3));
    let hessian = sparsity.hessian::<rosenbrock, _, _>((&x,));
    assert_dense(&hessian, rosenbrock::hessian(&x));
    for i in 0..30 {
        hessian
            .row(i)
            .for_each(|(j, value)| assert_eq!(value.to_bits(), hessian.get(j, i).to_bits()));
    }
    let (n, u) = (7, points(49));
    let hessian = membrane::hessian_sparse(&u, n);
    assert_dense(&hessian, membrane::hessian(&u, n));
    assert!(hessian.entries() < 49 * 8, "{}", hessian.entries());
    let sparsity = Sparsity::of_hessian::<membrane, _, _>((&points(900), 30));
    assert!(sparsity.colours() <= 12, "{}", sparsity.colours());
}

#[test]
fn an_arrow_takes_two_colours() {
    let x = points(600);
    let sparsity = Sparsity::of_hessian::<arrow, _, _>((&x, 0.8));
    assert_eq!((sparsity.colours(), sparsity.entries()), (2, 601 + 2 * 600));
    let x = &x[..10];
    let (rows, last) = arrow::hessian(x, 0.8);
    let flat = |(dx, hub): (Vec<f64>, f64)| [dx, vec![hub]].concat();
    let dense: Vec<Vec<f64>> = rows.into_iter().chain([last]).map(flat).collect();
    assert_dense(&arrow::hessian_sparse(x, 0.8), &dense);
}

#[test]
fn what_is_constant_between_jumps_is_not_there() {
    let jacobian = kinks::jacobian_sparse([2.0, 1.0, 0.5, 3.0]);
    let dense = [[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0]];
    assert_eq!(jacobian.to_dense(), dense.map(Vec::from));
    assert_eq!(jacobian.entries(), 3);
    assert_eq!(jacobian.times(&[1.0, 2.0, 3.0, 4.0]), [1.0, 4.0, 1.0]);
    assert_eq!(
        (jacobian.row_starts(), jacobian.column_indices()),
        (&[0, 1, 2, 3][..], &[0, 3, 0][..])
    );
}

#[test]
#[should_panic(expected = "not of a Jacobian")]
fn a_pattern_of_a_hessian_is_none_of_a_jacobian() {
    Sparsity::of_hessian::<rosenbrock, _, _>((&[1.0, 2.0],)).jacobian::<rosenbrock, _, _>((&[1.0, 2.0],));
}

/// Over numbers of one's own, constants, arrays of arrays, and functions with const parameters.
#[differentiate]
fn sized<const N: usize>(x: [[f64; 2]; N], #[constant] scale: f64) -> [f64; N] {
    let mut y = [0.0; N];
    for i in 0..N {
        y[i] = scale * x[i][0] * x[i][1];
    }
    y
}

#[test]
fn arrays_of_known_sizes_have_theirs() {
    let jacobian = sized::jacobian_sparse([[1.0, 2.0], [3.0, 4.0]], 0.5);
    assert_eq!(
        jacobian.to_dense(),
        [[1.0, 0.5, 0.0, 0.0], [0.0, 0.0, 2.0, 1.5]].map(Vec::from)
    );
}
