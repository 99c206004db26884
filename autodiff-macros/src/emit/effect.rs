//! What runs in order: array writes, the tape, calls, kept macros.

use super::assign::Target;
use super::body::{Body, Outputs};
use super::control::tuple;
use super::storage::{Origin, Variable};
use crate::ir::{Call, CallKind, Const, Half, Macro, NodeId, Op, Shape, Step, Steps, TokensId, Ty};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned, ToTokens};
use std::collections::HashMap;

impl Body<'_> {
    /// `a[i] = v;` or `a[i] += v;`, after a copy where the older version is still needed.
    pub(super) fn write(&self, node: NodeId) -> TokenStream {
        let n = &self.graph[node];
        let (array, value) = (n.args[0], n.args[n.args.len() - 1]);
        let variable = self.storage.variable(node).expect("an array version has a variable");
        let mut statements = TokenStream::new();
        if self.declares(node, node).is_some() {
            let at = self.schedule.at(self.graph, node);
            let (name, older) = (self.name(variable), self.owned(array, at));
            statements.extend(quote!(let mut #name = #older;));
        }
        statements.extend(match n.op {
            Op::Store(_) => self.store(node, variable, value),
            Op::Append(_) | Op::Truncate(..) | Op::Lengthen(..) => self.resize(node, variable, value),
            _ => self.accumulate(node, variable, value),
        });
        statements
    }

    fn store(&self, node: NodeId, variable: Variable, value: NodeId) -> TokenStream {
        let place = self.place(node, self.name(variable).to_token_stream());
        if matches!(self.graph.ty(node).scalar(), Ty::Tangent(_)) && self.is_zero(value) {
            // The field may be a constant, whose tangent is no float.
            let runtime = self.runtime;
            return quote!(#runtime::Tangent::set_zero(&mut #place););
        }
        let value = match self.graph.ty(value).is_owned() {
            true => self.owned(value, self.schedule.at(self.graph, node)),
            false => self.operand(value).tokens,
        };
        quote!(#place = #value;)
    }

    /// Whether this is the zero of `f64` or `f32`.
    fn is_zero(&self, value: NodeId) -> bool {
        let is_concrete = self.graph.ty(value).float().is_some_and(|float| !float.is_param());
        is_concrete && self.graph.constant(value).and_then(Const::as_float) == Some(0.0)
    }

    /// Makes a vector longer or shorter.
    fn resize(&self, node: NodeId, variable: Variable, argument: NodeId) -> TokenStream {
        let vector = self.place(node, self.name(variable).to_token_stream());
        // What the argument reads of the same variable, it reads before that is borrowed.
        let before = |value: TokenStream| match self.reads(argument).contains(&variable) {
            true => {
                let name = self.fresh("t");
                (quote!(let #name = #value;), name.to_token_stream())
            }
            false => (quote!(), value),
        };
        match &self.graph[node].op {
            Op::Append(_) => {
                let (before, value) = before(self.owned(argument, self.schedule.at(self.graph, node)));
                quote!(#before #vector.push(#value);)
            }
            Op::Lengthen(_, Ty::Vec(element)) if element.is_sized() => {
                let (before, len) = before(self.operand(argument).tokens);
                let zero = super::literal::zeros(self.graph, element, self.runtime);
                quote!(#before #vector.resize(#len, #zero);)
            }
            Op::Lengthen(..) => {
                let (runtime, like) = (self.runtime, self.borrowed(argument));
                quote!(#runtime::lengthen(&mut #vector, #like);)
            }
            _ => {
                let (before, len) = before(self.operand(argument).tokens);
                quote!(#before #vector.truncate(#len);)
            }
        }
    }

    fn accumulate(&self, node: NodeId, variable: Variable, value: NodeId) -> TokenStream {
        let (name, runtime) = (self.name(variable), self.runtime);
        let args = &self.graph[node].args;
        let indices: Vec<_> = args[1..args.len() - 1]
            .iter()
            .map(|&index| self.operand(index).tokens)
            .collect();
        let is_array = self.graph.ty(value).is_whole();
        let is_output = matches!(self.storage.place(variable).origin, Origin::Output(_));
        let is_sink = is_output && self.outputs == Outputs::Sinks && !self.graph.ty(node).has_struct();
        match (is_sink, is_array) {
            (true, false) => {
                let value = self.operand(value).tokens;
                quote!(#runtime::Adjoint::add_at(&mut *#name, &[#(#indices),*], #value);)
            }
            (true, true) => {
                let value = self.borrowed(value);
                quote!(#runtime::add_all_at(&mut *#name, &[#(#indices),*], #value);)
            }
            (false, false) if self.graph.ty(node).has_struct() && self.graph.steps(node).is_empty() => {
                // To the tangent of what rustc alone knows, which may be no float.
                let value = self.value(value).tokens;
                quote!(#runtime::AddAll::add_all(&mut #name, &(#value));)
            }
            (false, false) => {
                let value = self.operand(value).tokens;
                let place = self.place(node, quote!(#name));
                quote!(#place += #value;)
            }
            (false, true) => {
                let value = self.borrowed(value);
                let target = match self.references.contains(&variable) && self.graph.steps(node).is_empty() {
                    true => quote!(*#name),
                    false => self.place(node, quote!(#name)),
                };
                quote!(#runtime::AddAll::add_all(&mut #target, #value);)
            }
        }
    }

    /// Copies go onto the tape as one frame, and behind it, one by one, what owns memory.
    pub(super) fn push(&self, node: NodeId) -> TokenStream {
        let workspace = self.workspace;
        let args = self.graph[node].args.iter().copied();
        let (owned, copied): (Vec<NodeId>, Vec<NodeId>) = args.partition(|&arg| is_kept_alone(self.graph.ty(arg)));
        let mut statements = TokenStream::new();
        if !copied.is_empty() {
            let values: Vec<_> = copied.iter().map(|&value| self.value(value).tokens).collect();
            statements.extend(match self.frame_of(node) {
                Some(place) => quote!(*#place = [#(#values),*];),
                None => {
                    let frame = self.frame(&self.graph.types(&copied), values);
                    quote!(#workspace.push(#frame);)
                }
            });
        }
        for value in owned {
            statements.extend(match self.graph.ty(value) {
                Ty::Vec(_) | Ty::Slice(_) => {
                    let borrowed = self.borrowed(value);
                    quote!(#workspace.push_vec(#borrowed);)
                }
                _ => {
                    let value = self.receiver(value);
                    quote!(#workspace.push(#value.clone());)
                }
            });
        }
        statements
    }

    pub(super) fn pop(&self, node: NodeId) -> TokenStream {
        let workspace = self.workspace;
        let Ty::Tuple(types) = self.graph.ty(node) else {
            unreachable!("a frame is a tuple")
        };
        let results = self.results(node);
        let written = |ty: &Ty| match ty {
            Ty::Slice(element) => super::literal::ty(self.graph, &Ty::Vec(element.clone()), self.runtime),
            ty => super::literal::ty(self.graph, ty, self.runtime),
        };
        let (owned, copied): (Vec<usize>, Vec<usize>) = (0..types.len()).partition(|&k| is_kept_alone(&types[k]));
        let mut statements = TokenStream::new();
        for &k in owned.iter().rev() {
            let (name, ty) = (self.pattern(results.get(&k).copied()), written(&types[k]));
            statements.extend(match &types[k] {
                Ty::Struct(given) if self.graph.given.contains(given) => {
                    let like = &self.graph[*given];
                    quote!(let #name = #workspace.pop_like(|| #like);)
                }
                _ => quote!(let #name: #ty = #workspace.pop();),
            });
        }
        if !copied.is_empty() {
            let types: Vec<Ty> = copied.iter().map(|&k| types[k].clone()).collect();
            let names: Vec<_> = copied.iter().map(|k| self.pattern(results.get(k).copied())).collect();
            statements.extend(match self.frame_of(node) {
                Some(place) => {
                    let (ty, count) = (written(&types[0]), types.len());
                    quote!(let [#(#names),*]: [#ty; #count] = *#place;)
                }
                None => {
                    let pattern = self.frame(&types, names);
                    let frame = match uniform(&types) {
                        true => {
                            let (ty, count) = (written(&types[0]), types.len());
                            quote!([#ty; #count])
                        }
                        false => tuple_of(types.iter().map(written).collect()),
                    };
                    quote!(let #pattern: #frame = #workspace.pop();)
                }
            });
        }
        statements
    }

    /// Values of one type travel as an array, which moves as a block.
    fn frame(&self, types: &[Ty], items: Vec<TokenStream>) -> TokenStream {
        match uniform(types) {
            true => quote!([#(#items),*]),
            false => tuple_of(items),
        }
    }

    /// The name that a result is bound to.
    pub(super) fn pattern(&self, result: Option<NodeId>) -> TokenStream {
        match result.and_then(|result| self.storage.variable(result)) {
            Some(variable) => {
                let (mutability, name) = (self.mutability(variable), self.name(variable));
                quote!(#mutability #name)
            }
            None => quote!(_),
        }
    }

    pub(super) fn kept_macro(&self, node: NodeId, kept: &Macro) -> TokenStream {
        let path = &self.graph[kept.path];
        let mut inside = self.graph[kept.pieces[0]].clone();
        let mut leaves = self.graph[node].args.iter();
        for (shape, &piece) in kept.shapes.iter().zip(&kept.pieces[1..]) {
            inside.extend(self.shaped(shape, &mut || {
                let leaf = *leaves.next().expect("a node for each leaf");
                match self.graph.ty(leaf).is_whole() {
                    true => self.borrowed(leaf),
                    false => self.value(leaf).tokens,
                }
            }));
            inside.extend(self.graph[piece].clone());
        }
        // The assertion fails where the user wrote it.
        quote_spanned!(self.graph[node].span=> #path(#inside);)
    }

    pub(super) fn call(&self, node: NodeId, call: &Call) -> TokenStream {
        match call.half {
            Half::Plain => self.forward_call(node, call, "value", false),
            Half::Forward => self.forward_call(node, call, "forward", true),
            Half::Reverse => self.reverse_call(node, call),
        }
    }

    fn forward_call(&self, node: NodeId, call: &Call, half: &str, tape: bool) -> TokenStream {
        let (arguments, ends) = self.graph[node].args.split_at(call.arity as usize);
        let (copies, places) = self.borrowed_places(node, ends);
        let arguments = arguments.iter().enumerate();
        let arguments = arguments.map(|(position, &argument)| {
            let place = call
                .in_place
                .iter()
                .position(|place| place.position as usize == position);
            match place {
                Some(place) => places[&(call.shape.leaves() + place)].clone(),
                None => self.argument(call, position == 0, argument),
            }
        });
        let workspace = tape.then_some(self.workspace).into_iter();
        let called = self.half(call, half, 0, arguments.collect(), quote!(#(#workspace)*));
        // There may be a value that nobody looks at.
        let called = match call.shape == Shape::UNIT {
            true => quote!(#called;),
            false => self.taken_apart(node, &call.shape, called),
        };
        quote!(#copies #called)
    }

    /// What a call overwrites, as exclusive borrows, by result; and the copies that have to be made first.
    fn borrowed_places(&self, node: NodeId, ends: &[NodeId]) -> (TokenStream, HashMap<usize, TokenStream>) {
        let Op::Call(call) = &self.graph[node].op else {
            unreachable!("no call")
        };
        let (mut before, mut copies) = (TokenStream::new(), TokenStream::new());
        let mut places = HashMap::new();
        for (k, older) in self.graph.overwritten(node) {
            let holder = self.graph.find_result(node, k).unwrap_or(node);
            let variable = self
                .storage
                .variable(holder)
                .expect("what is overwritten has a variable");
            if self.declares(node, holder).is_some() {
                let at = self.schedule.at(self.graph, node);
                let (copy, _) = self.together(&[(Target::Declare(variable), older)], at);
                copies.extend(copy);
            }
            let name = self.name(variable);
            let part = call.position_in_place(k).and_then(|position| call.part(position, ends));
            let place = match (part, self.storage.place(variable).origin) {
                (Some((steps, ends)), _) => {
                    // What the ends read of the array, they read before it is copied or borrowed.
                    let is_named = |end: NodeId| self.storage.variable(end).is_some() && !self.schedule.is_inlined(end);
                    let ends = ends
                        .iter()
                        .map(|&end| match is_named(end) || self.reads(end).is_empty() {
                            true => self.operand(end).tokens,
                            false => {
                                let (end, value) = (self.fresh("t"), self.value(end).tokens);
                                before.extend(quote!(let #end = #value;));
                                end.to_token_stream()
                            }
                        });
                    let part = self.part_behind(name.to_token_stream(), steps, ends.collect());
                    quote!(&mut #part)
                }
                (None, Origin::Output(_) | Origin::Place) => quote!(&mut *#name),
                (None, _) => quote!(&mut #name),
            };
            places.insert(k, place);
        }
        (quote!(#before #copies), places)
    }

    /// `whole.x[i][from..to]`
    fn part_behind(&self, whole: TokenStream, steps: &Steps, ends: Vec<TokenStream>) -> TokenStream {
        let mut ends = ends.into_iter();
        let mut next = || ends.next().expect("an index for each step, and two ends");
        let steps: Vec<TokenStream> = steps
            .iter()
            .map(|step| match step {
                Step::Index(()) => {
                    let index = next();
                    quote!([#index])
                }
                Step::Field(name) => {
                    let name = &self.graph[*name];
                    quote!(.#name)
                }
            })
            .collect();
        let (from, to) = (next(), next());
        quote!(#whole #(#steps)* [#from..#to])
    }

    fn reverse_call(&self, node: NodeId, call: &Call) -> TokenStream {
        // Who does not know of a value has no cotangent for it.
        let half = match call.shape == Shape::UNIT {
            // Called on a value, whether that is in place or not.
            true if call.kind == CallKind::Method => "reverse_places_of",
            true if call.kind == CallKind::Operator => "reverse",
            true => "reverse_places",
            false => "reverse",
        };
        let (runtime, workspace) = (self.runtime, self.workspace);
        let arguments = self.graph.reverse_arguments(node);
        let mut values = arguments.given.iter();
        let is_operator = call.kind == CallKind::Operator;
        let taken = (0..call.arity).filter(|&position| call.is_given(position) || !is_operator);
        let given = taken.map(|position| match call.is_given(position) {
            true => {
                let value = *values.next().expect("a value for each argument that is given");
                match call.part(position, arguments.ends) {
                    Some((steps, ends)) => {
                        let ends = ends.iter().map(|&end| self.operand(end).tokens).collect();
                        let part = self.part_behind(self.receiver(value), steps, ends);
                        quote!(&#part)
                    }
                    None => self.argument(call, position == 0, value),
                }
            }
            false => quote!(#runtime::Inactive),
        });
        let mut given: Vec<TokenStream> = given.collect();
        given.extend(
            arguments
                .cotangents
                .iter()
                .map(|&cotangent| self.argument(call, false, cotangent)),
        );
        let Ty::Tuple(types) = self.graph.ty(node) else {
            unreachable!("a call yields a tuple")
        };
        let (mut statements, places) = self.borrowed_places(node, arguments.ends);
        // Where the value of an argument stands among those that are given.
        let before = |position: u32| (0..position).filter(|&position| call.is_given(position)).count();
        // The place for the derivative of a struct has no type parameter; a value that is not asked for has one.
        let is_generic = |position: &u32| {
            let in_place = call.in_place(*position).is_some();
            in_place || !self.graph.ty(arguments.given[before(*position)]).has_struct()
        };
        let type_parameters = (0..call.arity).filter(is_generic).count();
        // A struct has a place of its own for each field: where the derivative is not needed, it is forgotten.
        let forgotten = |position: u32| {
            let given = call.is_given(position).then(|| arguments.given[before(position)]);
            match given.filter(|&argument| is_operator || self.graph.ty(argument).has_struct()) {
                Some(argument) => {
                    let like = self.passed_by_reference(argument);
                    quote!(&mut #runtime::Differentiable::zero_tangent(#like))
                }
                None => quote!(&mut #runtime::Inactive),
            }
        };
        let mut sinks: Vec<TokenStream> = (0..call.arity).map(forgotten).collect();
        let in_place = call.in_place.iter().filter(|place| place.differentiable);
        let positions = call.active.iter().copied().chain(in_place.map(|place| place.position));
        for (k, (position, ty)) in positions.zip(types).enumerate() {
            let sink = &mut sinks[position as usize];
            if let Some(place) = places.get(&k) {
                sink.clone_from(place);
                // Of a part of an array, the derivative is added to that part.
                let part = call.active.get(k).map(|_| self.graph[node].args[before(position)]);
                if let Some(part) = part.filter(|&part| matches!(self.graph[part].op, Op::Slice(_))) {
                    let holder = self.graph.find_result(node, k).unwrap_or(node);
                    let variable = self.storage.variable(holder).expect("an array adjoint has a variable");
                    *sink = self.part_of(part, quote!(&mut), self.name(variable).to_token_stream());
                }
            } else if let Some(variable) = self.graph.find_result(node, k).and_then(|r| self.storage.variable(r)) {
                let (name, zero) = (self.name(variable), super::literal::zeros(self.graph, ty, self.runtime));
                statements.extend(quote!(let mut #name = #zero;));
                *sink = quote!(&mut #name);
            }
        }
        if call.kind == CallKind::Given {
            let [cotangent] = arguments.cotangents else {
                unreachable!("the value of a function that is given is one leaf");
            };
            given.truncate(call.arity as usize);
            let cotangent = self.passed_by_reference(*cotangent);
            let more = quote!(#cotangent, (#(&mut #runtime::Behind(#sinks),)*), #workspace);
            let called = self.half(call, half, type_parameters, given, more);
            return quote!(#statements #called;);
        }
        if let (CallKind::Operator, Some(Ty::Tangent(place))) = (call.kind, types.get(call.active.len())) {
            let called = self.reverse_update(call, *place, &given, quote!(#(#sinks,)* #workspace));
            return quote!(#statements #called;);
        }
        let called = self.half(call, half, type_parameters, given, quote!(#(#sinks,)* #workspace));
        quote!(#statements #called;)
    }

    /// The reverse half of an operator that writes to a `place` of this type, which no argument says.
    fn reverse_update(&self, call: &Call, place: TokensId, given: &[TokenStream], more: TokenStream) -> TokenStream {
        let (runtime, operation, place_type) = (self.runtime, &self.graph[call.callee], &self.graph[place]);
        // At the operator, so that rustc speaks of that if there is no such rule.
        let at = operation
            .clone()
            .into_iter()
            .next()
            .map_or_else(Span::call_site, |token| token.span());
        let operation = quote!(#runtime::operations::#operation);
        let reverse = match self.graph.given.contains(&place) {
            true => return quote!(#runtime::reverse_update::<#operation, _, _>(|| #place_type, #(#given,)* #more)),
            false => quote!(<#place_type as #runtime::AssignRule<#operation, _>>::reverse),
        };
        let reverse: TokenStream = reverse.into_iter().map(|token| located(token, at)).collect();
        quote!(#reverse(#(#given,)* #more))
    }

    /// Arrays, slices and structs are passed by reference, scalars by value; operators take all by reference, methods
    /// what they are called on, `first`.
    fn argument(&self, call: &Call, first: bool, argument: NodeId) -> TokenStream {
        match self.graph.ty(argument) {
            _ if call.kind == CallKind::Operator || call.kind == CallKind::Method && first => {
                self.passed_by_reference(argument)
            }
            // What rustc alone knows goes as the callee takes it.
            Ty::Struct(name) if self.is_unknown(*name) => {
                let (runtime, value) = (self.runtime, self.borrowed(argument));
                quote!(#runtime::pass(#value))
            }
            ty if ty.is_whole() => self.borrowed(argument),
            _ => self.operand(argument).tokens,
        }
    }

    fn is_unknown(&self, name: TokensId) -> bool {
        self.graph.given.contains(&name) || self.graph[name].to_string() == "_"
    }

    fn passed_by_reference(&self, argument: NodeId) -> TokenStream {
        match self.graph.ty(argument).is_whole() {
            true => self.borrowed(argument),
            false => {
                let value = self.value(argument).tokens;
                quote!(&(#value))
            }
        }
    }

    /// The call of a half, in the place of the user's call: `path::callee::__half(…)`, `Type::__callee_half(…)`,
    /// `receiver.__callee_half(…)`, or that of a rule. `places` is how many derivatives have a type parameter.
    fn half(
        &self,
        call: &Call,
        half: &str,
        places: usize,
        arguments: Vec<TokenStream>,
        more: TokenStream,
    ) -> TokenStream {
        let callee = &self.graph[call.callee];
        // At the call, so that rustc speaks of that if the arguments are wrong.
        let last = callee.clone().into_iter().last();
        let at = last.as_ref().map_or_else(Span::call_site, TokenTree::span);
        let span = Span::call_site().located_at(at);
        match call.kind {
            CallKind::Function | CallKind::Associated => {
                let callee = super::item::half(callee, call.kind == CallKind::Associated, half, places);
                quote!(#callee(#(#arguments,)* #more))
            }
            CallKind::Library => {
                let runtime = self.runtime;
                let callee = super::item::half(&quote!(#runtime::#callee), false, half, places);
                quote!(#callee(#(#arguments,)* #more))
            }
            CallKind::Method => {
                let (receiver, arguments) = (&arguments[0], &arguments[1..]);
                let half = super::item::associated_half(&callee.to_string(), half, span);
                quote!((#receiver).#half(#(#arguments,)* #more))
            }
            CallKind::Given => self.given(callee, half, &arguments, more),
            CallKind::Operator => {
                let (runtime, half) = (self.runtime, Ident::new(half, span));
                let rule = match call.arity {
                    _ if !call.in_place.is_empty() => quote!(AssignRule<#runtime::operations::#callee, _>),
                    1 => quote!(UnaryRule<#runtime::operations::#callee>),
                    _ => quote!(BinaryRule<#runtime::operations::#callee, _>),
                };
                let rule = quote!(<_ as #runtime::#rule>::#half);
                let rule: TokenStream = rule.into_iter().map(|token| located(token, at)).collect();
                quote!(#rule(#(#arguments,)* #more))
            }
        }
    }

    /// The call of a function that is given.
    fn given(&self, callee: &TokenStream, half: &str, arguments: &[TokenStream], more: TokenStream) -> TokenStream {
        let mut tokens = callee.clone().into_iter();
        let (name, types) = (tokens.next(), tokens.next());
        let runtime = self.runtime;
        let half = Ident::new(half, Span::call_site());
        quote!(<_ as #runtime::DifferentiableFn<#types>>::#half(#name, (#(#arguments,)*), #more))
    }

    /// Leaves in the shape of a value or pattern.
    pub fn shaped(&self, shape: &Shape, leaf: &mut dyn FnMut() -> TokenStream) -> TokenStream {
        match shape {
            Shape::Leaf => leaf(),
            Shape::Tuple(items) => {
                let items = items.iter().map(|item| self.shaped(item, leaf));
                quote!((#(#items,)*))
            }
            Shape::Option(inner) => {
                let (some, value) = (leaf(), self.shaped(inner, leaf));
                match some.to_string().as_str() {
                    "true" => quote!(::core::option::Option::Some(#value)),
                    "false" => quote!(::core::option::Option::None),
                    _ => {
                        quote!(if #some { ::core::option::Option::Some(#value) } else { ::core::option::Option::None })
                    }
                }
            }
        }
    }
}

/// What owns memory, and slices, which become vectors.
fn is_kept_alone(ty: &Ty) -> bool {
    ty.is_owned() || matches!(ty, Ty::Slice(_))
}

fn uniform(types: &[Ty]) -> bool {
    types.len() > 1 && types.iter().all(|ty| *ty == types[0])
}

/// `(a,)`, `(a, b)`; a single value of a frame stands alone.
fn tuple_of(items: Vec<TokenStream>) -> TokenStream {
    match items.len() {
        1 => tuple(items),
        // The tape takes tuples of up to twelve: longer ones are nested.
        n if n > 12 => {
            let rest = tuple_of(items[11..].to_vec());
            let first = &items[..11];
            quote!((#(#first,)* #rest))
        }
        _ => quote!((#(#items),*)),
    }
}

/// The token as if it stood at the place of the user.
fn located(mut token: TokenTree, at: Span) -> TokenTree {
    token.set_span(token.span().located_at(at));
    token
}
