//! What the fence lets through: the accepted language, with names resolved and references erased.
//!
//! `parse` makes it from syn's tree, `infer` finds a type for each [`ExprId`] and [`LocalId`], `lower` turns both into
//! a graph. Shared references are gone: `&e` and `*e` are `e` (rustc has checked the user's own function), and
//! parentheses too. Sugar is gone: a `for` over a slice is a [`For`] with [`Domain::Elements`], a chain of iterators is a
//! loop with an accumulator, a closure is inlined where it is called, a `match` is branches. Every expression keeps the
//! user's span.

pub mod environment;
mod function;
mod method;
pub mod structs;
pub mod variant;
pub mod walk;

pub use environment::Surroundings;
pub use function::{FunctionArgument, FunctionForm, FunctionParameter};
pub use method::Method;
pub use structs::{Member, StructLiteral, StructType};

use crate::ir::{CallKind, Comparison, Float, Int, Integer};
use crate::primitives::Primitive;
use crate::tables::HashSet;
use proc_macro2::{Ident, Span, TokenStream};
use std::rc::Rc;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct LocalId(pub u32);

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct ExprId(pub u32);

/// Names a loop or a block with a label of the function, so that `break` and `continue` say which one they mean.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct LoopId(pub u32);

pub struct Function {
    /// The type parameters that stand for floats.
    pub floats: Vec<Ident>,
    pub parameters: Vec<Parameter>,
    /// The declared type of the value.
    pub result: Type,
    /// Constants and imports of the body, which every generated body repeats.
    pub items: Vec<TokenStream>,
    /// What is seen around it.
    pub surroundings: Surroundings,
    /// The functions of the body, which are differentiated by themselves.
    pub nested: Vec<Nested>,
    /// What patterns that are matched bind. If one were the name of a constant, it would be a test.
    pub bound: Vec<Ident>,
    pub body: Block,
    pub locals: Vec<Local>,
    /// Variables that are of one type: a closure that is bound to a variable has one type, wherever it is inlined.
    pub alike: Vec<(LocalId, LocalId)>,
    /// Calls whose results are passed on behind a `&`.
    pub referenced: HashSet<ExprId>,
    /// How many expressions there are: `ExprId`s are below this.
    pub expressions: u32,
}

/// A function of the body.
#[derive(Clone)]
pub struct Nested {
    pub item: syn::ItemFn,
    /// What a closure captures that the function is made of: its last parameters, whose types are those of these expressions.
    pub captured: Vec<(Ident, ExprId)>,
}

pub struct Parameter {
    /// What the pattern binds; a parameter that is a tuple pattern binds several.
    pub pattern: Pattern,
    /// The name for generated signatures.
    pub name: Ident,
    pub ty: Type,
    /// The type as the user wrote it, for generated signatures.
    pub written: syn::Type,
    /// Marked `#[constant]`: takes no derivative.
    pub constant: bool,
    /// `&mut`: a place of the caller.
    pub in_place: bool,
    /// Of a type that nothing is known of: it has no leaves, and is passed on as it is.
    pub opaque: bool,
    /// A function, which is opaque too.
    pub function: Option<Rc<FunctionParameter>>,
}

/// What a caller has to know of a function.
#[derive(Clone)]
pub struct Signature {
    pub parameters: Vec<Type>,
    /// Which of them are `&mut`.
    pub places: Vec<bool>,
    /// Which of them are marked `#[constant]`.
    pub constant: Vec<bool>,
    pub result: Type,
    /// Its const parameters and floats: what is one of these is another one in each call.
    pub generics: Vec<String>,
    /// What the generic arguments of the type whose function it is are called in it, without lifetimes.
    pub own: Vec<Option<String>>,
    /// Those of its parameters that are functions, by position.
    pub functions: Vec<(usize, Rc<FunctionParameter>)>,
}

