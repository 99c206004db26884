//! The function whose parameters are the parts.

use super::Apart;
use crate::ast::{Block, Function, Parameter, Pattern, Type};
use crate::identifiers::is_identifier;
use crate::ir::{NodeId, Ty};
use crate::tables::HashSet;
use proc_macro2::{Ident, Span};
use quote::format_ident;
use std::collections::BTreeSet;

impl Apart {
    /// As others see it: a parameter for each part, and behind them what is opaque, as it is.
    pub fn function(&self, function: &Function) -> Function {
        let owners: Vec<usize> = (function.parameters.iter().enumerate())
            .flat_map(|(k, parameter)| vec![k; parameter.ty.leaves()])
            .collect();
        let opaque = function.parameters.iter().filter(|parameter| parameter.opaque);
        let mut taken: BTreeSet<String> = opaque.clone().map(|parameter| parameter.name.to_string()).collect();
        let opaque = opaque.map(|parameter| Parameter {
            pattern: Pattern::Wild,
            name: parameter.name.clone(),
            ty: parameter.ty.clone(),
            written: parameter.written.clone(),
            constant: parameter.constant,
            in_place: parameter.in_place,
            opaque: true,
            function: parameter.function.clone(),
        });
        let params = self.graph[self.graph.root].params.iter().zip(&self.parts);
        let parameters = params.map(|(&param, part)| Parameter {
            pattern: Pattern::Wild,
            name: self.name(param, &mut taken),
            ty: as_written(self.graph.ty(param)),
            written: match self.graph.ty(param).is_array() {
                true => syn::parse_quote!(&()),
                false => syn::parse_quote!(()),
            },
            constant: !part.active || function.parameters[owners[part.leaf]].constant,
            in_place: false,
            opaque: false,
            function: None,
        });
        Function {
            floats: function.floats.clone(),
            parameters: parameters.chain(opaque).collect(),
            result: Type::Infer,
            items: function.items.clone(),
            surroundings: function.surroundings.clone(),
            nested: vec![],
            bound: vec![],
            body: Block {
                statements: vec![],
                value: None,
                span: Span::call_site(),
            },
            locals: vec![],
            alike: vec![],
            referenced: HashSet::default(),
            expressions: 0,
        }
    }

    /// A name of its own for a parameter.
    fn name(&self, param: NodeId, taken: &mut BTreeSet<String>) -> Ident {
        let text = self.graph[param].name.as_ref().map_or("part", |name| &name.text);
        let text = match text.trim_start_matches("r#") {
            "self" => "this",
            text => text,
        };
        let is_name = |text: &String| is_identifier(text);
        let mut names = std::iter::once(text.to_string()).chain((1..).map(|k| format!("{text}_{k}")));
        let name = names.find(|name| is_name(name) && taken.insert(name.clone()));
        format_ident!("{}", name.expect("some number is free"), span = Span::mixed_site())
    }
}

/// The type of a node as one of the language, as far as generated signatures ask for it.
fn as_written(ty: &Ty) -> Type {
    match ty {
        Ty::Float(float) => Type::Float(*float),
        Ty::Int(int) => Type::Int(*int),
        Ty::Ordering => Type::Ordering,
        Ty::Array(element, _) | Ty::Slice(element) | Ty::Vec(element) => Type::Slice(Box::new(as_written(element))),
        _ => Type::Bool,
    }
}
