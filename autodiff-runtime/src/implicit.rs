//! Implicit differentiation: the derivatives of what a solver gives, from what it solves. They do not go through its steps, which
//! may be as many as they like, and may compare and cut off as they like.
//!
//! Where *g*(*x*, *p*) = 0 defines *x* as a function of *p*, its derivative is −(∂*g*/∂*x*)⁻¹ ∂*g*/∂*p* (the implicit function theorem).
//! A minimum is a root of the gradient, a fixed point one of *h*(*x*, *p*) − *x*.
//!
//! ```ignore
//! use differentiate::implicit::Solution;
//! use differentiate::{differentiate, rule};
//!
//! /// Kepler's equation, which gives the eccentric anomaly `x` for the mean anomaly and the eccentricity in `p`.
//! #[differentiate]
//! fn kepler(x: f64, p: &[f64]) -> f64 {
//!     x - p[1] * x.sin() - p[0]
//! }
//!
//! rule! {
//!     /// Its solution, by Newton's method.
//!     pub fn anomaly(p: &[f64]) -> f64 {
//!         (0..50).fold(p[0], |x, _| x - kepler(x, p) / (1.0 - p[1] * x.cos()))
//!     }
//!     reverse(x, dx, dp) {
//!         dp.copy_from_slice(&Solution::<kepler, _>::of_root((x, p)).unwrap().vjp(&[dx]));
//!     }
//! }
//! ```
//!
//! With that rule the solver is a function like any other: `anomaly::grad(&p)`, and calls of it in differentiated functions.

use crate::modes::flat::Flat;
use crate::modes::{Lifted, Matrix};
use crate::numeric::lu::Lu;
use core::fmt;
use std::vec::Vec;

/// The derivatives of a solution in the parameters of what it solves.
///
/// The arguments of a function are *x* and then *p*: the first numbers that take a derivative are the unknowns, at the solution,
/// and those behind them the parameters. What is marked as constant is neither.
///
/// Making it takes as many directions as there are unknowns, in eights, and the factorisation of a matrix of that size; each
/// product then takes one pass and the solution of triangular systems.
pub struct Solution<'a, F: Lifted<P>, P = ()> {
    flat: Flat<'a, F, P, f64>,
    kind: Kind,
    unknowns: usize,
    parameters: usize,
    matrix: Lu,
}

/// What is solved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// *g* = 0, or *h* = *x*, whose derivatives in the parameters are those of *h* − *x*.
    Root,
    /// The gradient is zero.
    Minimum,
}

/// Why a solution has no derivative: the matrix that says how the equations move with the unknowns is singular, or not finite. Then
/// the solution is not the only one nearby, or vanishes when a parameter moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Singular;

impl fmt::Display for Singular {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the derivative of the equations in the unknowns is singular or not finite: the solution is not alone, or vanishes when \
             a parameter moves; check that the unknowns are at a solution, and that there are as many equations as they need",
        )
    }
}

impl std::error::Error for Singular {}

impl<'a, F: Lifted<P>, P> Solution<'a, F, P> {
    /// *x* with *g*(*x*, *p*) = 0, for a function that gives as many numbers as there are unknowns.
    ///
    /// # Errors
    /// If ∂*g*/∂*x* is singular.
    ///
    /// # Panics
    /// Where the function does, and if it gives more numbers than it takes.
    pub fn of_root(arguments: F::Arguments<'a, f64>) -> Result<Self, Singular> {
        Self::new(arguments, None, Kind::Root, 0.0)
    }

    /// *x* with *h*(*x*, *p*) = *x*, for a function that gives as many numbers as there are unknowns.
    ///
    /// # Errors
    /// If ∂*h*/∂*x* − 1 is singular.
    ///
    /// # Panics
    /// As [`Solution::of_root`].
    pub fn of_fixed_point(arguments: F::Arguments<'a, f64>) -> Result<Self, Singular> {
        Self::new(arguments, None, Kind::Root, 1.0)
    }

    /// *x* at which *f*(*x*, *p*), one number, is least (or largest, or stationary) in the first `unknowns` numbers.
    ///
    /// # Errors
    /// If the Hessian in *x* is singular.
    ///
    /// # Panics
    /// Where the function does, and if there are fewer numbers than unknowns.
    pub fn of_minimum(arguments: F::Arguments<'a, f64>, unknowns: usize) -> Result<Self, Singular> {
        Self::new(arguments, Some(unknowns), Kind::Minimum, 0.0)
    }