impl Signature {
    /// Of a function that writes to nothing, and has neither constants nor generic parameters.
    pub fn plain(parameters: Vec<Type>, result: Type) -> Signature {
        Signature {
            places: vec![false; parameters.len()],
            constant: vec![false; parameters.len()],
            parameters,
            result,
            generics: vec![],
            own: vec![],
            functions: vec![],
        }
    }

    /// The positions of the parameters that a derivative is taken in. Of a struct it may be known that there are no floats in it.
    pub fn active<'a>(&'a self, surroundings: &'a Surroundings) -> impl Iterator<Item = usize> + 'a {
        let is_plain = |ty: &Type| matches!(ty, Type::Struct(ty) if surroundings.is_plain(ty));
        let all = self.parameters.iter().zip(&self.constant).enumerate();
        all.filter(move |(_, (ty, constant))| !**constant && ty.has_float() && !is_plain(ty))
            .map(|(k, _)| k)
    }
}

pub struct Local {
    pub name: Ident,
    pub mutable: bool,
    /// Passes a value on, as the parameter of an inlined closure: values are not named by it.
    pub hidden: bool,
}

/// A type as written. References are erased.
#[derive(Clone)]
pub enum Type {
    Float(Float),
    Int(Int),
    Bool,
    Ordering,
    Array(Box<Type>, Length),
    Slice(Box<Type>),
    Vec(Box<Type>),
    Tuple(Vec<Type>),
    /// `Option<T>`, and `Result<T, E>`: the error is not looked into.
    Option(Box<Type>),
    /// A struct of the user's scope, or something else that is only carried.
    Struct(StructType),
    /// `_`, or nothing written.
    Infer,
}

impl Type {
    /// How many leaves values of this type have.
    pub fn leaves(&self) -> usize {
        match self {
            Type::Tuple(items) => items.iter().map(Type::leaves).sum(),
            Type::Option(inner) => 1 + inner.leaves(),
            _ => 1,
        }
    }

    pub fn has_float(&self) -> bool {
        match self {
            Type::Float(_) | Type::Struct(_) => true,
            Type::Array(inner, _) | Type::Slice(inner) | Type::Vec(inner) | Type::Option(inner) => inner.has_float(),
            Type::Tuple(all) => all.iter().any(Type::has_float),
            Type::Int(_) | Type::Bool | Type::Ordering | Type::Infer => false,
        }
    }
}

/// The length of an array type, or of `[v; N]`.
#[derive(Clone)]
pub enum Length {
    Fixed(usize),
    /// A constant expression of the user's scope.
    Const(TokenStream),
    Infer,
}

pub struct Block {
    pub statements: Vec<Statement>,
    /// The expression at the end, without a semicolon: the value.
    pub value: Option<Box<Expr>>,
    pub span: Span,
}

pub enum Statement {
    /// `let pattern: ty = init;`
    Let {
        pattern: Pattern,
        ty: Type,
        init: Option<Expr>,
    },
    Expr(Expr),
}

pub enum Pattern {
    /// `_`
    Wild,
    Bind(LocalId),
    Tuple(Vec<Pattern>),
    /// The elements of an array.
    Array(Vec<Pattern>),
    /// Some fields of a struct, or the first parts of a tuple, each with a hidden local that holds it.
    Fields(Option<StructType>, Vec<(Member, LocalId, Pattern)>),
}

pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
    pub id: ExprId,
}

