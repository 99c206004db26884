//! Half the squared residual of 128 linear equations in 128 unknowns.

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers};
use crate::peers::{Generic, Number};

const SIZE: usize = 128;

#[differentiate]
pub fn least_squares(#[constant] a: &[[f64; SIZE]], #[constant] b: &[f64], x: &[f64; SIZE]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        let mut residual = -b[i];
        for j in 0..SIZE {
            residual += a[i][j] * x[j];
        }
        sum += 0.5 * residual * residual;
    }
    sum
}

/// Aᵀ (A x − b), a row at a time.
fn clear(a: &[[f64; SIZE]], b: &[f64], x: &[f64; SIZE], dx: &mut [f64]) -> f64 {
    dx.fill(0.0);
    let mut sum = 0.0;
    for i in 0..a.len() {
        let mut residual = -b[i];
        for j in 0..SIZE {
            residual += a[i][j] * x[j];
        }
        sum += 0.5 * residual * residual;
        for j in 0..SIZE {
            dx[j] += residual * a[i][j];
        }
    }
    sum
}

/// All residuals first, which overlap; then four rows at a time into the gradient.
fn by_hand(a: &[[f64; SIZE]], b: &[f64], x: &[f64; SIZE], residuals: &mut [f64; SIZE], dx: &mut [f64; SIZE]) -> f64 {
    let mut sum = 0.0;
    for ((row, b), kept) in a.iter().zip(b).zip(&mut *residuals) {
        let mut residual = -b;
        for (a, x) in row.iter().zip(x) {
            residual += a * x;
        }
        sum += 0.5 * residual * residual;
        *kept = residual;
    }
    *dx = [0.0; SIZE];
    for (rows, residuals) in a.chunks_exact(4).zip(residuals.chunks_exact(4)) {
        for (j, dx) in dx.iter_mut().enumerate() {
            let pair = residuals[0] * rows[0][j] + residuals[1] * rows[1][j];
            let other = residuals[2] * rows[2][j] + residuals[3] * rows[3][j];
            *dx += pair + other;
        }
    }
    sum
}

#[derive(Clone, Copy)]
struct OfOthers {
    a: &'static [[f64; SIZE]],
    b: &'static [f64],
}

impl Generic for OfOthers {
    fn value<T: Number>(self, x: &[T]) -> T {
        let term = |(row, b): (&[f64; SIZE], &f64)| {
            let products = row.iter().zip(x).map(|(&a, &x)| x.times(a));
            let residual = products
                .reduce(|sum, product| sum + product)
                .expect("an unknown")
                .plus(-b);
            (residual * residual).times(0.5)
        };
        let terms = self.a.iter().zip(self.b).map(term);
        terms.reduce(|sum, term| sum + term).expect("an equation")
    }
}

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let (a, b) = (numbers.matrix(SIZE), numbers.list(SIZE));
    let x: &[f64; SIZE] = &numbers.matrix(1)[0];
    let mut workspace = Workspace::new();
    let mut residuals = [0.0; SIZE];

    Case::new("least squares, 128²", SIZE, || least_squares(a, b, x))
        .generated(move |dx| {
            least_squares::value_and_grad_into(
                a,
                b,
                x,
                &mut workspace,
                dx.try_into().expect("one component for each unknown"),
            )
        })
        .generated_alone(|dx| dx.copy_from_slice(&least_squares::grad(a, b, x)))
        .clear(|dx| clear(a, b, x, dx))
        .tuned(move |dx| {
            by_hand(
                a,
                b,
                x,
                &mut residuals,
                dx.try_into().expect("one component for each unknown"),
            )
        })
        .peers(x, OfOthers { a, b })
}
