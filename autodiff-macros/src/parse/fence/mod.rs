//! The accepted language: one entry for each construct of expressions.

mod adaptor;
mod advance;
mod altered;
mod borrow;
mod build;
mod call;
mod callable;
mod capture;
mod chain;
mod changed;
mod closure;
mod complete;
mod conditional;
mod consume;
mod control;
mod conversion;
mod derivative;
mod divide;
mod expected;
mod failure;
mod fallible;
mod found;
mod function;
mod halving;
mod item;
mod lazy;
mod literal;
mod logging;
mod macros;
mod matches;
mod matching;
mod message;
mod method;
mod nested;
mod num_traits;
mod number;
mod opaque;
mod operator;
mod option;
mod outcome;
mod path;
mod rearrange;
mod refilled;
mod rows;
mod search;
mod seen;
mod sort;
mod source;
mod statement;
mod structs;
mod variable;
pub mod variants;
mod vector;
mod view;
mod writing;

pub(super) use borrow::PARTS;
pub use closure::Closure;
pub use opaque::{is_opaque, is_taken_apart, Opaque};
pub use variable::Lazy;

use super::deep::Deep;
use super::scope::{plain, Meaning, Scopes};
use super::types::Names;
use super::Source;
use crate::ast::environment::{Known, Owner};
use crate::ast::*;
use crate::diagnostics::{messages, Collector};
use crate::diagnostics::{text, Message};
use crate::tables::{HashMap, HashSet};
use proc_macro2::{Ident, Span};
use quote::ToTokens;
use std::rc::Rc;
use syn::spanned::Spanned;

/// How deep expressions may nest: far beyond what people write, and well within the stack that rustc gives to macros.
const DEPTH: u32 = 1100;

/// The state of the walk through one function.
pub struct Fence<'a> {
    pub errors: &'a mut Collector,
    pub scopes: Scopes,
    /// What the user's names of types mean.
    pub types: Names,
    pub locals: Vec<Local>,
    /// As in [`Function::alike`].
    alike: Vec<(LocalId, LocalId)>,
    /// The parameters that are mutable references.
    pub references: HashSet<LocalId>,
    /// The opaque parameters.
    pub opaque: HashMap<LocalId, Opaque>,
    /// As in [`Function::bound`].
    bound: Vec<Ident>,
    /// Whether the closure that is read next is that of a `scan`, whose first parameter is a mutable reference.
    takes_state: bool,
    /// How many closures are around the current place.
    closures: u32,
    /// The innermost of them.
    closure_exit: Option<ClosureExit>,
    name: Ident,
    /// The float type of the parameters.
    pub scalar: Option<crate::ir::Float>,
    deep: &'a Deep,
    surroundings: &'a Surroundings,
    /// Whether the function is computed in its caller.
    in_caller: bool,
    /// Whether values of types of the user can be met here.
    may_have_users_types: bool,
    /// What is known of this function, where its body calls it.
    pub own: Option<Signature>,
    items: item::Items,
    /// The loops around the current place, innermost last.
    loops: Vec<OpenLoop>,
    /// What of the item is written that the next closure gets.
    shape: Option<writing::Shape>,
    next_loop: u32,
    next_expr: u32,
    depth: u32,
    too_deep: bool,
    /// Whether control leaves the function with the value of the expression that is read next.
    leaving: bool,
    /// The variables that hold options, as far as their declarations show.
    pub options: HashSet<LocalId>,
    /// Those that stand for the elements that an iterator has left.
    elements: HashSet<LocalId>,
    /// Those that hold integers.
    pub integers: HashSet<LocalId>,
    /// The types of variables, as far as their declarations show.
    seen: HashMap<LocalId, Type>,
    /// Those of the parameters of the closure that is read next.
    given: Vec<Type>,
    /// The parameters whose types were refused: calling one of them is no second error.
    pub refused: Vec<LocalId>,
    /// As in [`Function::referenced`].
    referenced: HashSet<ExprId>,
}

