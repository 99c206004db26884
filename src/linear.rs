//! Linear equations as a differentiated function.

use autodiff_runtime::implicit::{solve_linear, solve_transposed};
use std::vec::Vec;

crate::rule! {
    /// The solution of the linear equations *Ax* = *b*, by elimination with partial pivoting.
    ///
    /// * `a`: a square matrix, row by row;
    /// * `b`: as many numbers as the matrix has rows;
    /// * the result: as many.
    ///
    /// Differentiated without the steps of the elimination: the cotangent of `b` is the solution *u* of *Aᵀu* = *dx*, that of `a` is
    /// −*u·xᵀ*.
    ///
    /// ```
    /// use differentiate::{differentiate, linear};
    ///
    /// /// The first voltage of two nodes between conductances, where the current flows into the second.
    /// #[differentiate]
    /// fn voltage(g: &[f64], current: f64) -> f64 {
    ///     let a = [g[0] + g[1], -g[1], -g[1], g[1] + g[2]];
    ///     let x: Vec<f64> = linear::solve(&a, &[0.0, current]);
    ///     x[0]
    /// }
    ///
    /// let (dg, dcurrent) = voltage::grad(&[1.0, 2.0, 4.0], 3.5);
    /// assert!((dcurrent - 1.0 / 7.0).abs() < 1e-15 && dg.len() == 3);
    /// voltage::check(&[1.0, 2.0, 4.0], 3.5).unwrap();
    /// ```
    ///
    /// # Panics
    /// If the matrix is singular, not finite, or not as many rows as `b` has numbers.
    pub fn solve(a: &[f64], b: &[f64]) -> Vec<f64> {
        match solve_linear(a, b) {
            Some(x) => x,
            None => panic!("linear: the matrix is singular or not finite"),
        }
    }
    reverse(x, dx, da, db) {
        let Some(u) = solve_transposed(a, dx) else {
            panic!("linear: the matrix is singular or not finite")
        };
        for (row, u) in da.chunks_mut(x.len()).zip(&u) {
            row.iter_mut().zip(&x).for_each(|(da, x)| *da = -u * x);
        }
        db.copy_from_slice(&u);
    }
}
