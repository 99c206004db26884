//! The rows of the Jacobian by other crates: with a tape for each observation, and over dual numbers with all directions at
//! once.

use echidna::Reverse;
use num_dual::DualSVec64;
use reverse::Tape;

use super::{Observation, BLOCK, CAMERA, COLUMNS};
use crate::case::Case;
use crate::peers::Number;

/// Both errors of `x`: a camera, a point and a weight.
fn errors<T: Number>(x: &[T], feature: [f64; 2]) -> [T; 2] {
    let &[r0, r1, r2, c0, c1, c2, focal, u0, v0, k1, k2, x0, x1, x2, weight] = x else {
        unreachable!("a camera, a point and a weight")
    };
    let v = [x0 - c0, x1 - c1, x2 - c2];
    let angle = (r0 * r0 + r1 * r1 + r2 * r2).root();
    let (sine, cosine) = (angle.sine(), angle.cosine());
    let axis = [r0 / angle, r1 / angle, r2 / angle];
    let turn = [
        axis[1] * v[2] - axis[2] * v[1],
        axis[2] * v[0] - axis[0] * v[2],
        axis[0] * v[1] - axis[1] * v[0],
    ];
    let along = (axis[0] * v[0] + axis[1] * v[1] + axis[2] * v[2]) * cosine.times(-1.0).plus(1.0);
    let seen: [T; 3] = std::array::from_fn(|c| v[c] * cosine + turn[c] * sine + axis[c] * along);
    let (a, b) = (seen[0] / seen[2], seen[1] / seen[2]);
    let square = a * a + b * b;
    let scale = focal * (k1 * square + k2 * square * square).plus(1.0);
    [
        weight * (scale * a + u0).plus(-feature[0]),
        weight * (scale * b + v0).plus(-feature[1]),
    ]
}

impl Observation {
    /// Everything that takes a derivative.
    fn variables(&self) -> [f64; COLUMNS] {
        let mut variables = [0.0; COLUMNS];
        variables[..CAMERA].copy_from_slice(&self.camera);
        variables[CAMERA..COLUMNS - 1].copy_from_slice(&self.point);
        variables[COLUMNS - 1] = self.weight;
        variables
    }
}

/// Adds the crates to the case; the error of the weight is by hand everywhere.
pub fn add(case: Case, scene: &'static [Observation]) -> Case {
    let blocks = |rows: fn(&Observation, &mut [[f64; COLUMNS]])| {
        move |dx: &mut [f64]| {
            for (at, block) in scene.iter().zip(dx.chunks_exact_mut(BLOCK)) {
                rows(at, block.as_chunks_mut().0);
                block[BLOCK - 1] = -2.0 * at.weight;
            }
        }
    };
    case.alone(
        "echidna",
        blocks(|at, rows| {
            for (which, row) in rows.iter_mut().enumerate() {
                let component = |x: &[Reverse<f64>]| errors(x, at.feature)[which];
                row.copy_from_slice(&echidna::grad(component, &at.variables()));
            }
        }),
    )
    .alone(
        "reverse",
        blocks(|at, rows| {
            let tape = Tape::new();
            let variables = tape.add_vars(&at.variables());
            for (row, error) in rows.iter_mut().zip(errors(&variables, at.feature)) {
                row.copy_from_slice(&reverse::Gradient::wrt(&error.grad(), &variables));
            }
        }),
    )
    .alone(
        "num-dual",
        blocks(|at, rows| {
            let mut k = 0;
            let variables = at.variables().map(|x| {
                k += 1;
                DualSVec64::<COLUMNS>::from_re(x).derivative(k - 1)
            });
            for (row, error) in rows.iter_mut().zip(errors(&variables, at.feature)) {
                let slopes = error.eps.0.expect("a direction");
                row.copy_from_slice(slopes.as_slice());
            }
        }),
    )
}
