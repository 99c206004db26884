//! Finds a type for each expression and each variable, by unification from the signature, annotations and use.
//!
//! rustc checks the user's own function, so this only has to find the types of functions that are right; where
//! something does not fit, one error says so. What other functions and constants are is unknown here: the result of a
//! call is the function's float type unless something else asks for another, a constant is what its use asks for.
//!
//! 1. [`walk`] goes through the function in order and unifies.
//! 2. [`pending`] what depends on a type that was not known at that place is done when it is.
//! 3. [`settle`] decides what is still open, as rustc does for literals, and reports what cannot be decided.
//! 4. [`check`] makes sure that every operation exists for the types found: behind it, nothing can fail.

mod call;
mod check;
mod derivative;
mod domain;
mod fields;
mod instance;
mod method;
mod operator;
pub mod origin;
mod pending;
mod settle;
mod show;
mod term;
#[cfg(test)]
mod tests;
mod total;
mod user;
mod walk;

use crate::ast::{Expr, ExprId, Function, Length, LocalId, LoopId, Nested, Place, Type};
use crate::diagnostics::{messages, Collector, Message};
use crate::ir::{CallKind, Float};
use origin::{Origin, Origins};
use pending::Pending;
use proc_macro2::{Span, TokenStream};

use crate::tables::{HashMap, HashSet};
pub use check::counted;
use show::show;
use std::collections::BTreeSet;
use term::{Table, Term};
pub use user::{index_key, operation, update, ARRAY};

/// The types of a function, without [`Type::Infer`] anywhere.
pub struct Types {
    expressions: Vec<Type>,
    locals: Vec<Type>,
    origins: Origins,
    /// What is done with the places that methods of types of the user are called on, and that a name passes on.
    receivers: HashMap<ExprId, Receiver>,
    /// The places that are lent, not assigned to.
    lent: HashSet<ExprId>,
    /// How many arguments of the derivative of a function that is not seen are those of the function.
    own_arguments: HashMap<ExprId, u32>,
}

/// What a method does with the place that it is called on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Receiver {
    /// It reads it.
    Read,
    /// It takes `&mut self`.
    Written,
    /// It may take `&mut self`: it is not seen, and gives no value.
    Open,
}

impl Types {
    pub fn of(&self, e: &Expr) -> &Type {
        &self.expressions[e.id.0 as usize]
    }

    pub fn local(&self, local: LocalId) -> &Type {
        &self.locals[local.0 as usize]
    }

    /// What is done with the place that a method is called on; none for other places, which are written.
    pub fn receiver(&self, place: &Place) -> Option<Receiver> {
        self.receivers.get(&place.read.id).copied()
    }

    /// Whether a place that stands where places are written is written.
    pub fn is_written(&self, place: &Place) -> bool {
        self.receiver(place) != Some(Receiver::Read)
    }

