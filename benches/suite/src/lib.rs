//! Problems with generated gradients, adjoints by hand and gradients by other crates, to be timed beside each other.
//!
//! `cargo run --release -p gradient-suite` measures all in turns and writes the table of ratios; `cargo bench -p
//! gradient-suite` measures them by criterion. The binary `growth` measures how the cost of a gradient grows,
//! `modes` what derivatives of higher order and of several outputs cost, `lanes` what sums in another order bring, and `passes`
//! what each pass of the compiler does.

#![allow(clippy::needless_range_loop)] // users write such loops

pub mod case;
pub mod growth;
pub mod lanes;
pub mod modes;
pub mod peers;
pub mod plot;
pub mod problems;
pub mod rounds;
pub mod table;
