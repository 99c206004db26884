//! Clipping component by component.

use super::{admit, euclidean, flat, write, Clipped, NonFinite, NonFiniteGradient};
use crate::optimizers::{validate, Gradient};

/// Limits each component, as `clip_grad_value_` of PyTorch and `clip` of optax: *g* ← max(−*c*, min(*c*, *g*)). That changes
/// the direction of the gradient.
#[derive(Clone, Debug)]
pub struct ClipValue {
    clip_value: f64,
    non_finite: NonFinite,
}

impl ClipValue {
    /// To [−`clip_value`, `clip_value`].
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn new(clip_value: f64) -> Self {
        Self {
            clip_value: validate::not_negative("ClipValue", "clip_value", clip_value),
            non_finite: NonFinite::Error,
        }
    }

    /// What happens to NaN and infinity (default: they are an error). With [`NonFinite::Propagate`] infinity is clipped as
    /// every large number, and NaN stays.
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
        let norm = euclidean(&flat);
        let changed = flat.iter().any(|x| x.is_finite() && x.abs() > self.clip_value);
        flat.iter_mut()
            .for_each(|x| *x = x.clamp(-self.clip_value, self.clip_value));
        if changed || non_finite > 0 {
            write(grads, &flat);
        }
        Ok(Clipped {
            norm,
            non_finite,
            changed,
        })
    }
}