    /// Gives what a closure captures its types. Of vectors it gets a slice.
    pub fn complete(&self, nested: &mut Nested) {
        for (name, value) in &nested.captured {
            let ty = match &self.expressions[value.0 as usize] {
                Type::Vec(element) | Type::Array(element, Length::Const(_)) => show(&Type::Slice(element.clone())),
                ty @ Type::Array(..) => format!("&{}", show(ty)),
                ty => show(ty),
            };
            let ty: syn::Type = syn::parse_str(&ty).expect("a type of numbers is shown as Rust writes it");
            nested.item.sig.inputs.push(syn::parse_quote!(#name: #ty));
        }
    }

    /// How the halves of a callee are found, with what its types say of that.
    pub fn call_kind(&self, e: &Expr, kind: CallKind) -> CallKind {
        match (kind, self.own_arguments.get(&e.id)) {
            (CallKind::Derivative(derivative, _), Some(&own)) => CallKind::Derivative(derivative, own),
            (kind, _) => kind,
        }
    }

    /// What a variable refers to, or its parts do.
    pub fn origin(&self, local: LocalId) -> &Origin {
        self.origins.get(&local).unwrap_or(&Origin::Value)
    }
}

/// The types of `function`; `None` if there are errors.
pub fn infer(function: &Function, errors: &mut Collector) -> Option<Types> {
    let mut inference = Inference::new(function);
    inference.function();
    inference.settle(errors)?;
    let mut types = inference.types();
    if !check::check(function, &types, errors) {
        return None;
    }
    types.origins = origin::origins(function, &types, errors)?;
    Some(types)
}

/// What does not fit at a place.
struct Mismatch {
    span: Span,
    message: &'static Message,
    /// The expected type, or the operation that is not there.
    expected: Result<Term, String>,
    found: Term,
}

/// A call of another function, whose result nothing here can see.
struct OpenCall {
    result: Term,
    arguments: Vec<Term>,
    /// Whether the other function is one of a type of the user.
    associated: bool,
    /// A call that gives a value of the same type, and is never made.
    like: Option<TokenStream>,
}

struct Inference<'a> {
    function: &'a Function,
    table: Table,
    /// By expression.
    expressions: Vec<Term>,
    /// By local.
    locals: Vec<Term>,
    result: Term,
    /// The values of the `loop`s around.
    loops: HashMap<LoopId, Term>,
    pending: Vec<Pending>,
    calls: Vec<OpenCall>,
    gradients: Vec<derivative::OpenGradient>,
    own_arguments: HashMap<ExprId, u32>,
    receivers: HashMap<ExprId, Receiver>,
    lent: HashSet<ExprId>,
    /// The methods that are not seen, by the places that they are called on: what each gives.
    unseen: Vec<(ExprId, Term)>,
    /// What nobody looks at.
    unused: Vec<Term>,
    /// The type of each field that the function uses, by the name of its struct and its own.
    fields: HashMap<(String, String), Term>,
    /// Methods that are none.
    refused: Vec<(Span, &'static Message, String)>,
    /// Expressions that have an unknown type, and are never evaluated.
    likes: Vec<(Term, TokenStream)>,
    /// Casts: what of, to what, and where.
    casts: Vec<(Term, Term, Span)>,
    /// The float type that the function computes with.
    scalar: Float,
    /// The type of literals and constants, of which nothing else is known: these are of no type parameter.
    literal: Float,
    /// What does not fit: where, the expected and the found.
    mismatch: Option<Mismatch>,
    /// Whether something was taken for what it need not be.
    guessed: bool,
    /// Whether there are operators both of whose sides were taken for numbers, as nothing is known of either.
    open_operators: bool,
}

impl<'a> Inference<'a> {
    fn new(function: &'a Function) -> Inference<'a> {
        let owner = &function.surroundings.owner;
        let mut table = Table::default();
        table.own = owner.as_ref().and_then(|owner| owner.name.clone());
        table.own_written = owner.as_ref().map(|owner| owner.written.clone());
        let result = table.term(&function.result);
        let expressions = (0..function.expressions).map(|_| Term::UNIT).collect();
        let mut assigned = BTreeSet::new();
        function.body.each_child(&mut |e| e.assigned(&mut assigned));
        let locals = function.locals.iter().zip(0..).map(|(local, id)| {
            let unknown = table.any();
            if let Some(facts) = table.facts(&unknown) {
                facts.mutable = local.mutable && assigned.contains(&LocalId(id));
            }
            unknown
        });
        let locals = locals.collect();
        let scalar = function
            .parameters
            .iter()
            .find_map(|parameter| first_float(&parameter.ty))
            .unwrap_or(Float::F64);
        Inference {
            function,
            table,
            expressions,
            locals,
            result,
            loops: HashMap::default(),
            pending: vec![],
            calls: vec![],
            gradients: vec![],
            own_arguments: HashMap::default(),
            receivers: HashMap::default(),
            lent: HashSet::default(),
            unseen: vec![],
            unused: vec![],
            refused: vec![],
            fields: HashMap::default(),
            likes: vec![],
            casts: vec![],
            scalar,
            literal: if scalar.is_param() { Float::F64 } else { scalar },
            mismatch: None,
            guessed: false,
            open_operators: false,
        }
    }

    fn types(&self) -> Types {
        let resolve = |terms: &[Term]| terms.iter().map(|term| self.table.resolve(term)).collect();
        let mut receivers = self.receivers.clone();
        let gives_nothing = |term: &Term| matches!(self.table.resolve(term), Type::Tuple(parts) if parts.is_empty());
        let open = self.unseen.iter().filter(|(_, given)| gives_nothing(given));
        receivers.extend(open.map(|&(place, _)| (place, Receiver::Open)));
        Types {
            expressions: resolve(&self.expressions),
            locals: resolve(&self.locals),
            origins: Origins::default(),
            receivers,
            lent: self.lent.clone(),
            own_arguments: self.own_arguments.clone(),
        }
    }

    /// Makes `found`, which stands at `span`, what is expected.
    fn unify(&mut self, expected: &Term, found: &Term, span: Span) {
        if !self.table.unify(expected, found) {
            self.mismatched(expected, found, span);
        }
    }

    fn coerce(&mut self, expected: &Term, found: &Term, span: Span) {
        if !self.table.coerce(expected, found) {
            self.mismatched(expected, found, span);
        }
    }

    /// The first mismatch tells the most; what follows from it, nothing.
    fn mismatched(&mut self, expected: &Term, found: &Term, span: Span) {
        let (expected, found) = (Ok(expected.clone()), found.clone());
        self.mismatch.get_or_insert(Mismatch {
            span,
            message: &messages::MISMATCH,
            expected,
            found,
        });
    }

    /// As `mismatched`, for an operation that this type does not have.
    fn unsuited(&mut self, message: &'static Message, operation: String, found: &Term, span: Span) {
        let (expected, found) = (Err(operation), found.clone());
        self.mismatch.get_or_insert(Mismatch {
            span,
            message,
            expected,
            found,
        });
    }

    fn report_mismatch(&self, errors: &mut Collector) -> bool {
        for (span, message, name) in &self.refused {
            errors.refuse_at(*span, message, &[name]);
        }
        if !self.refused.is_empty() {
            return true;
        }
        if let Some(Mismatch {
            span,
            message,
            expected,
            found,
        }) = &self.mismatch
        {
            let shown = |term: &Term| show(&self.table.resolve(term));
            let expected = expected.as_ref().map_or_else(String::clone, shown);
            errors.refuse_at(*span, message, &[&expected, &shown(found)]);
        }
        self.mismatch.is_some()
    }
}

/// The first float type in a type.
pub fn first_float(ty: &Type) -> Option<Float> {
    match ty {
        Type::Float(float) => Some(*float),
        Type::Array(inner, _) | Type::Slice(inner) | Type::Vec(inner) | Type::Option(inner) => first_float(inner),
        Type::Tuple(all) => all.iter().find_map(first_float),
        Type::Int(_) | Type::Bool | Type::Ordering | Type::Struct(_) | Type::Infer => None,
    }
}
