//! Calls of the halves of other functions.

use super::{assign::Target, body::Body, storage::Origin};
use crate::ir::{Call, CallKind, Half, Int, NodeId, Op, Shape, Step, Steps, TokensId, Ty};
use crate::tables::HashMap;
use crate::transform::lift::is_order;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{quote, ToTokens};

impl Body<'_> {
    pub(super) fn call(&self, node: NodeId, call: &Call) -> TokenStream {
        match (call.kind, call.half) {
            (CallKind::Derivative(derivative, own), Half::Reverse) => {
                return self.pull_derivative(node, call, derivative, own as usize)
            }
            (CallKind::Derivative(derivative, own), Half::Plain | Half::Forward) => {
                return self.derivative(node, call, derivative, own as usize)
            }
            _ => {}
        }
        if let Some(test) = self.test(node, call) {
            return test;
        }
        match call.half {
            Half::Forward if self.lifted && call.kind == CallKind::Given => {
                let (runtime, tape) = (self.runtime, self.workspace);
                self.forward_call(node, call, "forward", Some(quote!(#runtime::Tape::workspace(#tape))))
            }
            Half::Plain if is_order(call, self.graph) => self.forward_call(node, call, "value", None),
            Half::Plain if self.lifted && call.kind != CallKind::Given => {
                let runtime = self.runtime;
                self.forward_call(
                    node,
                    call,
                    "lifted_forward",
                    Some(quote!(&mut #runtime::Untaped::new())),
                )
            }
            Half::Forward if self.lifted => {
                self.forward_call(node, call, "lifted_forward", Some(self.workspace.to_token_stream()))
            }
            Half::Plain => self.forward_call(node, call, "value", None),
            Half::Forward => self.forward_call(node, call, "forward", Some(self.workspace.to_token_stream())),
            Half::Reverse | Half::Joint => self.reverse_call(node, call),
        }
    }

    fn forward_call(&self, node: NodeId, call: &Call, half: &str, tape: Option<TokenStream>) -> TokenStream {
        let (values, ends) = self.graph[node].args.split_at(call.arity as usize);
        let (copies, places) = self.borrowed_places(node, ends);
        let arguments = values.iter().enumerate();
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
        // The tape of a lifted half has a type of its own.
        let types = usize::from(self.lifted);
        let arguments = self.with_closures(call, |k| values[k as usize], arguments.collect(), None);
        let called = self.half(call, half, types, arguments, quote!(#tape));
        let asked = self.is_derived(call, values);
        // There may be a value that nobody looks at.
        let called = match call.shape == Shape::UNIT {
            true => quote!(#called;),
            false => self.taken_apart(node, &call.shape, called),
        };
        quote!(#copies #asked #called)
    }

    /// What a call overwrites, as exclusive borrows, by result; and the copies that have to be made first.
    fn borrowed_places(&self, node: NodeId, ends: &[NodeId]) -> (TokenStream, HashMap<usize, TokenStream>) {
        let Op::Call(call) = &self.graph[node].op else {
            unreachable!("no call")
        };
        let (mut before, mut copies) = (TokenStream::new(), TokenStream::new());
        let mut places = HashMap::default();
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
            true if self.lifted => "lifted_reverse_places",
            true => "reverse_places",
            false if self.lifted && call.kind != CallKind::Given => "lifted_reverse",
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
                    // For what is in place, the callee takes a value of any type.
                    None if call.in_place(position).is_some() && self.is_bare(value) => self.borrowed(value),
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
        let (statements, mut sinks) = self.sinks(node, call);
        let value = |position| arguments.given[before(call, position)];
        given = self.with_closures(call, value, given, Some(&mut sinks));
        // The place for the derivative of a struct has no type parameter; a value that is not asked for has one.
        let is_generic = |position: &u32| {
            let in_place = call.in_place(*position).is_some();
            !call.is_captured(*position)
                && (in_place || !self.graph.ty(arguments.given[before(call, *position)]).has_struct())
        };
        let type_parameters = (0..call.arity).filter(is_generic).count();
        if call.kind == CallKind::Given {
            let [cotangent] = arguments.cotangents else {
                unreachable!("the value of a function that is given is one leaf");
            };
            given.truncate(call.arity as usize);
            let cotangent = match self.graph.ty(*cotangent) {
                // That of a vector may be lent as a slice here.
                Ty::Vec(_) | Ty::Slice(_) => {
                    let value = self.borrowed(*cotangent);
                    quote!(&#value.to_vec())
                }
                _ => self.passed_by_reference(*cotangent),
            };
            let more = quote!(#cotangent, (#(&mut #runtime::Behind(#sinks),)*), #workspace);
            let called = self.half(call, half, type_parameters, given, more);
            return quote!(#statements #called;);
        }
        let Ty::Tuple(results) = self.graph.ty(node) else {
            unreachable!("a call yields a tuple")
        };
        if let (CallKind::Operator, Some(Ty::Tangent(place))) = (call.kind, results.get(call.active.len())) {
            let called = self.reverse_update(call, *place, &given, quote!(#(#sinks,)* #workspace));
            return quote!(#statements #called;);
        }
        if call.half == Half::Joint {
            let called = self.half(call, "joint", type_parameters, given, quote!(#(#sinks,)* #workspace));
            let value = self.graph.find_result(node, call.active.len());
            let bound = value.filter(|&value| self.storage.variable(value).is_some());
            let pattern = bound.map(|value| self.pattern(Some(value)));
            let bound = pattern.map(|pattern| quote!(let #pattern =));
            return quote!(#statements #bound #called;);
        }
        let called = self.half(call, half, type_parameters, given, quote!(#(#sinks,)* #workspace));
        quote!(#statements #called;)
    }

    /// The places for the derivatives of the arguments of a reverse half, and what has to stand before.
    pub(super) fn sinks(&self, node: NodeId, call: &Call) -> (TokenStream, Vec<TokenStream>) {
        let Ty::Tuple(types) = self.graph.ty(node) else {
            unreachable!("a call yields a tuple")
        };
        let arguments = self.graph.reverse_arguments(node);
        let runtime = self.runtime;
        let is_operator = call.kind == CallKind::Operator;
        let (mut statements, places) = self.borrowed_places(node, arguments.ends);
        // A struct has a place of its own for each field: where the derivative is not needed, it is forgotten.
        let forgotten = |position: u32| {
            let given = call.is_given(position).then(|| arguments.given[before(call, position)]);
            match given.filter(|&argument| is_operator || self.graph.ty(argument).has_struct()) {
                Some(argument) => {
                    let like = self.passed_by_reference(argument);
                    // A constant slice is a reference by itself.
                    let like = match self.graph.ty(argument) {
                        Ty::Slice(_) => quote!(&(#like)[..]),
                        _ => like,
                    };
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
                let part = call
                    .active
                    .get(k)
                    .map(|_| self.graph[node].args[before(call, position)]);
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
        (statements, sinks)
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
    pub(super) fn argument(&self, call: &Call, first: bool, argument: NodeId) -> TokenStream {
        match self.graph.ty(argument) {
            _ if call.kind == CallKind::Operator || call.kind == CallKind::Method && first => {
                self.passed_by_reference(argument)
            }
            // What rustc alone knows goes as the callee takes it, and so does what may be an enum: by value where the callee
            // only matches it.
            Ty::Struct(name) | Ty::Tangent(name) if self.is_unknown(*name) || self.is_bare(argument) => {
                let (runtime, value) = (self.runtime, self.borrowed(argument));
                quote!(#runtime::pass(#value))
            }
            Ty::Array(..) if self.lifted && self.is_of_constants(argument) => {
                self.constant_over(self.value(argument).tokens)
            }
            ty if ty.is_whole() => self.borrowed(argument),
            Ty::Int(Int::Inferred) => match &self.graph[argument].op {
                Op::Path(tokens) => self.constant(&self.graph[*tokens]),
                _ if self.lifted && self.is_of_constants(argument) => self.constant_over(self.value(argument).tokens),
                _ => self.operand(argument).tokens,
            },
            _ => self.operand(argument).tokens,
        }
    }

    /// Whether this is computed of constants, or made of some, of which rustc alone knows whether they are floats.
    fn is_of_constants(&self, node: NodeId) -> bool {
        let n = &self.graph[node];
        match &n.op {
            Op::Path(tokens) => is_constant(&self.graph[*tokens]),
            Op::Const(_) => false,
            _ if *n.ty.scalar() != Ty::Int(Int::Inferred) => false,
            Op::Negate | Op::Integer(_) | Op::Array | Op::Repeat => n.args.iter().any(|&arg| self.is_of_constants(arg)),
            _ => false,
        }
    }

    /// A constant as an argument. Rustc alone knows whether it is a float, which goes by value, or an array, which does not, and,
    /// where the user wrote `&`, whether the callee takes it behind one.
    fn constant(&self, tokens: &TokenStream) -> TokenStream {
        let runtime = self.runtime;
        let behind = behind_reference(tokens);
        let path = behind.as_ref().unwrap_or(tokens);
        if !is_constant(path) {
            return tokens.clone();
        }
        match (self.lifted, &behind) {
            (true, _) => self.constant_over(path.clone()),
            (false, Some(_)) => quote!(#runtime::pass(#tokens)),
            (false, None) => quote!({
                use #runtime::scalars::ByValue as _;
                #runtime::scalars::Constant(&#path).by_name()
            }),
        }
    }

    /// A constant over the scalar, if it is a float or made of floats.
    fn constant_over(&self, value: TokenStream) -> TokenStream {
        let (runtime, scalar) = (self.runtime, Ident::new(self.scalar(), Span::call_site()));
        quote!(#runtime::pass(&{
            use #runtime::scalars::Otherwise as _;
            #runtime::scalars::Constant(#value).over::<#scalar>()
        }))
    }

    /// Whether the type is a known name without arguments, as that of an enum is.
    fn is_bare(&self, value: NodeId) -> bool {
        match self.graph.ty(value) {
            Ty::Struct(name) => !self.is_unknown(*name) && self.graph[*name].clone().into_iter().count() == 1,
            _ => false,
        }
    }

    fn is_unknown(&self, name: TokensId) -> bool {
        self.graph.given.contains(&name) || self.graph[name].to_string() == "_"
    }

    pub(super) fn passed_by_reference(&self, argument: NodeId) -> TokenStream {
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
                // Over a scalar of its own, if the callee has no float among its generic arguments.
                let own = self.lifted && !super::item::names_float(callee, self.scalar());
                let associated = call.kind == CallKind::Associated;
                // One that is derived has no halves of its own.
                let is_default = associated
                    && callee
                        .clone()
                        .into_iter()
                        .last()
                        .is_some_and(|name| name.to_string() == "default");
                let callee = super::item::half(callee, associated, half, places + usize::from(own));
                let runtime = self.runtime;
                let callee = match is_default {
                    true => quote!(({ use #runtime::DefaultHalves as _; #callee })),
                    false => callee,
                };
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
            CallKind::Derivative(..) => unreachable!("a derivative has no halves"),
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
}

/// Where the value of an argument stands among those that a reverse half is given.
fn before(call: &Call, position: u32) -> usize {
    (0..position).filter(|&position| call.is_given(position)).count()
}

/// What stands behind the `&` of a constant that is lent.
fn behind_reference(tokens: &TokenStream) -> Option<TokenStream> {
    let mut tokens = tokens.clone().into_iter();
    let is_lent = matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '&');
    is_lent.then(|| tokens.collect())
}

/// Whether this is the path of a constant: no function that is passed on, and no variant.
fn is_constant(tokens: &TokenStream) -> bool {
    let mut last = None;
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(name) => last = Some(name.to_string()),
            TokenTree::Punct(punct) if punct.as_char() == ':' => {}
            _ => return false,
        }
    }
    last.is_some_and(|name| !name.contains(char::is_lowercase))
}

/// The token as if it stood at the place of the user.
fn located(mut token: TokenTree, at: Span) -> TokenTree {
    token.set_span(token.span().located_at(at));
    token
}
