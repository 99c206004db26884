//! The expression graph: a typed SSA form whose control flow is regions, not jumps.
//!
//! # Grammar
//!
//! A [`Graph`] has a *root* region, which is the body of the user's function, and after
//! [`reverse`](crate::transform::reverse) a *pullback* region, which holds the reverse sweep.
//!
//! ```text
//! region   ::= params:[node] nodes:[node] results:[node]
//! node     ::= op(args…) : ty
//! op       ::= pure | region op | effect
//! ```
//!
//! * **Pure** nodes (constants, primitives, comparisons, casts, array reads and writes, …) are hash-consed and
//!   simplified by the [`Builder`](build::Builder) as they are made: that one mechanism is CSE, constant folding and
//!   algebra, for primal and adjoint together.
//! * **Region ops** (`If`, `For`, `While`) own regions and yield results. There are no phi nodes and no jumps: a value
//!   that changes in a branch or a loop is a result of it. Early `return`, `break` and `continue` have been lowered to
//!   branches on flags.
//! * **Effects** (`Call`, `Push`, `Pop`, `Macro`) keep their order, and are never shared or dropped while their
//!   results could matter.
//!
//! # Evaluation
//!
//! The nodes of a region stand in program order, each evaluated once each time that its region runs. A node may use
//! what stands before it in its own region, and what stands before the owner of its region in the enclosing ones.
//! An op with several results has a [`Ty::Tuple`] type, and `Result(k)` nodes project it; nothing else is a tuple.
//!
//! # Arrays are values
//!
//! `Load(a, i, j)` reads, `Store(a, i, j, v)` gives a *new version* of the array, `Accumulate(a, i, j, v)` one with `v`
//! added in place; each goes any number of [steps](Step) into its first argument. Rust's borrow rules make this exact (no two live names for one place), and the emitter turns versions
//! back into in-place writes. Shared references are erased: `&f64` is the value.
//!
//! # Mirrors
//!
//! A region of the reverse sweep has a `mirror`: the primal region whose iterations (or branch) it undoes. Until the
//! `keep` pass has run, its nodes may use the nodes of the mirror and of what encloses the mirror: the value that the node had *in the same
//! iteration*. `keep` replaces these uses: recomputed, kept on the tape, or kept in a local.

pub mod build;
mod call;
pub mod constant;
mod copy;
#[cfg(test)]
pub mod cost;
#[cfg(test)]
pub mod evaluate;
pub mod frames;
mod graph;
pub mod print;
mod simplify;
pub mod types;
pub mod verify;

pub use call::{Call, CallKind, Derivative, Half, InPlace};
pub use constant::Const;
pub use types::{Float, Int, Len, Ty};

use crate::primitives::Primitive;
use proc_macro2::{Span, TokenStream};

/// Names a node of one graph; prints as `v3`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// Names a region of one graph; prints as `r3`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionId(pub u32);

/// Names an entry of [`Graph::tokens`]: code of the user that the compiler carries without looking inside.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TokensId(pub u32);

/// One function: its primal, and after `reverse` its pullback.
#[derive(Clone)]
pub struct Graph {
    pub nodes: Vec<Node>,
    pub regions: Vec<Region>,
    pub tokens: Vec<TokenStream>,
    /// Types of structs that are not written anywhere: the entry of `tokens` is an expression of the type.
    pub given: Vec<TokensId>,
    /// The types of tuples that are elements of arrays, by their names: structs whose fields are numbers.
    pub tuples: Vec<(TokensId, Vec<Ty>)>,
    /// The user's function: its parameters, its body, and its results: the leaves of the returned value, then what is left in
    /// the parameters `in_place`.
    pub root: RegionId,
    /// The parameters that are `&mut`: places of the caller. The last results of the root are their final versions.
    pub in_place: Vec<NodeId>,
    /// The parameters of the pullback that are `&mut`: they come with the adjoint of what is left in a place, and end with that of
    /// what was there, which is the result at this position; of a constant there is none.
    pub adjoints_in_place: Vec<(NodeId, Option<usize>)>,
    /// The zeros of which the caller's buffer need not be cleared, as far as is said.
    pub uncleared: Vec<(NodeId, Overwritten)>,
    /// The reverse sweep. It mirrors `root`; its results are the adjoints of the active parameters, in order.
    pub pullback: Option<RegionId>,
}

