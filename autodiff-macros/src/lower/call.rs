//! Calls of other functions, and kept macros.

use super::place::Spot;
use super::types::shape;
use super::value::Value;
use super::Lower;
use crate::ast::{Borrow, BorrowKind, Expr, ExprKind, Macro, MacroKind, Place, Type};
use crate::infer::Receiver;
use crate::ir::{self, CallKind, Half, InPlace, NodeId, Op, Ty};
use proc_macro2::TokenStream;
use quote::quote;

/// What a call is given.
pub enum Argument<'a> {
    Value(&'a Expr),
    /// A place that it may write to, and whether its reverse half is given what was there before.
    Place(&'a Place, bool),
}

/// The arguments of a call, evaluated.
#[derive(Default)]
pub struct Given {
    /// The leaves of all.
    pub values: Vec<NodeId>,
    /// Where those come from that the call may write to.
    places: Vec<Spot>,
    in_place: Vec<InPlace>,
    /// The indices and ends of the parts that are lent.
    ends: Vec<NodeId>,
    closures: Vec<(u32, u32)>,
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
        let mut all = Given::default();
        for argument in arguments {
            match argument {
                Argument::Place(place, is_given) => {
                    let read = &place.read;
                    let spot = self.written(read)?;
                    self.builder.at(read.span);
                    self.lend(&mut all, spot, types.of(read), *is_given);
                }
                Argument::Value(e) => {
                    // Of a tuple or an option, each leaf is an argument.
                    let value = self.expression(e)?;
                    if let ExprKind::Captured(parts) = &e.kind {
                        all.closures.push((all.values.len() as u32, parts.len() as u32 - 1));
                    }
                    all.values.extend(self.as_declared(value, types.of(e)));
                }
            }
        }
        self.builder.at(e.span);
        Some(self.called(types.of(e), callee, kind, all))
    }

    /// Makes what the place holds, which is of this type, an argument that the call may write to.
    pub fn lend(&mut self, all: &mut Given, place: Spot, ty: &Type, is_given: bool) {
        let (value, part, place) = match (self.around(&place), place.range) {
            (Some((whole, steps, holder)), Some((from, len))) => {
                let (part, indices) = ir::build::steps_apart(&steps);
                all.ends.extend(indices);
                all.ends.extend([from, self.end(from, len)]);
                (whole, Some(part), holder)
            }
            _ => {
                let value = self.content(&place, ty);
                (self.whole(value), None, place)
            }
        };
        all.in_place.push(InPlace {
            position: all.values.len() as u32,
            differentiable: self.builder.graph.ty(value).is_differentiable(),
            given: is_given,
            part,
        });
        all.values.push(value);
        all.places.push(place);
    }

    /// The call of a function with a value of this type.
    pub fn called(&mut self, ty: &Type, callee: TokenStream, kind: CallKind, all: Given) -> Value {
        let Given {
            values,
            places,
            in_place,
            ends,
            closures,
        } = all;
        let left = in_place
            .iter()
            .map(|place| values[place.position as usize])
            .collect::<Vec<_>>();
        let call = ir::Call {
            callee: self.builder.tokens(callee),
            kind,
            half: Half::Plain,
            shape: shape(ty),
            arity: values.len() as u32,
            in_place,
            closures,
            active: vec![],
        };
        let types = [self.leaves(ty), self.builder.graph.types(&left)].concat();
        let arguments = [values, ends].concat();
        let node = self.builder.add(Op::Call(call), arguments, Ty::Tuple(types));
        let mut results = self.builder.results(node).into_iter();
        let value = self.value(ty, &mut results);
        for (place, result) in places.iter().zip(results) {
            self.store(place, Value::Node(result));
        }
        value
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
