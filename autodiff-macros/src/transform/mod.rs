//! From a primal graph to the graph of its gradient.
//!
//! [`fill`] gives vectors their length at once, [`extremum`] leaves one iteration of loops that choose to differentiate, [`activity`] finds what has an adjoint, [`reverse`] writes the reverse sweep into a pullback region that freely asks
//! for primal values, and [`keep`] decides where each of those comes from: a local, the tape, or computed again.

pub mod activity;
pub mod apart;
pub mod chain;
pub mod cycles;
pub mod extremum;
pub mod fill;
pub mod flow;
pub mod forwards;
pub mod fresh;
pub mod index;
pub mod induction;
pub mod inline;
pub mod jam;
pub mod joint;
pub mod keep;
pub mod lift;
pub mod mode;
pub mod neighbours;
pub mod reverse;
pub mod sink;
pub mod splice;
pub mod vanishing;