/// What of a fresh adjoint is [overwritten](crate::transform::fresh) before it is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Overwritten {
    All,
    /// What stands before this position.
    Before(NodeId),
}

#[derive(Clone)]
pub struct Node {
    pub op: Op,
    pub args: Vec<NodeId>,
    pub ty: Ty,
    pub region: RegionId,
    /// The user's token that this node comes from.
    pub span: Span,
    /// The user's variable that first held this value.
    pub name: Option<Name>,
}

/// A name for the generated code to prefer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    pub text: String,
    /// Whether the user wrote `let` for it: then it keeps a statement of its own.
    pub declared: bool,
}

#[derive(Clone, Default)]
pub struct Region {
    /// The node that owns this region; none for the root and the pullback.
    pub owner: Option<NodeId>,
    pub params: Vec<NodeId>,
    pub nodes: Vec<NodeId>,
    pub results: Vec<NodeId>,
    pub mirror: Option<RegionId>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    /// A parameter of its region: of the function, a loop index, a carried value.
    Param,
    Const(Const),
    /// A constant expression of the user's scope, such as `PI` or `Self::STEPS`.
    Path(TokensId),

    /// A float function of the primitive table. Arguments are floats, but for `powi`'s exponent.
    Primitive(Primitive, Dialect),
    /// An integer operation: both arguments and the result are of one integer type (a shift's right side may differ).
    /// On `bool`, only the bit operators.
    Integer(Integer),
    /// `-a` or `!a` on integers, `!a` on `bool`.
    Negate,
    Not,
    /// An integer method with the arguments that it takes, such as `a.pow(n)`.
    Method(IntMethod),
    /// A comparison of two floats, integers, `bool`s or `Ordering`s; the result is `bool`.
    Compare(Comparison),
    /// `a.total_cmp(&b)` on floats: an `Ordering`.
    TotalCompare,
    /// A test of one float, such as `a.is_nan()`: a `bool`.
    Test(FloatTest),
    /// `a as T`, with T the node's type.
    Cast,

    /// `[a, b, …]`, or `vec![a, b, …]`.
    Array,
    /// `[a; N]`: one argument; the type holds the length. `vec![a; n]`: the length is the second argument.
    Repeat,
    /// A value of any content, which is never read.
    Fill,
    /// `Name { a: …, b: … }`: the leaves of the fields.
    Struct(Literal),
    /// The zero adjoint of the argument, of which only the shape is read: adjoint buffers. Once `keep` has run, there is
    /// an argument only where the type does not tell the shape. A vector of what has a fixed size takes its length.
    Zeros,
    /// `Vec::with_capacity(n)`: an empty vector with room.
    Reserve,
    /// The elements of an array, slice or vector as a new vector.
    ToVec,
    /// A new version of the whole, in which the vector at a place has one more element: whole, indices, value.
    Append(Steps),
    /// The same, in which the vector, of this type, has its first elements only: whole, indices, how many (at most all).
    Truncate(Steps, Ty),
    /// The same, with zeros behind the elements of the vector: whole, indices, then what tells its shape as for `Zeros`.
    Lengthen(Steps, Ty),
    /// `a[i].x[j]…`: the whole, then the indices (`usize`) of the steps. May give an inner array.
    Load(Steps),
    /// A new version of the whole with `a[i].x[j]… = v`: whole, indices, value.
    Store(Steps),
    /// A new version of the whole with `a[i].x[j]… += v`: whole, indices, value. An array value is added elementwise, and
    /// without steps all of a whole.
    Accumulate(Steps),
    /// `a[i].x[j]….len()`: the whole, then the indices.
    Len(Steps),
    /// `&a[i].x[j]…[from..to]`: the whole, indices, and then both ends, which have passed their [`Bound`]s. An argument of
    /// calls and macros: it borrows where it is used.
    Slice(Steps),
    /// An index that is within its bounds: the first argument, or a panic.
    Bound(Bound),
    /// The sum of all elements, of the type of the innermost element.
    Sum,