    fn new(
        arguments: F::Arguments<'a, f64>,
        unknowns: Option<usize>,
        kind: Kind,
        diagonal: f64,
    ) -> Result<Self, Singular> {
        let flat = Flat::new(arguments);
        let all = flat.point().len();
        let unknowns = unknowns.unwrap_or_else(|| flat.value(&std::vec![0.0; all], 0.0).len());
        assert!(
            unknowns <= all,
            "{unknowns} unknowns, but the function has {all} numbers that take a derivative"
        );
        let mut rows = match kind {
            Kind::Root => flat.columns(unknowns),
            Kind::Minimum => flat.hessian_columns(unknowns),
        }
        .to_rows();
        rows.truncate(unknowns);
        for (i, row) in rows.iter_mut().enumerate() {
            row[i] -= diagonal;
        }
        Ok(Self {
            flat,
            kind,
            unknowns,
            parameters: all - unknowns,
            matrix: Lu::new(rows).ok_or(Singular)?,
        })
    }

    /// How the solution moves when the parameters move in a direction.
    ///
    /// # Panics
    /// If the direction has not as many numbers as there are parameters.
    pub fn jvp(&self, direction: &[f64]) -> Vec<f64> {
        crate::shape::check_len("direction", self.parameters, direction.len());
        let along = [&std::vec![0.0; self.unknowns][..], direction].concat();
        let moved = match self.kind {
            Kind::Root => self.flat.jvp(&along),
            Kind::Minimum => self.flat.hvp(&along),
        };
        let negated: Vec<f64> = moved[..self.unknowns].iter().map(|x| -x).collect();
        self.matrix.solve(&negated)
    }

    /// A cotangent of the solution pulled back to the parameters.
    ///
    /// # Panics
    /// If the cotangent has not as many numbers as there are unknowns.
    pub fn vjp(&self, cotangent: &[f64]) -> Vec<f64> {
        crate::shape::check_len("cotangent", self.unknowns, cotangent.len());
        let mut back = self.matrix.solve_transposed(cotangent);
        back.iter_mut().for_each(|x| *x = -*x);
        let pulled = match self.kind {
            Kind::Root => self.flat.vjp(&back),
            Kind::Minimum => {
                back.resize(self.unknowns + self.parameters, 0.0);
                self.flat.hvp(&back)
            }
        };
        pulled[self.unknowns..].to_vec()
    }

    /// The derivative of each unknown in each parameter: a row for each unknown.
    pub fn jacobian(&self) -> Matrix {
        let mut matrix = Matrix::filled(self.unknowns, self.parameters, 0.0);
        if self.parameters <= self.unknowns {
            for j in 0..self.parameters {
                let column = self.jvp(&unit(self.parameters, j));
                column.into_iter().enumerate().for_each(|(i, x)| matrix[i][j] = x);
            }
        } else {
            for i in 0..self.unknowns {
                matrix[i].copy_from_slice(&self.vjp(&unit(self.unknowns, i)));
            }
        }
        matrix
    }
}

impl<F: Lifted<P>, P> fmt::Debug for Solution<'_, F, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Solution")
            .field("unknowns", &self.unknowns)
            .field("parameters", &self.parameters)
            .finish_non_exhaustive()
    }
}

fn unit(count: usize, at: usize) -> Vec<f64> {
    let mut unit = std::vec![0.0; count];
    unit[at] = 1.0;
    unit
}

/// The solution of the linear equations *Ax* = *b*, for a matrix row by row; none if it is singular or not finite.
///
/// `differentiate::linear::solve` is this with its derivatives.
///
/// # Panics
/// If the matrix is not as many rows as `b` has numbers, each as long.
#[track_caller]
pub fn solve_linear(a: &[f64], b: &[f64]) -> Option<Vec<f64>> {
    Some(factored(a, b.len())?.solve(b))
}

/// The solution of *Aᵀx* = *b*; else as [`solve_linear`].
///
/// # Panics
/// As [`solve_linear`].
#[track_caller]
pub fn solve_transposed(a: &[f64], b: &[f64]) -> Option<Vec<f64>> {
    Some(factored(a, b.len())?.solve_transposed(b))
}

#[track_caller]
fn factored(a: &[f64], n: usize) -> Option<Lu> {
    assert!(
        a.len() == n * n,
        "a matrix of {} numbers is no square one for {n} equations",
        a.len()
    );
    Lu::new(a.chunks(n.max(1)).map(<[f64]>::to_vec).collect())
}
