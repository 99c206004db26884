//! The types of what makes, reads and changes arrays, vectors and structs.

use super::ensure;
use super::types::{alike, Checker};
use crate::ir::{Len, Op, Step, Ty};

impl Checker<'_> {
    pub(super) fn array(&self) -> Result<(), String> {
        let node = self.node;
        match &node.op {
            Op::Array => {
                let (element, len) = match &node.ty {
                    Ty::Array(element, Len::Fixed(len)) => (element, *len),
                    Ty::Vec(element) => (element, node.args.len()),
                    _ => return Err("has no fixed length".into()),
                };
                self.arity(len)?;
                (0..len).try_for_each(|k| self.takes(k, element))
            }
            Op::Repeat => {
                if let Ty::Vec(element) = &node.ty {
                    self.arity(2)?;
                    self.takes(0, element)?;
                    return self.takes(1, &Ty::USIZE);
                }
                self.arity(1)?;
                let Ty::Array(element, _) = &node.ty else {
                    return Err("is no array".into());
                };
                self.takes(0, element)
            }
            Op::Zeros => {
                ensure(node.ty.is_whole() && node.ty.is_differentiable(), || {
                    "is no array of floats".into()
                })?;
                // An array says its own size; a slice or vector needs one to take it from.
                if node.ty.is_sized() && node.args.is_empty() {
                    return Ok(());
                }
                self.arity(1)?;
                self.shape(0, &node.ty)
            }
            Op::Load(steps) => {
                ensure(!steps.is_empty(), || "goes nowhere".into())?;
                let place = self.place(steps, 0, &node.ty)?;
                self.gives(&place)
            }
            Op::Store(steps) | Op::Accumulate(steps) => {
                let accumulates = matches!(node.op, Op::Accumulate(_));
                ensure(accumulates || !steps.is_empty(), || "goes nowhere".into())?;
                let last = node.args.len() - 1;
                let place = self.place(steps, 1, self.arg(last))?;
                // What `to_vec` took from an array or slice is added to that.
                // So is a float to the tangent of what may be one.
                let opaque = matches!((&place, self.arg(last)), (Ty::Tangent(_), Ty::Float(_)));
                if !accumulates || !opaque && !self.adds(last, &place) {
                    self.takes(last, &place)?;
                }
                let summable = !accumulates || self.arg(last).is_differentiable();
                ensure(summable, || "accumulates what is no float".into())?;
                self.gives(self.arg(0))
            }
            Op::Len(steps) => {
                let array = Ty::Slice(Box::new(Ty::Bool));
                let place = self.place(steps, 0, &array)?;
                ensure(place.is_array(), || format!("{place:?} has no length"))?;
                self.gives(&Ty::USIZE)
            }
            _ => {
                self.arity(1)?;
                self.takes_array(0)?;
                self.gives(self.arg(0).scalar())
            }
        }
    }

    pub(super) fn to_vec(&self) -> Result<(), String> {
        self.arity(1)?;
        let fits = matches!(&self.node.ty, Ty::Vec(element) if self.arg(0).element() == Some(element));
        ensure(fits, || format!("makes {:?} of {:?}", self.node.ty, self.arg(0)))
    }

    pub(super) fn resize(&self, steps: &[Step]) -> Result<(), String> {
        let last = self.node.args.len() - 1;
        let said = match &self.node.op {
            Op::Truncate(_, ty) | Op::Lengthen(_, ty) => ty.clone(),
            _ => Ty::Vec(Box::new(self.arg(last).clone())),
        };
        let place = self.place(steps, 1, &said)?;
        let Ty::Vec(element) = &place else {
            return Err("leads to no vector".into());
        };
        self.gives(self.arg(0))?;
        match &self.node.op {
            Op::Truncate(_, ty) | Op::Lengthen(_, ty) if *ty != place => Err(format!("takes {place:?} for {ty:?}")),
            Op::Append(_) => self.takes(last, element),
            Op::Truncate(..) => self.takes(last, &Ty::USIZE),
            _ => self.shape(last, &place),
        }
    }

    /// Whether argument `k` is an array with the elements of this one, of whatever kind.
    pub(super) fn adds(&self, k: usize, place: &Ty) -> bool {
        matches!((self.arg(k).element(), place.element()), (Some(a), Some(b)) if a == b)
    }

    /// That argument `k` tells the shape of a value of this type: an array like it, or the length of a vector.
    pub(super) fn shape(&self, k: usize, ty: &Ty) -> Result<(), String> {
        match ty {
            Ty::Vec(element) if element.is_sized() => self.takes(k, &Ty::USIZE),
            _ => ensure(alike(&self.arg(k).adjoint(), ty), || {
                format!("{:?} has not the shape of {ty:?}", self.arg(k))
            }),
        }
    }

    /// The type of the place that the steps from the first argument lead to; behind their indices stand `more` arguments.
    /// Behind a field it is what it is `said` to be.
    pub(super) fn place(&self, steps: &[Step], more: usize, said: &Ty) -> Result<Ty, String> {
        let indices = steps.iter().filter(|step| matches!(step, Step::Index(()))).count();
        self.arity(1 + indices + more)?;
        (1..=indices).try_for_each(|k| self.takes(k, &Ty::USIZE))?;
        if indices < steps.len() {
            return Ok(said.clone());
        }
        let place = self.arg(0).at_depth(indices).cloned();
        place.ok_or_else(|| format!("indexes {:?} {indices} times", self.arg(0)))
    }
}
