//! What minimisers share: vectors of floats, parameters seen as one, and the memory of L-BFGS.

pub(crate) mod cholesky;
pub(crate) mod flatten;
pub(crate) mod lu;
pub(crate) mod pairs;
pub(crate) mod qr;
pub(crate) mod vector;