/// A loop whose body is being read, or a block with a label.
struct OpenLoop {
    id: LoopId,
    /// What `break` leaves: of a chain of iterators, all its loops.
    end: LoopId,
    label: Option<syn::Lifetime>,
    kind: LoopKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LoopKind {
    /// `for` and `while`.
    Bounded,
    /// `loop`, whose `break`s may have a value.
    Endless,
    /// A block, which only a label means.
    Block,
}

/// What `return` and `?` mean inside of a closure: they leave a block around its body.
#[derive(Clone, Copy)]
struct ClosureExit {
    id: LoopId,
    used: bool,
    /// Whether control leaves the function with the value of the closure.
    leaving: bool,
}

/// What stands around a closure while it is read.
struct AroundClosure {
    loops: Vec<OpenLoop>,
    exit: Option<ClosureExit>,
}

impl<'a> Fence<'a> {
    pub fn new(source: &'a Source, errors: &'a mut Collector) -> Fence<'a> {
        let mut scopes = Scopes::default();
        scopes.enter();
        Fence {
            errors,
            scopes,
            types: Names::default(),
            locals: vec![],
            alike: vec![],
            references: HashSet::default(),
            opaque: HashMap::default(),
            bound: vec![],
            takes_state: false,
            closures: 0,
            closure_exit: None,
            name: source.item.sig.ident.clone(),
            scalar: None,
            deep: &source.deep,
            surroundings: &source.surroundings,
            in_caller: source.in_caller,
            may_have_users_types: source.may_have_users_types(),
            own: None,
            items: item::Items::default(),
            loops: vec![],
            shape: None,
            next_loop: 0,
            next_expr: 0,
            depth: 0,
            too_deep: false,
            leaving: false,
            options: HashSet::default(),
            elements: HashSet::default(),
            integers: HashSet::default(),
            seen: HashMap::default(),
            given: vec![],
            refused: vec![],
            referenced: HashSet::default(),
        }
    }

    pub fn body(&mut self, block: &syn::Block) -> Option<Block> {
        self.leaving = true;
        self.block(block)
    }

    /// The function, if nothing was refused on the way.
    pub fn finish(mut self, parameters: Vec<Parameter>, result: Type, body: Block) -> Option<Function> {
        self.items_apart();
        let accepted = self.errors.is_empty();
        let function = Function {
            floats: self.types.floats.into_iter().map(|float| float.name).collect(),
            parameters,
            result,
            items: self.items.tokens(),
            surroundings: self.surroundings.clone(),
            nested: self.items.functions(),
            bound: self.bound,
            body,
            locals: self.locals,
            alike: self.alike,
            referenced: self.referenced,
            expressions: self.next_expr,
        };
        accepted.then_some(function)
    }

    /// Refuses `tokens`: the `None` that goes up.
    fn refuse<T>(&mut self, tokens: impl ToTokens, message: &'static Message, words: &[&str]) -> Option<T> {
        self.errors.refuse(tokens, message, words);
        None
    }

    /// The type whose function this is.
    pub fn owner(&self) -> Option<Rc<Owner>> {
        self.surroundings.owner.clone()
    }

    /// Declares `self`.
    pub fn receiver(&mut self, receiver: &syn::Receiver) -> Pattern {
        let name = Ident::from(receiver.self_token);
        let mutable = receiver.mutability.is_some();
        let local = self.declare_local(name.clone(), mutable, false);
        self.scopes.declare(&name, Meaning::Local(local));
        Pattern::Bind(local)
    }

    /// Whether this type is seen to be an enum without derivatives.
    pub fn is_plain_enum(&self, ty: &StructType) -> bool {
        self.surroundings.is_plain_enum(ty)
    }

    /// Whether this type is seen to have no derivative.
    pub fn has_no_derivative(&self, ty: &StructType) -> bool {
        self.surroundings.is_plain(ty)
    }

    /// What the path means in the module around, as far as that is seen.
    fn known(&self, path: &syn::Path) -> Option<Known> {
        let hidden = |name: &str| self.scopes.has(name);
        let names: Vec<String> = path.segments.iter().map(|segment| plain(&segment.ident)).collect();
        match path.leading_colon.is_some() || hidden(names.first()?) {
            true => None,
            false => self.surroundings.find(&names, &hidden),
        }
    }

    fn make(&mut self, kind: ExprKind, span: Span) -> Expr {
        let id = ExprId(self.next_expr);
        self.next_expr += 1;
        Expr { kind, span, id }
    }