    /// `if c { … } else { … }`: one argument; the results of the two regions have the same types. Yields their tuple.
    If {
        then: RegionId,
        otherwise: RegionId,
    },
    /// `for i in lo..hi`: see [`For`]. Arguments: lo, hi, step, then the initial carried values. The body has the index and the carried
    /// values as parameters and yields the next carried values (before them, `exits`: a `bool` *go on*).
    /// Yields the final carried values, then (`exits`) the number of iterations entered, as `usize`.
    For(For),
    /// `while cond { … }`: arguments are the initial carried values. `condition` and `body` have the carried values as
    /// parameters; `condition` yields a `bool`; the body as in `For`.
    /// Yields the final carried values, then the number of iterations entered, as `usize`.
    While {
        condition: RegionId,
        body: RegionId,
        exits: bool,
    },
    /// The k-th result of its argument.
    Result(u32),

    /// A call of another function: see [`Call`].
    Call(Call),
    /// Puts its arguments on the tape, as one frame.
    Push,
    /// Takes the frame of its `Push` from the tape: yields the tuple of its values.
    Pop,
    /// A macro that stays as it is (`assert!`, `panic!`, `println!`): see [`Macro`]. Arguments are the expressions in it.
    Macro(Macro),
}

/// One step from a value into a part of it. In an op, the index stands among the arguments: see [`Graph::steps`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Step<I = ()> {
    Index(I),
    /// A field of a struct, by its name or number.
    Field(TokensId),
}

/// A struct written out.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Literal {
    /// The path as the user wrote it.
    pub path: TokensId,
    /// Each field by its name or number, with the shape of its value.
    pub fields: Vec<(TokensId, Shape)>,
}

impl Literal {
    /// The steps to each leaf; `number` gives the name of the k-th part of a tuple.
    pub fn leaves(&self, number: &mut dyn FnMut(usize) -> TokensId) -> Vec<Vec<Step<NodeId>>> {
        fn go(
            shape: &Shape,
            path: Vec<Step<NodeId>>,
            number: &mut dyn FnMut(usize) -> TokensId,
            leaves: &mut Vec<Vec<Step<NodeId>>>,
        ) {
            let Shape::Tuple(parts) = shape else {
                return leaves.push(path);
            };
            for (k, part) in parts.iter().enumerate() {
                let path = [&path[..], &[Step::Field(number(k))]].concat();
                go(part, path, number, leaves);
            }
        }
        let mut leaves = vec![];
        for (name, shape) in &self.fields {
            go(shape, vec![Step::Field(*name)], number, &mut leaves);
        }
        leaves
    }
}

impl From<NodeId> for Step<NodeId> {
    fn from(index: NodeId) -> Step<NodeId> {
        Step::Index(index)
    }
}

pub type Steps = Vec<Step>;

/// What an index is checked against, as Rust does where a part of a slice is made or read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Bound {
    /// `part[i]`: i is below the length, the second argument.
    Index,
    /// `x[from..]`: from is at most the length.
    From,
    /// `x[..to]`: to is at most the length.
    To,
    /// `x[from..to]`: from is at most to, the second argument.
    Order,
    /// `x.chunks(size)`: size is not 0.
    Size,
}

/// Whose implementation of a library function the user called: their last bits differ, and `libm` needs no `std`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Dialect {
    Std,
    Libm,
}

/// `for i in lo..hi` with step (`usize`, at least 1): ascending visits lo, lo+step, … below hi (`inclusive`: up to
/// hi); `descending` visits the same indices in the opposite order.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct For {
    pub body: RegionId,
    pub inclusive: bool,
    pub descending: bool,
    /// Whether the body's first result says if the loop goes on.
    pub exits: bool,
}

