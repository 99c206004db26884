//! Clipping by the norm of the whole gradient.

use super::{admit, euclidean, flat, largest, write, Clipped, NonFinite, NonFiniteGradient};
use crate::optimizers::{validate, Gradient};

/// Scales a gradient to a norm of at most `max_norm`, as `clip_grad_norm_` of PyTorch (Pascanu, Mikolov and Bengio 2013):
/// *g* ← *g*·min(1, max / (‖*g*‖ + ε)).
///
/// With `eps(0.0)` it is `clip_by_global_norm` of optax.
#[derive(Clone, Debug)]
pub struct ClipNorm {
    max_norm: f64,
    norm_type: f64,
    eps: f64,
    non_finite: NonFinite,
}

impl ClipNorm {
    /// To this Euclidean norm.
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn new(max_norm: f64) -> Self {
        Self {
            max_norm: validate::not_negative("ClipNorm", "max_norm", max_norm),
            norm_type: 2.0,
            eps: 1e-6,
            non_finite: NonFinite::Error,
        }
    }

    /// The order of the norm (default 2); infinity for the largest component.
    ///
    /// # Panics
    /// If it is not positive.
    #[track_caller]
    pub fn norm_type(mut self, norm_type: f64) -> Self {
        self.norm_type = validate::require(norm_type > 0.0, "ClipNorm", "norm_type", norm_type, "positive");
        self
    }

    /// What is added to the norm, ε (default 1e-6).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn eps(mut self, eps: f64) -> Self {
        self.eps = validate::not_negative("ClipNorm", "eps", eps);
        self
    }

    /// What happens to NaN and infinity (default: they are an error).
    pub fn non_finite(mut self, non_finite: NonFinite) -> Self {
        self.non_finite = non_finite;
        self
    }

    /// Clips a gradient.
    ///
    /// # Errors
    /// If a component is not finite, and that is an error.
    pub fn clip<G: Gradient + ?Sized>(&self, grads: &mut G) -> Result<Clipped, NonFiniteGradient> {
        let (mut flat, _) = flat(grads);
        let non_finite = admit(&mut flat, self.non_finite)?;
        if non_finite > 0 && self.non_finite == NonFinite::Zero {
            write(grads, &flat);
        }
        let mut norm = self.norm(&flat);
        if norm == f64::INFINITY && flat.iter().all(|x| x.is_finite()) {
            // Even the norm of the finite components is too large: that of a small part of them is not.
            const PART: f64 = 1e-160;
            flat.iter_mut().for_each(|x| *x *= PART);
            let factor = self.max_norm / self.norm(&flat);
            flat.iter_mut().for_each(|x| *x *= factor);
            write(grads, &flat);
            return Ok(Clipped {
                norm,
                non_finite,
                changed: true,
            });
        }
        if flat.is_empty() {
            norm = 0.0;
        }
        let factor = self.max_norm / (norm + self.eps);
        // Not the opposite comparison: a NaN has to pass through the product.
        let stays = factor >= 1.0 || (norm == 0.0 && self.max_norm > 0.0);
        if !stays {
            grads.multiply(factor);
        }
        Ok(Clipped {
            norm,
            non_finite,
            changed: !stays,
        })
    }

    fn norm(&self, flat: &[f64]) -> f64 {
        match self.norm_type {
            2.0 => euclidean(flat),
            1.0 => flat.iter().map(|x| x.abs()).sum(),
            f64::INFINITY => largest(flat),
            order => {
                let largest = largest(flat);
                if largest == 0.0 || !largest.is_finite() {
                    return largest;
                }
                let sum: f64 = flat.iter().map(|x| (x / largest).abs().powf(order)).sum();
                largest * sum.powf(1.0 / order)
            }
        }
    }
}
