//! Branches and loops.

use super::assign::Target;
use super::body::Body;
use super::code::Code;
use super::literal::{literal, Suffix};
use super::storage::Variable;
use crate::ir::{Comparison, FloatTest, For, NodeId, Op, RegionId};
use crate::transform::flow::Carried;
use proc_macro2::TokenStream;
use quote::quote;

impl Body<'_> {
    /// `let a = if c { …; x } else { …; y };`, where results with a variable of their own are assigned inside.
    pub(super) fn branch(&self, node: NodeId, then: RegionId, otherwise: RegionId) -> TokenStream {
        let results = self.results(node);
        let count = self.graph[then].results.len();
        let targets: Vec<Option<Target>> = (0..count)
            .map(|k| {
                let &result = results.get(&k)?;
                Some(match self.declares(node, result) {
                    Some(_) => Target::Value,
                    None => Target::Assign(self.storage.variable(result)?),
                })
            })
            .collect();
        let (then, then_values) = self.side(then, &targets);
        let (otherwise, otherwise_values) = self.side(otherwise, &targets);
        let condition = self.graph[node].args[0];

        let declared: Vec<Variable> = (0..count)
            .filter_map(|k| self.declares(node, *results.get(&k)?))
            .collect();
        if !declared.is_empty() {
            let patterns = declared.iter().map(|&variable| {
                let (mutability, name) = (self.mutability(variable), self.name(variable));
                quote!(#mutability #name)
            });
            let pattern = tuple(patterns.collect());
            let condition = self.value(condition).tokens;
            let (then_value, otherwise_value) = (tuple(then_values), tuple(otherwise_values));
            return quote!(let #pattern = if #condition { #then #then_value } else { #otherwise #otherwise_value };);
        }
        match (then.is_empty(), otherwise.is_empty()) {
            (true, true) => quote!(),
            (false, true) => {
                let condition = self.value(condition).tokens;
                quote!(if #condition { #then })
            }
            (true, false) => {
                let condition = self.negated(condition);
                quote!(if #condition { #otherwise })
            }
            (false, false) => {
                let condition = self.value(condition).tokens;
                quote!(if #condition { #then } else { #otherwise })
            }
        }
    }

    fn side(&self, side: RegionId, targets: &[Option<Target>]) -> (TokenStream, Vec<TokenStream>) {
        let mut statements = self.statements(side);
        let results = self.graph[side].results.iter();
        let moves: Vec<_> = targets
            .iter()
            .zip(results)
            .filter_map(|(target, &r)| Some(((*target)?, r)))
            .collect();
        let (end, values) = self.together(&moves, self.schedule.end(side));
        statements.extend(end);
        (statements, values)
    }

    /// `!c`, or the opposite comparison where that is the same for every float.
    pub(super) fn negated(&self, condition: NodeId) -> TokenStream {
        let n = &self.graph[condition];
        if self.schedule.is_inlined(condition) {
            match n.op {
                Op::Compare(Comparison::Eq | Comparison::Ne) if !self.is_loose(n.args[0]) => {
                    let operator = if n.op == Op::Compare(Comparison::Eq) {
                        quote!(!=)
                    } else {
                        quote!(==)
                    };
                    if let Some(same) = self.same_bits(condition, operator.clone()) {
                        return same.tokens;
                    }
                    let (left, right) = (self.value(n.args[0]), self.operand(n.args[1]));
                    return Code::binary(super::code::Precedence::Compare, left, operator, right).tokens;
                }
                Op::Test(FloatTest::IsNonzero) if !self.is_generic(n.args[0]) => {
                    return self.compared_with_zero(n.args[0], quote!(==)).tokens;
                }
                Op::Not => return self.value(n.args[0]).tokens,
                _ => {}
            }
        }
        let condition = self.value(condition).at_least(super::code::Precedence::Unary);
        quote!(!#condition)
    }

    pub(super) fn for_loop(&self, node: NodeId, f: &For) -> TokenStream {
        let carried = Carried::of(self.graph, node).expect("a loop");
        let start = self.start(node, &carried);
        let [from, to, step] = [0, 1, 2].map(|k| self.graph[node].args[k]);
        let from_code = match (self.graph.constant(from), self.graph.constant(to)) {
            (Some(from), Some(_)) => literal(*from, Suffix::Shown),
            _ => self.operand(from),
        };
        let to_code = self.operand(to);
        let (range, whole) = if f.inclusive && self.is_framed(f) {
            let (runtime, from, to) = (self.runtime, from_code.tokens, to_code.tokens);
            let range = quote!(#runtime::bounds::up_to(#from, #to));
            (range.clone(), range)
        } else {
            let dots = if f.inclusive { quote!(..=) } else { quote!(..) };
            // Both bounds bind more tightly than the dots.
            let from = from_code.at_least(super::code::Precedence::Compare);
            let to = to_code.at_least(super::code::Precedence::Compare);
            (quote!(#from #dots #to), quote!((#from #dots #to)))
        };
        let stepped = self.graph.constant(step).and_then(|step| step.as_int()) != Some(1);
        let ascending = match stepped {
            true => {
                let step = self.operand(step).tokens;
                quote!(#whole.step_by(#step))
            }
            false => range,
        };
        let descending = match stepped {
            true => quote!(#ascending.rev()),
            false => quote!(#whole.rev()),
        };
        let (range, opposite) = match f.descending {
            true => (descending, ascending),
            false => (ascending, descending),
        };
        let index = self.graph[f.body].params[0];
        let pattern = match (self.schedule.reads(index).is_empty(), self.storage.variable(index)) {
            (false, Some(index)) => {
                let index = self.name(index);
                quote!(#index)
            }
            _ => quote!(_),
        };
        let (range, pattern) = match self.over_frames(f, &range, &opposite) {
            Some((range, frame)) => (range, quote!((#pattern, #frame))),
            None => (range, pattern),
        };
        let body = self.loop_body(node, &carried, f.exits);
        quote!(#start for #pattern in #range { #body })
    }

    pub(super) fn while_loop(&self, node: NodeId, condition: RegionId, _body: RegionId, exits: bool) -> TokenStream {
        let carried = Carried::of(self.graph, node).expect("a loop");
        let start = self.start(node, &carried);
        let before = self.statements(condition);
        let result = self.graph[condition].results[0];
        let body = self.loop_body(node, &carried, exits);
        if !before.is_empty() {
            let leave = self.negated(result);
            return quote!(#start loop { #before if #leave { break; } #body });
        }
        if self.graph.constant(result).and_then(|value| value.as_bool()) == Some(true) {
            return quote!(#start loop { #body });
        }
        let condition = self.value(result).tokens;
        quote!(#start while #condition { #body })
    }

    /// The carried values and the count before the first iteration.
    fn start(&self, node: NodeId, carried: &Carried) -> TokenStream {
        let moves: Vec<_> = carried
            .params
            .iter()
            .zip(&carried.initial)
            .filter_map(|(&param, &initial)| {
                let variable = self.storage.variable(param)?;
                let target = match self.declares(node, param) {
                    Some(_) => Target::Declare(variable),
                    None => Target::Assign(variable),
                };
                Some((target, initial))
            })
            .collect();
        let (mut statements, _) = self.together(&moves, self.schedule.at(self.graph, node));
        if let Some(count) = self.count(node, carried) {
            let count = self.name(count);
            statements.extend(quote!(let mut #count = 0_usize;));
        }
        statements
    }

    /// The variable that counts the iterations, if something reads it.
    fn count(&self, node: NodeId, carried: &Carried) -> Option<Variable> {
        let results = self.results(node);
        self.storage.variable(*results.get(&carried.params.len())?)
    }

    fn loop_body(&self, node: NodeId, carried: &Carried, exits: bool) -> TokenStream {
        let mut statements = TokenStream::new();
        if let Some(count) = self.count(node, carried) {
            let count = self.name(count);
            statements.extend(quote!(#count += 1;));
        }
        statements.extend(self.statements(carried.body));
        let mut moves = vec![];
        let go_on = exits.then(|| self.graph[carried.body].results[0]);
        moves.extend(go_on.map(|go_on| (Target::Value, go_on)));
        for (&param, &next) in carried.params.iter().zip(&carried.next) {
            if let Some(variable) = self.storage.variable(param) {
                moves.push((Target::Assign(variable), next));
            }
        }
        let (end, values) = self.together(&moves, self.schedule.end(carried.body));
        statements.extend(end);
        if let (Some(value), Some(go_on)) = (values.first(), go_on) {
            // The value may have been taken before the assignments, under another name.
            let plain = self.value(go_on).tokens;
            let leave = if plain.to_string() == value.to_string() {
                self.negated(go_on)
            } else {
                quote!(!#value)
            };
            statements.extend(quote!(if #leave { break; }));
        }
        statements
    }
}

/// `()`, `a` or `(a, b)`.
pub(super) fn tuple(items: Vec<TokenStream>) -> TokenStream {
    match items.as_slice() {
        [one] => quote!(#one),
        items => quote!((#(#items),*)),
    }
}