/// How the leaves of a value stand in it: `(f64, (f64, [f64; 3]))` is `Tuple([Leaf, Tuple([Leaf, Leaf])])`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Shape {
    Leaf,
    Tuple(Vec<Shape>),
    /// A `bool`, whether there is a value, and the leaves of the value, which are zero where there is none.
    Option(Box<Shape>),
}

impl Shape {
    /// Whether all of it is always there.
    pub fn is_total(&self) -> bool {
        match self {
            Shape::Leaf => true,
            Shape::Tuple(parts) => parts.iter().all(Shape::is_total),
            Shape::Option(_) => false,
        }
    }

    /// How many leaves there are.
    pub fn leaves(&self) -> usize {
        match self {
            Shape::Leaf => 1,
            Shape::Tuple(parts) => parts.iter().map(Shape::leaves).sum(),
            Shape::Option(inner) => 1 + inner.leaves(),
        }
    }
}

/// The tokens of a kept macro, in pieces: `pieces[0] e0 pieces[1] e1 … pieces[n]`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Macro {
    /// The path and the bang: `assert !`.
    pub path: TokensId,
    /// One more than there are expressions; the tokens between them, inside the parentheses.
    pub pieces: Vec<TokensId>,
    /// Of each expression, how its leaves stand in it: the arguments are the leaves of all.
    pub shapes: Vec<Shape>,
    /// Whether control never comes back: `panic!` and its kin.
    pub diverges: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Integer {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    And,
    Or,
    Xor,
    Shl,
    Shr,
}

/// Integer methods that are carried through. All keep the receiver's type, but for those that give a `bool` or `u32`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum IntMethod {
    Abs,
    Signum,
    Pow,
    Min,
    Max,
    Clamp,
    AbsDiff,
    RemEuclid,
    DivEuclid,
    WrappingAdd,
    WrappingSub,
    WrappingMul,
    SaturatingAdd,
    SaturatingSub,
    SaturatingMul,
    IsPowerOfTwo,
    IsPositive,
    IsNegative,
    CountOnes,
    LeadingZeros,
    TrailingZeros,
    RotateLeft,
    RotateRight,
    WrappingShl,
    WrappingShr,
    WrappingNeg,
    UnsignedAbs,
    DivCeil,
    Isqrt,
    Ilog2,
    NextPowerOfTwo,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Comparison {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
}

/// Each is the method of its name, of floats or of the runtime's `Real`.
#[allow(clippy::enum_variant_names)]
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FloatTest {
    IsNan,
    IsInfinite,
    IsFinite,
    IsNormal,
    IsSignPositive,
    IsSignNegative,
    /// Whether any part of a number is not zero; of a float, `!= 0.0`. An adjoint of which all is zero means *not used*.
    IsNonzero,
}

impl Op {
    /// Whether equal ops with equal arguments are one node: the pure ones, but for buffers, of which each is written,
    /// and borrows, each of which is for one use.
    pub fn is_shared(&self) -> bool {
        self.is_pure() && !matches!(self, Op::Zeros | Op::Slice(_))
    }

    /// Whether the node is a new version of its first argument, which is an array.
    pub fn is_version(&self) -> bool {
        matches!(
            self,
            Op::Store(_) | Op::Accumulate(_) | Op::Append(_) | Op::Truncate(..) | Op::Lengthen(..)
        )
    }

    /// Whether the node can be evaluated again, or elsewhere, or not at all.
    pub fn is_pure(&self) -> bool {
        !matches!(
            self,
            Op::Param | Op::If { .. } | Op::For(_) | Op::While { .. } | Op::Call(_) | Op::Push | Op::Pop | Op::Macro(_)
        )
    }

    /// The regions that this op owns.
    pub fn regions(&self) -> Vec<RegionId> {
        match self {
            Op::If { then, otherwise } => vec![*then, *otherwise],
            Op::For(f) => vec![f.body],
            Op::While { condition, body, .. } => vec![*condition, *body],
            _ => vec![],
        }
    }
}