pub enum ExprKind {
    /// A float literal: its value as `f64` and, for `f32`, rounded directly; the suffix if written.
    Float {
        value: f64,
        value32: f32,
        suffix: Option<Float>,
    },
    /// An integer literal. Without a suffix its type is inferred, and can only be an integer.
    Int {
        value: i128,
        suffix: Option<Int>,
    },
    Bool(bool),
    Local(LocalId),
    /// A constant of the user's scope: `PI`, `std::f64::consts::PI`, `Self::STEPS`, a const generic parameter. `ty` is
    /// known for the constants of `std`, and for constants declared in the body.
    Path {
        tokens: TokenStream,
        ty: Type,
    },
    Ordering(std::cmp::Ordering),
    /// What `sum()` (`Add`) and `product()` (`Mul`) begin with: 0, and -0.0 for floats; 1.
    Neutral(Integer),
    /// `Default::default()` of a number, `bool` or array.
    Default,
    Tuple(Vec<Expr>),
    /// A closure as an argument: the function that is made of it, and what it captures.
    Captured(Vec<Expr>),
    /// `Some(value)` or `Ok(value)` if the first holds, else `None` or an error; both are computed.
    Option(Box<Expr>, Box<Expr>),
    /// `None`, or an error.
    Absent,
    /// `e.is_some()`
    IsSome(Box<Expr>),
    /// What is in an option, where there is something.
    Payload(Box<Expr>),
    Array(Vec<Expr>),
    Repeat(Box<Expr>, Length),
    /// An array, as long as this one, whose elements are all written before they are read.
    Blank(Option<Box<Expr>>),
    /// `vec![a, b, …]`, `Vec::new()`
    List(Vec<Expr>),
    /// `Vec::with_capacity(n)`
    Reserve(Box<Expr>),
    /// `vec![e; n]`
    Fill(Box<Expr>, Box<Expr>),
    /// `a.to_vec()`: of an array, slice or vector.
    ToVec(Box<Expr>),
    /// `a.to_owned()`: a slice becomes a vector, all else stays what it is.
    ToOwned(Box<Expr>),
    /// `v.push(e)`
    Append(Place, Box<Expr>),
    /// `v.truncate(n)`, with `n` at most the length.
    Truncate(Place, Box<Expr>),
    /// `t.0`, `p.x`
    Field(Box<Expr>, Member),
    /// `P { x: 1.0, ..p }`, `P(1.0, 2.0)`
    Struct(Box<StructLiteral>),
    /// `a[i]`, one index at a time.
    Index(Box<Expr>, Box<Expr>),
    /// `a[from..to]`: a part of an array or slice, as a reference to it.
    Slice {
        base: Box<Expr>,
        from: Option<Box<Expr>>,
        to: Option<Box<Expr>>,
        inclusive: bool,
    },
    /// `a.len()` on arrays and slices.
    Len(Box<Expr>),
    /// `-e`
    Negate(Box<Expr>),
    /// `!e`
    Not(Box<Expr>),
    /// `+ - * / % & | ^ << >>` on numbers; on floats only the first five.
    Binary(Integer, Box<Expr>, Box<Expr>),
    /// `&&`, `||`: the right side runs only if it must.
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Compare(Comparison, Box<Expr>, Box<Expr>),
    Cast(Box<Expr>, Type),
    /// `receiver.name(arguments)`, or the same as a path: `f64::exp(x)` (`on` is the type in the path, else inferred).
    /// On types of the user, a call.
    Method {
        receiver: Box<Expr>,
        name: Ident,
        method: Method,
        arguments: Vec<Expr>,
        on: Type,
    },
    /// `libm::exp(x)`, or `libm::expf(x)` on `f32`.
    Libm {
        primitive: Primitive,
        float: Float,
        arguments: Vec<Expr>,
    },
    /// A call of another differentiated function, or of this one.
    Call {
        callee: TokenStream,
        kind: CallKind,
        /// What is known of the callee: of this function itself, and of those that stand with it in one module.
        signature: Option<Rc<Signature>>,
        arguments: Vec<Expr>,
    },
    /// `&mut place`, as an argument of a call; or a place that a method is called on.
    Borrow(Borrow),
    Block(Block),
    If {
        condition: Box<Expr>,
        then: Block,
        otherwise: Option<Box<Expr>>,
    },
    For(Box<For>),
    /// `while condition { body }`
    While {
        id: LoopId,
        condition: Box<Expr>,
        body: Block,
    },
    /// `'label: { body }`; its value is that of the block or of a `break`.
    Labelled {
        id: LoopId,
        body: Block,
    },
    /// `loop { body }`; its value is that of its `break`s.
    Loop {
        id: LoopId,
        body: Block,
    },
    Break {
        target: LoopId,
        value: Option<Box<Expr>>,
    },
    Continue {
        target: LoopId,
    },
    Return(Option<Box<Expr>>),
    Assign(Place, Box<Expr>),
    /// `place op= e`
    AssignOp(Integer, Place, Box<Expr>),
    /// `(a, b[i]) = e`
    AssignTuple(Vec<Target>, Box<Expr>),
    /// `assert!`, `panic!`, `println!` and their kin.
    Macro(Macro),
}

