//! What ops and types of a callee are in the graph of the caller, whose names and regions have other numbers.

use super::Splice;
use crate::ir::{Len, Literal, Macro, Op, RegionId, Step, TokensId, Ty};

impl Splice<'_> {
    pub(super) fn token(&self, name: TokensId) -> TokensId {
        self.tokens[name.0 as usize]
    }

    fn steps(&self, steps: Vec<Step>) -> Vec<Step> {
        let step = |step: Step| match step {
            Step::Field(name) => Step::Field(self.token(name)),
            index => index,
        };
        steps.into_iter().map(step).collect()
    }

    pub(super) fn ty(&self, ty: &Ty) -> Ty {
        let inside = |ty: &Ty| Box::new(self.ty(ty));
        match ty {
            Ty::Struct(name) => Ty::Struct(self.token(*name)),
            Ty::Tangent(name) => Ty::Tangent(self.token(*name)),
            Ty::Array(element, len) => Ty::Array(
                inside(element),
                match len {
                    Len::Const(name) => Len::Const(self.token(*name)),
                    len => len.clone(),
                },
            ),
            Ty::Slice(element) => Ty::Slice(inside(element)),
            Ty::Vec(element) => Ty::Vec(inside(element)),
            Ty::Tuple(all) => Ty::Tuple(all.iter().map(|ty| self.ty(ty)).collect()),
            ty => ty.clone(),
        }
    }

    /// The op with the caller's names and regions.
    pub(super) fn op(&self, op: Op, place: &dyn Fn(RegionId) -> RegionId) -> Op {
        match op {
            Op::Path(name) => Op::Path(self.token(name)),
            Op::Load(steps) => Op::Load(self.steps(steps)),
            Op::Store(steps) => Op::Store(self.steps(steps)),
            Op::Accumulate(steps) => Op::Accumulate(self.steps(steps)),
            Op::Append(steps) => Op::Append(self.steps(steps)),
            Op::Truncate(steps, ty) => Op::Truncate(self.steps(steps), self.ty(&ty)),
            Op::Lengthen(steps, ty) => Op::Lengthen(self.steps(steps), self.ty(&ty)),
            Op::Len(steps) => Op::Len(self.steps(steps)),
            Op::Slice(steps) => Op::Slice(self.steps(steps)),
            Op::Struct(literal) => Op::Struct(Literal {
                path: self.token(literal.path),
                fields: literal
                    .fields
                    .into_iter()
                    .map(|(name, shape)| (self.token(name), shape))
                    .collect(),
            }),
            Op::Call(mut call) => {
                call.callee = self.token(call.callee);
                for part in call.in_place.iter_mut().filter_map(|place| place.part.as_mut()) {
                    *part = self.steps(std::mem::take(part));
                }
                Op::Call(call)
            }
            Op::Macro(kept) => Op::Macro(Macro {
                path: self.token(kept.path),
                pieces: kept.pieces.into_iter().map(|piece| self.token(piece)).collect(),
                ..kept
            }),
            Op::If { then, otherwise } => Op::If {
                then: place(then),
                otherwise: place(otherwise),
            },
            Op::For(mut f) => {
                f.body = place(f.body);
                Op::For(f)
            }
            Op::While { condition, body, exits } => Op::While {
                condition: place(condition),
                body: place(body),
                exits,
            },
            op => op,
        }
    }
}
