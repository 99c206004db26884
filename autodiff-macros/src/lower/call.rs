//! Calls of other functions, and kept macros.

use super::types::shape;
use super::value::Value;
use super::Lower;
use crate::ast::{Expr, Macro, MacroKind};
use crate::ir::{self, CallKind, Half, NodeId, Op, Ty};
use proc_macro2::TokenStream;
use quote::quote;

impl Lower<'_> {
    pub fn call(&mut self, e: &Expr, callee: TokenStream, kind: CallKind, arguments: &[&Expr]) -> Option<Value> {
        let arguments: Vec<NodeId> = arguments.iter().map(|e| self.node(e)).collect::<Option<_>>()?;
        self.builder.at(e.span);
        let ty = self.types.of(e);
        let call = ir::Call {
            callee: self.builder.tokens(callee),
            kind,
            half: Half::Plain,
            shape: shape(ty),
            arity: arguments.len() as u32,
            active: vec![],
        };
        let leaves = self.leaves(ty);
        let node = self.builder.add(Op::Call(call), arguments, Ty::Tuple(leaves));
        let results = self.builder.results(node);
        Some(self.value(ty, &mut results.into_iter()))
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
