//! The building blocks: against numbers of 50 digits and of PyTorch (`golden/nn.json`, made by `golden/nn.py`), against central
//! differences, and at the extremes.
#![allow(missing_docs, reason = "test functions speak for themselves")]

#[path = "nn/activations.rs"]
mod activations;
#[path = "nn/errors.rs"]
mod errors;
#[path = "nn/extremes.rs"]
mod extremes;
#[path = "nn/formulas.rs"]
mod formulas;
#[path = "nn/golden.rs"]
mod golden;
#[path = "nn/layers.rs"]
mod layers;
#[path = "nn/losses.rs"]
mod losses;
#[path = "nn/regularisation.rs"]
mod regularisation;
