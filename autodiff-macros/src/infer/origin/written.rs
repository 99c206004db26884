//! What is written or lent by another name: the variable that changes has to be known.

use super::{Origin, Search, Step};
use crate::ast::*;
use crate::diagnostics::messages;
use proc_macro2::Span;

impl Search<'_> {
    pub(super) fn assigned(&mut self, place: &Place, origin: Origin, span: Span) {
        if self.types.is_rebound(place) {
            return match origin {
                // What is not there in all iterations has no place of its own.
                Origin::Temporary(_) => self.refused.push((span, &messages::SLICE_CHOICE)),
                origin => self.bind(&Pattern::Bind(place.local), origin, span),
            };
        }
        match self.place(&place.read) {
            Origin::Of { local, path } if self.is_unknown_reference(local, &path) => {
                self.refused.push((place.read.span, &messages::MUT_BORROW));
            }
            Origin::Of { local, path } if !self.is_slice(local, &path) => {}
            _ => self.refused.push((place.read.span, &messages::SLICE_WRITE)),
        }
    }

    /// Whether a part of a variable can only be written because that is a reference, as in `for row in m { row[0] = x; }`,
    /// whose place is not followed.
    fn is_unknown_reference(&self, local: LocalId, path: &[Step]) -> bool {
        !path.is_empty() && self.fixed.contains(&local) && !self.places.contains(&local)
    }

    /// What is lent to a function is a place that can be written, or a part of one.
    pub(super) fn borrowed(&mut self, place: &Place) {
        let origin = match &place.read.kind {
            ExprKind::Slice { base, from, to, .. } => {
                from.iter().chain(to).for_each(|end| _ = self.expression(end));
                self.place(base)
            }
            _ => self.place(&place.read),
        };
        match origin {
            Origin::Of { local, path } if self.is_unknown_reference(local, &path) => {
                self.refused.push((place.read.span, &messages::MUT_BORROW));
            }
            Origin::Of { local, path } if !self.is_slice(local, &path) => {}
            _ => self.refused.push((place.read.span, &messages::SLICE_WRITE)),
        }
    }

    /// A part of an array that is lent has the array for itself: two parts of one are no two variables here.
    pub(super) fn lent_apart(&mut self, arguments: &[&Expr]) {
        for (k, argument) in arguments.iter().enumerate() {
            let ExprKind::Borrow(Borrow { place, .. }) = &argument.kind else {
                continue;
            };
            let is_whole = matches!(place.read.kind, ExprKind::Local(local) if self.places.contains(&local));
            let is_part = matches!(self.types.of(&place.read), Type::Slice(_)) && !is_whole;
            // What is in a struct is taken out of it and put back.
            if !is_part || !self.types.is_written(place) || self.is_in_struct(&place.read) {
                continue;
            }
            let of = self.variable_of(place);
            let others = arguments.iter().enumerate().filter(|&(other, _)| other != k);
            for (_, other) in others {
                if self.reads(other, of) {
                    self.refused.push((other.span, &messages::SLICE_LENT));
                }
            }
        }
    }

    /// The variable that a place is in.
    fn variable_of(&self, place: &Place) -> LocalId {
        match self.origins.get(&place.local) {
            Some(Origin::Of { local, .. }) => *local,
            _ => place.local,
        }
    }

    /// Whether this reads the variable, or a part of it by another name.
    fn reads(&self, e: &Expr, of: LocalId) -> bool {
        let is_of = |local: &LocalId| {
            *local == of || matches!(self.origins.get(local), Some(Origin::Of { local, .. }) if *local == of)
        };
        let mut found = matches!(&e.kind, ExprKind::Local(local) if is_of(local));
        e.each_child(&mut |child| found = found || self.reads(child, of));
        found
    }

    /// Whether what is there is behind a reference, on the way to it.
    fn is_slice(&self, local: LocalId, path: &[Step]) -> bool {
        let mut ty = self.types.local(local);
        for step in path {
            ty = match (ty, step) {
                (Type::Array(element, _) | Type::Vec(element), Step::Index) => element,
                (Type::Tuple(parts), Step::Field(Member::Number(k))) => &parts[*k],
                // What is called a slice in a struct may be an array or a vector, and rustc knows whether it can change.
                (Type::Struct(_), _) => return false,
                (Type::Slice(element), Step::Index) if self.places.contains(&local) => element,
                (ty, _) => return matches!(ty, Type::Slice(_)),
            };
        }
        false
    }

    pub(super) fn targets(&mut self, targets: &[Target], origin: Origin, span: Span) {
        let mut parts = match origin {
            Origin::Tuple(parts) => parts,
            _ => vec![Origin::Value; targets.len()],
        }
        .into_iter();
        for target in targets {
            let part = parts.next().unwrap_or(Origin::Value);
            match target {
                Target::Wild => {}
                Target::Place(place) => self.assigned(place, part, span),
                Target::Tuple(targets) => self.targets(targets, part, span),
            }
        }
    }

    /// Whether this lies in a struct, whose parts are no places of their own.
    pub(super) fn is_in_struct(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Field(base, _) => matches!(self.types.of(base), Type::Struct(_)) || self.is_in_struct(base),
            ExprKind::Index(base, _) | ExprKind::Slice { base, .. } => self.is_in_struct(base),
            _ => false,
        }
    }
}
