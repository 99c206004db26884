//! Calls of other functions, and kept macros.

use super::types::shape;
use super::value::Value;
use super::Lower;
use crate::ast::{Borrow, BorrowKind, Expr, ExprKind, Macro, MacroKind, Place};
use crate::infer::Receiver;
use crate::ir::{self, CallKind, Half, InPlace, Op, Ty};
use proc_macro2::TokenStream;
use quote::quote;

/// What a call is given.
pub enum Argument<'a> {
    Value(&'a Expr),
    /// A place that it may write to, and whether its reverse half is given what was there before.
    Place(&'a Place, bool),
}

impl Lower<'_> {
    pub fn call(&mut self, e: &Expr, callee: TokenStream, kind: CallKind, arguments: &[&Expr]) -> Option<Value> {
        let arguments: Vec<Argument> = arguments.iter().map(|e| self.argument(e)).collect();
        self.call_with(e, callee, kind, &arguments)
    }

    fn argument<'e>(&self, e: &'e Expr) -> Argument<'e> {
        match &e.kind {
            ExprKind::Borrow(Borrow { place, kind }) if self.types.is_written(place) => {
                let given = match kind {
                    BorrowKind::Written => false,
                    BorrowKind::PassedOn => true,
                    BorrowKind::Receiver => self.types.receiver(place) == Some(Receiver::Open),
                };
                Argument::Place(place, given)
            }
            _ => Argument::Value(e),
        }
    }

    pub fn call_with(
        &mut self,
        e: &Expr,
        callee: TokenStream,
        kind: CallKind,
        arguments: &[Argument],
    ) -> Option<Value> {
        let types = self.types;
        let mut given = vec![];
        let mut places = vec![];
        let mut in_place = vec![];
        let mut ends = vec![];
        for argument in arguments {
            let (place, is_given) = match argument {
                Argument::Place(place, given) => (*place, *given),
                Argument::Value(e) => {
                    // Of a tuple or an option, each leaf is an argument.
                    let value = self.expression(e)?;
                    given.extend(self.as_declared(value, types.of(e)));
                    continue;
                }
            };
            let read = &place.read;
            let place = self.written(read)?;
            self.builder.at(read.span);
            let (value, part, place) = match (self.around(&place), place.range) {
                (Some((whole, steps, holder)), Some((from, len))) => {
                    let (part, indices) = ir::build::steps_apart(&steps);
                    ends.extend(indices);
                    ends.extend([from, self.end(from, len)]);
                    (whole, Some(part), holder)
                }
                _ => {
                    let value = self.content(&place, types.of(read));
                    (self.whole(value), None, place)
                }
            };
            in_place.push(InPlace {
                position: given.len() as u32,
                differentiable: self.builder.graph.ty(value).is_differentiable(),
                given: is_given,
                part,
            });
            given.push(value);
            places.push(place);
        }
        self.builder.at(e.span);
        let ty = types.of(e);
        let left = in_place
            .iter()
            .map(|place| given[place.position as usize])
            .collect::<Vec<_>>();
        let call = ir::Call {
            callee: self.builder.tokens(callee),
            kind,
            half: Half::Plain,
            shape: shape(ty),
            arity: given.len() as u32,
            in_place,
            active: vec![],
        };
        let types = [self.leaves(ty), self.builder.graph.types(&left)].concat();
        given.extend(ends);
        let node = self.builder.add(Op::Call(call), given, Ty::Tuple(types));
        let mut results = self.builder.results(node).into_iter();
        let value = self.value(ty, &mut results);
        for (place, result) in places.iter().zip(results) {
            self.store(place, Value::Node(result));
        }
        Some(value)
    }

    pub fn kept_macro(&mut self, e: &Expr, kept: &Macro) -> Option<Value> {
        let values: Vec<Value> = kept
            .arguments
            .iter()
            .map(|e| self.expression(e))
            .collect::<Option<_>>()?;
        let mut arguments = vec![];
        for (value, e) in values.into_iter().zip(&kept.arguments) {
            arguments.extend(self.as_declared(value, self.types.of(e)));
        }
        let shapes = kept.arguments.iter().map(|e| shape(self.types.of(e))).collect();
        self.builder.at(e.span);
        let path = &kept.path;
        let diverges = kept.kind == MacroKind::Panic;
        let path = self.builder.tokens(quote!(#path !));
        let pieces = kept
            .pieces
            .iter()
            .map(|piece| self.builder.tokens(piece.clone()))
            .collect();
        let kept = ir::Macro {
            path,
            pieces,
            shapes,
            diverges,
        };
        self.builder.add(Op::Macro(kept), arguments, Ty::UNIT);
        (!diverges).then_some(Value::UNIT)
    }
}
