//! NaN and infinity in training: where they are first.

use super::batches::Batch;
use super::snapshot::quoted;
use super::watched::WatchedTensor;
use crate::scalars::NonFiniteOperation;
use core::fmt;
use std::boxed::Box;
use std::string::String;
use std::vec::Vec;

/// What a [`Trainer`](super::Trainer) does with a loss or a gradient that is NaN or infinite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnNonFinite {
    /// Training ends with an error. The parameters are those before the step.
    #[default]
    Stop,
    /// The step is left out: parameters and optimizer stay as they are, and the step is counted in
    /// [`Outcome::skipped`](super::Outcome::skipped).
    Skip,
    /// The step is taken, as PyTorch and optax do it: what clipping chooses happens, and without clipping the parameters
    /// become NaN or infinite.
    Proceed,
}

/// The first quantity of a step that is NaN or infinite, in the order in which they are computed: parameters, loss, gradient.
///
/// It tells which parameter, and which operation of the loss where the trainer was told how to find that
/// ([`Trainer::explain_non_finite`](super::Trainer::explain_non_finite)): a gradient is compiled code, which does not look at
/// every number. Without, the words of [`Display`](fmt::Display) say what to look for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NonFiniteValue {
    /// The number of the step, from 0.
    pub step: u64,
    /// What is not finite.
    pub place: Place,
    /// NaN or an infinity.
    pub value: f64,
    /// The loss of the step.
    pub loss: f64,
    /// The operation that was the first to give NaN or infinity, if the trainer was told how to find it, and there is one.
    pub operation: Option<Box<NonFiniteOperation>>,
}

/// What finds the operation, given the parameters one after the other, and the batch.
pub(super) type Explanation = Box<dyn FnMut(&[f64], &Batch<'_>) -> Option<NonFiniteOperation>>;

/// What is not finite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A parameter, before the step.
    Parameter {
        /// The path of its tensor.
        path: String,
        /// The number of the component in the tensor, from 0.
        component: usize,
    },
    /// The loss.
    Loss,
    /// A component of the gradient.
    Gradient {
        /// The path of the tensor that it belongs to.
        path: String,
        /// The number of the component in the tensor, from 0.
        component: usize,
    },
}

impl NonFiniteValue {
    /// Looks for it; none if all is finite.
    pub(super) fn find(step: u64, loss: f64, tensors: &[WatchedTensor]) -> Option<Self> {
        let first = |part: fn(&WatchedTensor) -> &[f64]| {
            tensors.iter().find_map(|tensor| {
                let component = part(tensor).iter().position(|x| !x.is_finite())?;
                Some((tensor.path.clone(), component, part(tensor)[component]))
            })
        };
        let (place, value) = if let Some((path, component, value)) = first(|tensor| &tensor.params) {
            (Place::Parameter { path, component }, value)
        } else if !loss.is_finite() {
            (Place::Loss, loss)
        } else if let Some((path, component, value)) = first(|tensor| &tensor.grads) {
            (Place::Gradient { path, component }, value)
        } else {
            return None;
        };
        Some(Self {
            step,
            place,
            value,
            loss,
            operation: None,
        })
    }

    /// With the operation that is at fault.
    pub(super) fn explained(
        mut self,
        explanation: Option<&mut Explanation>,
        tensors: &[WatchedTensor],
        batch: &Batch<'_>,
    ) -> Self {
        if let Some(explain) = explanation {
            let params: Vec<f64> = tensors.iter().flat_map(|tensor| &tensor.params).copied().collect();
            self.operation = explain(&params, batch).map(Box::new);
        }
        self
    }
}

impl fmt::Display for NonFiniteValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            step,
            place,
            value,
            loss,
            operation,
        } = self;
        match place {
            Place::Parameter { path, component } => {
                let path = quoted(path);
                write!(f, "in step {step} component {component} of {path} is {value} before the step: ")?;
                match step {
                    0 => write!(f, "training began with it")?,
                    _ => write!(f, "an earlier step made it so, with a rate that was too large or a gradient that was not finite")?,
                }
            }
            Place::Loss => write!(
                f,
                "in step {step} the loss is {value}, though all parameters are finite: look in the loss for exp of a large \
                 number, ln or sqrt of a negative one, a division by zero, and in the batch for NaN"
            )?,
            Place::Gradient { path, component } => {
                let path = quoted(path);
                write!(
                    f,
                    "in step {step} component {component} of the gradient in {path} is {value}, though the loss is {loss} and \
                     all parameters are finite: look in the loss for sqrt, powf, ln, a norm or a division where it is at zero, \
                     whose derivative is infinite there"
                )?;
            }
        }
        match operation {
            Some(operation) => write!(f, "; the first such operation: {operation}"),
            None => Ok(()),
        }
    }
}
