//! Calls by convention: what stands among the arguments and the results of each half.

use proc_macro2::{TokenStream, TokenTree};

use super::{Graph, NodeId, Op, RegionId, Shape, Step, Steps, TokensId, Ty};

/// How the halves of a callee are found.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CallKind {
    /// `path::f`: in the struct of that name.
    Function,
    /// `Type::f`: beside it in the type.
    Associated,
    /// `x.f(…)`, with the receiver as first argument: as those of `Associated`, by method call.
    Method,
    /// `x + y` on types of the user: in the implementation of a rule.
    Operator,
    /// `f(…)`, of a parameter that is a function: in the implementation of a trait. The tokens are the name and, in parentheses,
    /// the types of the arguments.
    Given,
    /// A function of the library, by its path there: in the struct of that name.
    Library,
    /// `f::grad(…)`: a derivative of `f`, which takes the arguments of `f`, so many, and then its own. The tokens are the path of
    /// `f`.
    Derivative(Derivative, u32),
}

/// A derivative that other functions can call and be differentiated through.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Derivative {
    Grad,
    ValueAndGrad,
    Jvp,
    Vjp,
    Hvp,
}

impl Derivative {
    pub const ALL: [Derivative; 5] = [
        Derivative::Grad,
        Derivative::ValueAndGrad,
        Derivative::Jvp,
        Derivative::Vjp,
        Derivative::Hvp,
    ];

    /// Whether a function of this path is one of a type.
    pub fn is_of_type(function: &TokenStream) -> bool {
        let names = function.clone().into_iter().filter_map(|token| match token {
            TokenTree::Ident(name) => Some(name.to_string()),
            _ => None,
        });
        let names: Vec<String> = names.collect();
        let owner = names.len().checked_sub(2).map(|at| &names[at]);
        owner.is_some_and(|owner| owner.starts_with(char::is_uppercase))
    }

    /// Whether this may be what stands beside a function of a type: `f_grad`.
    pub fn is_beside(name: &str) -> bool {
        let function = |derivative: &Derivative| name.strip_suffix(derivative.name())?.strip_suffix('_');
        Self::ALL.iter().any(|derivative| function(derivative).is_some())
    }

    /// The name of the function that gives it.
    pub fn name(self) -> &'static str {
        match self {
            Derivative::Grad => "grad",
            Derivative::ValueAndGrad => "value_and_grad",
            Derivative::Jvp => "jvp",
            Derivative::Vjp => "vjp",
            Derivative::Hvp => "hvp",
        }
    }
}

/// Which half of the callee runs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Half {
    /// The user's own function.
    Plain,
    /// As plain, and leaves on the tape what the reverse half needs.
    Forward,
    /// Arguments: those of the call that are [given](Call::is_given), the ends of parts, then one cotangent for each leaf of the result that holds floats,
    /// then for each argument in place that holds floats the adjoint of what the call left there, then for each entry of `active`
    /// that is an array, the array to accumulate into. Yields, for each entry of `active`, the
    /// contribution (scalar) or the new version (array), then for each argument in place that holds floats the adjoint
    /// of what was there before the call.
    Reverse,
    /// Both at once, where the cotangent is known before the value, which is one float; nothing is in place. As the reverse half, and yields
    /// the value behind the rest. The tape is left as it was.
    Joint,
}

impl Half {
    /// Whether it gives adjoints.
    pub fn is_reverse(self) -> bool {
        matches!(self, Half::Reverse | Half::Joint)
    }
}

/// A call by convention: `callee(args…)`. Behind the arguments stand the indices and ends of the parts that are lent of them. Its results are the leaves of the value, then what the call leaves in the
/// arguments in place; the type is their tuple.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Call {
    /// The path of the callee as the user wrote it; the name of a method or of an operation.
    pub callee: TokensId,
    pub kind: CallKind,
    pub half: Half,
    /// How the leaves stand in the callee's value.
    pub shape: Shape,
    /// How many arguments the call has.
    pub arity: u32,
    /// The arguments that are passed as `&mut`, from left to right.
    pub in_place: Vec<InPlace>,
    /// The arguments that are closures, each with how many of the next arguments it captures.
    pub closures: Vec<(u32, u32)>,
    /// For the reverse half: the positions of the arguments that receive an adjoint; none of those in place.
    pub active: Vec<u32>,
}

/// An argument that the callee may write to.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct InPlace {
    pub position: u32,
    /// Whether it holds floats, so that it has an adjoint.
    pub differentiable: bool,
    /// Whether the reverse half is given what was there before. A `&mut` that is passed on by its name may be taken as
    /// `&`, which only the callee knows, and whose reverse half then asks for the value.
    pub given: bool,
    /// If the callee gets a part `x.y[i][from..to]` of the argument, the steps to the array that it is a part of. Its indices
    /// and ends stand behind the arguments.
    pub part: Option<Steps>,
}

impl InPlace {
    /// How many indices and ends of the part there are.
    fn ends(&self) -> usize {
        let is_index = |step: &&Step| matches!(step, Step::Index(()));
        self.part
            .as_ref()
            .map_or(0, |steps| steps.iter().filter(is_index).count() + 2)
    }
}

