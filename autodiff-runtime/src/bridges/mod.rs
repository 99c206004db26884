//! Other crates' solvers on differentiated functions, and other crates' matrices as parameters. Each is a feature of its name.

#[cfg(feature = "argmin")]
pub mod argmin;
#[cfg(feature = "levenberg-marquardt")]
pub mod levenberg_marquardt;
#[cfg(feature = "nalgebra")]
pub mod nalgebra;
#[cfg(feature = "ndarray")]
pub mod ndarray;
#[cfg(feature = "nuts-rs")]
pub mod nuts_rs;

/// A function of a slice that has a gradient: what `f {}` is beside a differentiated `fn f(x: &[f64]) -> f64`.
#[cfg(any(feature = "argmin", feature = "nuts-rs"))]
pub(crate) mod function {
    use crate::function::{Behind, DifferentiableFn};
    use crate::Workspace;

    /// As [`DifferentiableFn`], of one slice.
    pub trait SliceFunction: for<'x> DifferentiableFn<(&'x [f64],), Output = f64> {}

    impl<F: for<'x> DifferentiableFn<(&'x [f64],), Output = f64>> SliceFunction for F {}

    /// The value; the gradient overwrites `dx`.
    pub(crate) fn value_and_gradient<F: SliceFunction>(
        f: &F,
        x: &[f64],
        workspace: &mut Workspace,
        dx: &mut [f64],
    ) -> f64 {
        dx.fill(0.0);
        let value = f.forward((x,), workspace);
        f.reverse((x,), &1.0, (&mut Behind(dx),), workspace);
        value
    }
}
