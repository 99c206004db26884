//! A copy of the floats of some parameters.

use super::watched::norm;
use crate::optimizers::paths::{self, Named};
use crate::tangent::Differentiable;
use core::fmt;
use std::string::String;
use std::vec::Vec;

/// The floats of some parameters of any type, tensor by tensor, bit for bit. What is no float in them is not copied.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Snapshot {
    tensors: Vec<Copied>,
}

#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
struct Copied {
    path: String,
    values: Values,
}

#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
enum Values {
    Double(Vec<f64>),
    Single(Vec<f32>),
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Double(values) => values.len(),
            Self::Single(values) => values.len(),
        }
    }

    fn precision(&self) -> &'static str {
        match self {
            Self::Double(_) => "f64",
            Self::Single(_) => "f32",
        }
    }
}

/// A snapshot of parameters of another shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    snapshot: String,
    parameters: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { snapshot, parameters } = self;
        write!(f, "what was saved has {snapshot}, but the parameters have {parameters}")
    }
}

impl core::error::Error for Misfit {}

impl Snapshot {
    /// Copies the floats of `params`, which are only looked at.
    pub fn of<P: Differentiable + ?Sized>(params: &mut P) -> Self {
        paths::show(params, Self::default())
    }

    /// Overwrites the floats of `params`.
    ///
    /// # Errors
    /// If their tensors have other paths, lengths or precisions; nothing has changed then.
    pub fn put_into<P: Differentiable + ?Sized>(&self, params: &mut P) -> Result<(), Misfit> {
        let there = Self::of(params);
        let places = self.tensors.len().max(there.tensors.len());
        for place in 0..places {
            let (ours, theirs) = (self.shape(place), there.shape(place));
            if ours != theirs {
                return Err(Misfit {
                    snapshot: ours,
                    parameters: theirs,
                });
            }
        }
        paths::show(
            params,
            Put {
                from: self.tensors.iter(),
            },
        );
        Ok(())
    }

    /// All floats, in order, in double precision.
    pub fn to_flat(&self) -> Vec<f64> {
        let mut flat = Vec::new();
        for copied in &self.tensors {
            match &copied.values {
                Values::Double(values) => flat.extend(values),
                Values::Single(values) => flat.extend(values.iter().copied().map(f64::from)),
            }
        }
        flat
    }

    /// The Euclidean norm of all floats.
    pub fn norm(&self) -> f64 {
        norm(&self.to_flat())
    }

    /// The tensor in words.
    fn shape(&self, place: usize) -> String {
        match self.tensors.get(place) {
            None => std::format!("no tensor {place}"),
            Some(Copied { path, values }) => {
                let (len, precision) = (values.len(), values.precision());
                std::format!("{len} numbers {precision} in {}", quoted(path))
            }
        }
    }
}

/// A path in a sentence.
pub(crate) fn quoted(path: &str) -> String {
    match path {
        "" => "the parameters".into(),
        path => std::format!("`{path}`"),
    }
}

impl Named for Snapshot {
    fn f64s(&mut self, path: &str, values: &mut [f64]) {
        self.tensors.push(Copied {
            path: path.into(),
            values: Values::Double(values.to_vec()),
        });
    }

    fn f32s(&mut self, path: &str, values: &mut [f32]) {
        self.tensors.push(Copied {
            path: path.into(),
            values: Values::Single(values.to_vec()),
        });
    }
}

/// Writes tensors of the same shapes.
struct Put<'a> {
    from: core::slice::Iter<'a, Copied>,
}

impl Named for Put<'_> {
    fn f64s(&mut self, _path: &str, values: &mut [f64]) {
        if let Some(Values::Double(from)) = self.from.next().map(|copied| &copied.values) {
            values.copy_from_slice(from);
        }
    }

    fn f32s(&mut self, _path: &str, values: &mut [f32]) {
        if let Some(Values::Single(from)) = self.from.next().map(|copied| &copied.values) {
            values.copy_from_slice(from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Snapshot;
    use std::string::ToString;
    use std::{vec, vec::Vec};

    #[test]
    fn every_bit_comes_back() {
        let before = (vec![1.5, -0.0, f64::NAN], [[1e-40_f32; 2]; 2], 7.0);
        let mut params = before.clone();
        let snapshot = Snapshot::of(&mut params);
        params = (vec![0.0; 3], [[0.0; 2]; 2], 0.0);
        snapshot.put_into(&mut params).unwrap();
        assert_eq!((params.1, params.2), (before.1, before.2));
        let bits = |x: &[f64]| x.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&params.0), bits(&before.0));
    }

    #[test]
    fn other_shapes_are_named_and_left_alone() {
        let snapshot = Snapshot::of(&mut (vec![1.0; 3], 2.0));
        let mut longer = (vec![5.0; 4], 2.0);
        let misfit = snapshot.put_into(&mut longer).unwrap_err();
        assert_eq!(
            misfit.to_string(),
            "what was saved has 3 numbers f64 in `0`, but the parameters have 4 numbers f64 in `0`"
        );
        assert_eq!(longer.0, [5.0; 4]);
        let misfit = snapshot.put_into(&mut (vec![5.0; 3],)).unwrap_err();
        assert!(misfit.to_string().ends_with("the parameters have no tensor 1"));
        assert!(snapshot.put_into(&mut (vec![5.0_f32; 3], 2.0)).is_err());
    }
}
