//! The types of nodes.

use super::TokensId;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Ty {
    Float(Float),
    Int(Int),
    Bool,
    Ordering,
    /// `[T; N]`.
    Array(Box<Ty>, Len),
    /// `[T]`, borrowed: parameters and constants, which are never written, and the adjoints of parameters.
    Slice(Box<Ty>),
    /// `Vec<T>`: an array that is owned, and whose versions differ in length.
    Vec(Box<Ty>),
    /// A struct, by its type as the user wrote it; `_` where that is not known. So are the fields: a read knows what it
    /// gives.
    Struct(TokensId),
    /// The tangent of this struct: the type of its adjoint.
    Tangent(TokensId),
    /// The type of ops with several results, or none.
    Tuple(Vec<Ty>),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Float {
    F32,
    F64,
    /// A type parameter of the function, by its name: a `Real` of the runtime, whose width is not known.
    Param(&'static str),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Int {
    I8,
    I16,
    I32,
    I64,
    I128,
    Isize,
    U8,
    U16,
    U32,
    U64,
    U128,
    Usize,
    /// A literal whose type only rustc can know (it is passed to another function): printed without a suffix.
    Inferred,
}

/// The length of an array.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Len {
    Fixed(usize),
    /// A constant expression of the user's scope, or a const generic parameter.
    Const(TokensId),
}

impl Ty {
    pub const USIZE: Ty = Ty::Int(Int::Usize);
    pub const UNIT: Ty = Ty::Tuple(Vec::new());

    /// Whether the type holds floats, so that a value of it can have an adjoint.
    pub fn is_differentiable(&self) -> bool {
        match self {
            Ty::Float(_) | Ty::Struct(_) | Ty::Tangent(_) => true,
            Ty::Array(element, _) | Ty::Slice(element) | Ty::Vec(element) => element.is_differentiable(),
            Ty::Int(_) | Ty::Bool | Ty::Ordering | Ty::Tuple(_) => false,
        }
    }

    /// The type of the adjoint of a value of this type.
    pub fn adjoint(&self) -> Ty {
        match self {
            Ty::Struct(name) => Ty::Tangent(*name),
            Ty::Array(element, len) => Ty::Array(Box::new(element.adjoint()), len.clone()),
            Ty::Slice(element) => Ty::Slice(Box::new(element.adjoint())),
            Ty::Vec(element) => Ty::Vec(Box::new(element.adjoint())),
            ty => ty.clone(),
        }
    }

    /// The type without the names of structs, which may be written in more than one way.
    pub fn nameless(&self) -> Ty {
        const NAME: TokensId = TokensId(0);
        match self {
            Ty::Struct(_) => Ty::Struct(NAME),
            Ty::Tangent(_) => Ty::Tangent(NAME),
            Ty::Array(element, len) => Ty::Array(Box::new(element.nameless()), len.clone()),
            Ty::Slice(element) => Ty::Slice(Box::new(element.nameless())),
            Ty::Vec(element) => Ty::Vec(Box::new(element.nameless())),
            Ty::Tuple(all) => Ty::Tuple(all.iter().map(Ty::nameless).collect()),
            ty => ty.clone(),
        }
    }

    /// Whether values are written in place, part by part, and passed by reference.
    pub fn is_whole(&self) -> bool {
        self.is_array() || self.is_struct()
    }

    fn is_struct(&self) -> bool {
        matches!(self, Ty::Struct(_) | Ty::Tangent(_))
    }

    /// Whether it is a struct, or an array of structs.
    pub fn has_struct(&self) -> bool {
        self.scalar().is_struct()
    }

    pub fn is_array(&self) -> bool {
        matches!(self, Ty::Array(..) | Ty::Slice(_) | Ty::Vec(_))
    }

    /// Whether a value owns memory, as far as can be seen: it is moved or cloned, where others are copied.
    pub fn is_owned(&self) -> bool {
        match self {
            Ty::Vec(_) | Ty::Struct(_) | Ty::Tangent(_) => true,
            Ty::Array(element, _) => element.is_owned(),
            _ => false,
        }
    }

    /// Whether all values of the type have one size: there is no slice, no vector and no struct in it.
    pub fn is_sized(&self) -> bool {
        match self {
            Ty::Vec(_) | Ty::Slice(_) | Ty::Struct(_) | Ty::Tangent(_) => false,
            Ty::Array(element, _) => element.is_sized(),
            _ => true,
        }
    }

    /// The element type of an array, slice or vector.
    pub fn element(&self) -> Option<&Ty> {
        match self {
            Ty::Array(element, _) | Ty::Slice(element) | Ty::Vec(element) => Some(element),
            _ => None,
        }
    }

    /// The type after `depth` indices.
    pub fn at_depth(&self, depth: usize) -> Option<&Ty> {
        (0..depth).try_fold(self, |ty, _| ty.element())
    }

    /// The innermost element.
    pub fn scalar(&self) -> &Ty {
        match self.element() {
            Some(element) => element.scalar(),
            None => self,
        }
    }

    pub fn float(&self) -> Option<Float> {
        match self {
            Ty::Float(float) => Some(*float),
            _ => None,
        }
    }
}

impl Float {
    pub fn name(self) -> &'static str {
        match self {
            Float::F32 => "f32",
            Float::F64 => "f64",
            Float::Param(name) => name,
        }
    }

    /// The type parameter of this name. Each name is kept once, for as long as the compiler runs.
    pub fn param(name: &str) -> Float {
        static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        let known = names.get(name).copied();
        Float::Param(known.unwrap_or_else(|| {
            let name: &'static str = Box::leak(name.into());
            names.insert(name);
            name
        }))
    }

    pub fn is_param(self) -> bool {
        matches!(self, Float::Param(_))
    }
}

impl Int {
    pub const ALL: [Int; 12] = [
        Int::I8,
        Int::I16,
        Int::I32,
        Int::I64,
        Int::I128,
        Int::Isize,
        Int::U8,
        Int::U16,
        Int::U32,
        Int::U64,
        Int::U128,
        Int::Usize,
    ];

    /// Rust's name; that of [`Int::Inferred`] is `_`.
    pub fn name(self) -> &'static str {
        match self {
            Int::I8 => "i8",
            Int::I16 => "i16",
            Int::I32 => "i32",
            Int::I64 => "i64",
            Int::I128 => "i128",
            Int::Isize => "isize",
            Int::U8 => "u8",
            Int::U16 => "u16",
            Int::U32 => "u32",
            Int::U64 => "u64",
            Int::U128 => "u128",
            Int::Usize => "usize",
            Int::Inferred => "_",
        }
    }

    pub fn from_name(name: &str) -> Option<Int> {
        Int::ALL.into_iter().find(|int| int.name() == name)
    }

    pub fn is_signed(self) -> bool {
        self.name().starts_with('i')
    }

    /// The smallest and the largest value, for types that fit `i128`; `usize` and `isize` are taken as 32 bits wide,
    /// the narrowest that the compiler may meet, so that folding is right on every target.
    pub fn range(self) -> Option<(i128, i128)> {
        let bits = match self {
            Int::I8 | Int::U8 => 8,
            Int::I16 | Int::U16 => 16,
            Int::I32 | Int::U32 | Int::Isize | Int::Usize => 32,
            Int::I64 | Int::U64 => 64,
            Int::I128 | Int::U128 | Int::Inferred => return None,
        };
        Some(if self.is_signed() {
            (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
        } else {
            (0, (1 << bits) - 1)
        })
    }
}