/// What a tuple assignment assigns to.
pub enum Target {
    Wild,
    Place(Place),
    Tuple(Vec<Target>),
}

/// What can be assigned to: a local, with tuple fields and array indices.
pub struct Place {
    pub local: LocalId,
    /// The place as an expression: fields and indices of the local, and nothing else.
    pub read: Box<Expr>,
}

/// A place that is passed to a function, which may write to it.
pub struct Borrow {
    pub place: Place,
    pub kind: BorrowKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BorrowKind {
    /// `&mut place`
    Written,
    /// A `&mut` that is passed on by its name: the function may take it as `&`.
    PassedOn,
    /// What a method is called on, which may be one that writes to it: see [`Receiver`](crate::infer::Receiver).
    Receiver,
}

pub struct For {
    pub id: LoopId,
    pub pattern: Pattern,
    pub domain: Domain,
    pub body: Block,
}

/// What a `for` runs over, with its adaptors innermost first.
pub enum Domain {
    Range {
        from: Expr,
        to: Expr,
        inclusive: bool,
        adaptors: Vec<Adaptor>,
    },
    /// `from..`, which ends with what it is zipped with, or is taken from.
    From { from: Expr, adaptors: Vec<Adaptor> },
    /// The elements of an array or slice.
    Elements { of: Expr, adaptors: Vec<Adaptor> },
    /// Parts of an array or slice, of so many elements each.
    Parts {
        of: Expr,
        size: Expr,
        kind: Parts,
        adaptors: Vec<Adaptor>,
    },
    /// One domain behind the other. If they stand `apart`, an item is whether it is of the first, and a pair of which
    /// one is there.
    Chain {
        pair: Box<(Domain, Domain)>,
        apart: bool,
        adaptors: Vec<Adaptor>,
    },
    /// Two domains side by side, as long as the shorter one.
    Zip {
        pair: Box<(Domain, Domain)>,
        adaptors: Vec<Adaptor>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Parts {
    /// `x.windows(n)`: one that begins at each element.
    Windows,
    /// `x.chunks(n)`: one behind the other, the last with what is left.
    Chunks,
    /// `x.chunks_exact(n)`: the same without what is left.
    Exact,
    /// `x.rchunks(n)`: from the end, the last with what is left.
    FromEnd,
}

pub enum Adaptor {
    Rev,
    /// From the beginning again, without an end; unless there is nothing.
    Cycle,
    StepBy(Expr),
    Enumerate,
    Skip(Expr),
    Take(Expr),
}

/// A macro that is kept: its tokens are `pieces[0] arguments[0] pieces[1] … pieces[n]`.
pub struct Macro {
    /// `assert`, `std::panic`, … without the bang.
    pub path: TokenStream,
    pub pieces: Vec<TokenStream>,
    pub arguments: Vec<Expr>,
    pub kind: MacroKind,
}

/// What the first arguments of a kept macro are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MacroKind {
    /// `assert!`: the first argument is a `bool`.
    Assert,
    /// `assert_eq!`, `assert_ne!`: the first two are of one type. The comparison holds if the macro passes.
    AssertCompare(Comparison),
    /// `panic!`, `unreachable!`, `todo!`, `unimplemented!`: control never comes back.
    Panic,
    /// `println!` and its kin.
    Print,
    /// A macro of `log` or `tracing` that may or may not compute its arguments.
    Log,
}