impl Call {
    /// How the argument at this position is passed, if in place.
    pub fn in_place(&self, position: u32) -> Option<&InPlace> {
        self.in_place.iter().find(|place| place.position == position)
    }

    /// Whether the argument at this position is one that a closure captures.
    pub fn is_captured(&self, position: u32) -> bool {
        let mut closures = self.closures.iter();
        closures.any(|&(closure, captured)| closure < position && position <= closure + captured)
    }

    /// Whether the reverse half takes the value of the argument.
    pub fn is_given(&self, position: u32) -> bool {
        self.in_place(position).is_none_or(|place| place.given)
    }

    /// How many values the reverse half is given.
    pub fn given(&self) -> usize {
        (0..self.arity).filter(|&position| self.is_given(position)).count()
    }

    /// How many indices and ends of parts stand behind the arguments.
    pub fn ends(&self) -> usize {
        self.in_place.iter().map(InPlace::ends).sum()
    }

    /// The part that is lent of the argument at this position: the steps to its array, and of `ends` its own.
    pub fn part<'e>(&self, position: u32, ends: &'e [NodeId]) -> Option<(&Steps, &'e [NodeId])> {
        let mut first = 0;
        for place in &self.in_place {
            if place.position == position {
                return Some((place.part.as_ref()?, &ends[first..first + place.ends()]));
            }
            first += place.ends();
        }
        None
    }

    /// The position of the argument in place whose version, or whose adjoint, this result is.
    pub fn position_in_place(&self, result: usize) -> Option<u32> {
        let first = match self.half {
            Half::Reverse | Half::Joint => self.active.len(),
            Half::Plain | Half::Forward => self.shape.leaves(),
        };
        let has_result = |place: &&InPlace| place.differentiable || !self.half.is_reverse();
        let place = self
            .in_place
            .iter()
            .filter(has_result)
            .nth(result.checked_sub(first)?)?;
        Some(place.position)
    }

    /// The type of a forward call, whose results have this one, where what is left in a place has the type of the argument.
    pub fn with_places(&self, ty: &Ty, argument: impl Fn(usize) -> Ty) -> Ty {
        let Ty::Tuple(types) = ty else { return ty.clone() };
        let mut types = types.clone();
        for (place, ty) in self.in_place.iter().zip(&mut types[self.shape.leaves()..]) {
            *ty = argument(place.position as usize);
        }
        Ty::Tuple(types)
    }

    /// How many adjoints of arguments in place go through the reverse half.
    pub fn adjoints_in_place(&self) -> usize {
        self.in_place.iter().filter(|place| place.differentiable).count()
    }
}

/// The arguments of a reverse half, by kind.
pub struct ReverseArguments<'g> {
    pub given: &'g [NodeId],
    /// The indices and ends of the parts that are lent.
    pub ends: &'g [NodeId],
    pub cotangents: &'g [NodeId],
    /// The adjoints of arguments in place.
    pub in_place: &'g [NodeId],
    /// The arrays to accumulate into.
    pub buffers: &'g [NodeId],
}

impl Graph {
    /// The arguments of the call of a reverse half.
    pub fn reverse_arguments(&self, node: NodeId) -> ReverseArguments<'_> {
        let (Op::Call(call), Ty::Tuple(results)) = (&self[node].op, self.ty(node)) else {
            unreachable!("no call");
        };
        let contributions = &results[..call.active.len()];
        let arrays = contributions.iter().filter(|ty| ty.is_whole()).count();
        let (given, rest) = self[node].args.split_at(call.given());
        let (ends, rest) = rest.split_at(call.ends());
        let (rest, buffers) = rest.split_at(rest.len() - arrays);
        let (cotangents, in_place) = rest.split_at(rest.len() - call.adjoints_in_place());
        ReverseArguments {
            given,
            ends,
            cotangents,
            in_place,
            buffers,
        }
    }

    /// The parameters of the root or the pullback that are places of the caller, each with the result that is its final
    /// version.
    pub fn places(&self, body: RegionId) -> Vec<(NodeId, Option<usize>)> {
        if body != self.root {
            return self.adjoints_in_place.clone();
        }
        let first = self[body].results.len() - self.in_place.len();
        let places = self.in_place.iter().enumerate();
        places.map(|(k, &place)| (place, Some(first + k))).collect()
    }

    /// The values that a call overwrites, each with the position of its new version among the results: arguments in
    /// place, and what a reverse half adds to.
    pub fn overwritten(&self, node: NodeId) -> Vec<(usize, NodeId)> {
        let (Op::Call(call), Ty::Tuple(results)) = (&self[node].op, self.ty(node)) else {
            return vec![];
        };
        if !call.half.is_reverse() {
            let first = call.shape.leaves();
            let places = call.in_place.iter().enumerate();
            return places
                .map(|(k, place)| (first + k, self[node].args[place.position as usize]))
                .collect();
        }
        let ReverseArguments { in_place, buffers, .. } = self.reverse_arguments(node);
        let arrays = (0..call.active.len()).filter(|&k| results[k].is_whole());
        let added = arrays.zip(buffers.iter().copied());
        added
            .chain((call.active.len()..).zip(in_place.iter().copied()))
            .collect()
    }
}

impl Shape {
    pub const UNIT: Shape = Shape::Tuple(Vec::new());
}