    /// Reads all of them, whatever is refused.
    fn expressions<'e>(&mut self, all: impl IntoIterator<Item = &'e syn::Expr>) -> Option<Vec<Expr>> {
        let all: Vec<Option<Expr>> = all.into_iter().map(|e| self.expression(e)).collect();
        all.into_iter().collect()
    }

    fn boxed(&mut self, e: &syn::Expr) -> Option<Box<Expr>> {
        self.expression(e).map(Box::new)
    }

    pub fn expression(&mut self, e: &syn::Expr) -> Option<Expr> {
        if self.depth == DEPTH {
            // Once is enough, and nothing may walk through this expression any more.
            if !std::mem::replace(&mut self.too_deep, true) {
                self.errors.refuse_at(self.name.span(), &messages::TOO_DEEP, &[]);
            }
            return None;
        }
        self.attributes(attributes(e));
        let e = match e {
            syn::Expr::Paren(e) => return self.expression(&e.expr),
            syn::Expr::Group(e) => return self.expression(&e.expr),
            e => e,
        };
        if let Some(e) = self.deep_expression(e) {
            return self.expression(&e?);
        }
        let leaving = std::mem::take(&mut self.leaving);
        self.depth += 1;
        let read = self.construct(e, leaving);
        self.depth -= 1;
        read
    }

    /// The expression that was cut out here, if this is the name of one.
    fn deep_expression(&mut self, e: &syn::Expr) -> Option<Option<syn::Expr>> {
        let name = match e {
            syn::Expr::Path(path) if !self.deep.is_empty() => path.path.get_ident()?,
            _ => return None,
        };
        let tokens = self.deep.find(name)?;
        Some(
            syn::parse2(tokens.clone())
                .map_err(|error| self.errors.refuse_at(error.span(), &messages::SYNTAX, &[]))
                .ok(),
        )
    }

    /// The fence of expressions. `leaving` says that control leaves the function with the value.
    fn construct(&mut self, e: &syn::Expr, leaving: bool) -> Option<Expr> {
        use syn::Expr::*;
        match e {
            Array(e) => self.array(e),
            Assign(e) => self.assign(e),
            Async(e) => self.refuse(e.async_token, &messages::ASYNC, &["async"]),
            Await(e) => {
                self.expression(&e.base);
                self.refuse(e.await_token, &messages::ASYNC, &[".await"])
            }
            Binary(e) => match self.opaque_comparison(e).or_else(|| self.variant_comparison(e)) {
                Some(test) => test,
                None => self.binary(e),
            },
            Block(e) => self.block_expression(e, leaving),
            Break(e) => self.break_expression(e),
            Call(e) => self.call(e, leaving),
            Cast(e) => self.cast(e),
            Closure(e) => self.refuse(e, &messages::CLOSURE, &[]),
            Const(e) => self.refuse(e.const_token, &messages::BLOCK_KIND, &["const"]),
            Continue(e) => self.continue_expression(e),
            Field(e) => self.field(e),
            ForLoop(e) => self.for_loop(e),
            If(e) => self.if_expression(e, leaving),
            Index(e) => self.index(e),
            Infer(e) => self.refuse(e, &messages::UNDERSCORE, &[]),
            Let(e) => {
                self.expression(&e.expr);
                self.refuse(e.let_token, &messages::IF_LET, &[])
            }
            Lit(e) => self.literal(&e.lit),
            Loop(e) => self.loop_expression(e),
            Macro(e) => self.macro_call(&e.mac),
            Match(e) => self.match_expression(e, leaving),
            MethodCall(e) => self.method(e, leaving),
            Path(e) => self.path(e),
            Range(e) => self.refuse(e, &messages::RANGE, &[]),
            RawAddr(e) => self.refuse(e, &messages::RAW_POINTER, &[]),
            Reference(e) if e.mutability.is_some() => self.refuse(e, &messages::MUT_BORROW, &[]),
            Reference(e) => {
                let value = self.expression(&e.expr);
                self.lent(value)
            }
            Repeat(e) => {
                self.mention_all(e.len.to_token_stream());
                let element = self.boxed(&e.expr)?;
                let kind = ExprKind::Repeat(element, super::types::length(&e.len));
                Some(self.make(kind, e.bracket_token.span.join()))
            }
            Return(e) => self.return_expression(e),
            Struct(e) => self.struct_literal(e),
            Try(e) => self.try_expression(e),
            TryBlock(e) => self.refuse(e.try_token, &messages::BLOCK_KIND, &["try"]),
            Tuple(e) => {
                let parts = self.expressions(&e.elems)?;
                Some(self.make(ExprKind::Tuple(parts), e.paren_token.span.join()))
            }
            Unary(e) => self.unary(e),
            Unsafe(e) => self.refuse(e.unsafe_token, &messages::UNSAFE, &[]),
            While(e) => self.while_loop(e),
            Yield(e) => self.refuse(e.yield_token, &messages::ASYNC, &["yield"]),
            _ => self.refuse(e, &messages::SYNTAX, &[]),
        }
    }

    /// `t.0`, `p.x`
    fn field(&mut self, e: &syn::ExprField) -> Option<Expr> {
        let base = self.boxed(&e.base)?;
        Some(self.make(ExprKind::Field(base, Member::from(&e.member)), e.member.span()))
    }

    /// Remembers of a constant that it stands behind `&`.
    fn lent(&mut self, value: Option<Expr>) -> Option<Expr> {
        if let Some(ExprKind::Path { .. }) = value.as_ref().map(|value| &value.kind) {
            self.referenced.extend(value.as_ref().map(|value| value.id));
        }
        value
    }

    /// `a[i]`
    fn index(&mut self, e: &syn::ExprIndex) -> Option<Expr> {
        let base = self.boxed(&e.expr);
        if let syn::Expr::Range(range) = inner(&e.index) {
            let (from, to, inclusive) = self.ends(range)?;
            return Some(self.part(*base?, from, to, inclusive, e.bracket_token.span.join()));
        }
        let index = self.boxed(&e.index);
        Some(self.make(ExprKind::Index(base?, index?), e.bracket_token.span.join()))
    }

    /// `e as T`
    fn cast(&mut self, e: &syn::ExprCast) -> Option<Expr> {
        let value = self.boxed(&e.expr);
        let ty = super::types::cast(&e.ty, &self.types, self.errors);
        if let (true, Some(ty)) = (self.is_unknown_constant(&e.expr), &ty) {
            return self.constant(e, ty.clone());
        }
        Some(self.make(ExprKind::Cast(value?, ty?), e.as_token.span))
    }

    /// Refuses attributes that could change the meaning.
    pub fn attributes(&mut self, attributes: &[syn::Attribute]) {
        for attribute in attributes {
            if !self.is_lint(attribute) {
                self.errors
                    .refuse(attribute, &messages::ATTRIBUTE, &[&text(attribute.path())]);
            }
        }
    }

    /// Whether this attribute only talks to linters and to documentation.
    pub fn is_lint(&self, attribute: &syn::Attribute) -> bool {
        const LINTS: [&str; 7] = ["allow", "warn", "deny", "forbid", "expect", "doc", "cold"];
        let path = attribute.path();
        LINTS.iter().any(|lint| path.is_ident(lint))
            || path
                .segments
                .first()
                .is_some_and(|s| s.ident == "rustfmt" || s.ident == "clippy")
    }
}

/// The expression within parentheses and the invisible groups that macros leave.
fn inner(e: &syn::Expr) -> &syn::Expr {
    match e {
        syn::Expr::Paren(e) => inner(&e.expr),
        syn::Expr::Group(e) => inner(&e.expr),
        _ => e,
    }
}

/// The attributes of the constructs that commonly have some.
fn attributes(e: &syn::Expr) -> &[syn::Attribute] {
    use syn::Expr::*;
    match e {
        Array(syn::ExprArray { attrs, .. })
        | Assign(syn::ExprAssign { attrs, .. })
        | Binary(syn::ExprBinary { attrs, .. })
        | Block(syn::ExprBlock { attrs, .. })
        | Break(syn::ExprBreak { attrs, .. })
        | Call(syn::ExprCall { attrs, .. })
        | Cast(syn::ExprCast { attrs, .. })
        | Continue(syn::ExprContinue { attrs, .. })
        | Field(syn::ExprField { attrs, .. })
        | ForLoop(syn::ExprForLoop { attrs, .. })
        | Group(syn::ExprGroup { attrs, .. })
        | If(syn::ExprIf { attrs, .. })
        | Index(syn::ExprIndex { attrs, .. })
        | Lit(syn::ExprLit { attrs, .. })
        | Loop(syn::ExprLoop { attrs, .. })
        | Macro(syn::ExprMacro { attrs, .. })
        | MethodCall(syn::ExprMethodCall { attrs, .. })
        | Paren(syn::ExprParen { attrs, .. })
        | Path(syn::ExprPath { attrs, .. })
        | Reference(syn::ExprReference { attrs, .. })
        | Repeat(syn::ExprRepeat { attrs, .. })
        | Return(syn::ExprReturn { attrs, .. })
        | Tuple(syn::ExprTuple { attrs, .. })
        | Unary(syn::ExprUnary { attrs, .. })
        | While(syn::ExprWhile { attrs, .. }) => attrs,
        _ => &[],
    }
}
