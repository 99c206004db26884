//! Which values can lie on the tape, and how: one impl for each kind of type.

use super::Workspace;
use alloc::string::String;
use alloc::{vec, vec::Vec};
use core::cmp::Ordering;
use core::marker::PhantomData;

/// A primal value that a reverse sweep needs, and that can therefore be kept on the tape of a [`Workspace`].
///
/// Implemented for floats, integers, `bool`, `char`, [`Ordering`], strings, for arrays, vectors and tuples (up to 12) of
/// these, and by `#[derive(Differentiable)]` for structs of them. Only generated code calls the methods.
pub trait Residual: Clone {
    /// Any value: what an array holds before the tape is copied into it.
    const FILL: Self;

    /// Puts the value on top of the tape.
    fn push(self, tape: &mut Workspace);

    /// Takes the value on top of the tape.
    ///
    /// # Panics
    /// If there is none.
    fn pop(tape: &mut Workspace) -> Self;

    /// Puts all values on the tape, the last on top.
    #[doc(hidden)]
    #[inline]
    fn push_slice(values: &[Self], tape: &mut Workspace) {
        for value in values {
            value.clone().push(tape);
        }
    }

    /// Takes as many values as `values` has places; the last is on top.
    #[doc(hidden)]
    #[inline]
    fn pop_slice(values: &mut [Self], tape: &mut Workspace) {
        for value in values.iter_mut().rev() {
            *value = Self::pop(tape);
        }
    }
}

/// Any value of a type that only a call which is never made can name.
#[doc(hidden)]
#[inline]
pub fn fill_like<T: Residual>(_like: impl FnOnce() -> T) -> T {
    T::FILL
}

#[cold]
#[inline(never)]
pub(super) fn empty_tape() -> ! {
    panic!(
        "a reverse sweep took a value that no forward sweep kept: this is a bug in `differentiate`, please report it"
    )
}

/// A type which has a stack of its own: whole slices are copied at once.
macro_rules! on_own_stack {
    ($($type:ty: $stack:ident, $fill:expr;)*) => {$(
        impl Residual for $type {
            const FILL: Self = $fill;

            #[inline]
            fn push(self, tape: &mut Workspace) {
                tape.$stack.push(self);
            }

            #[inline]
            fn pop(tape: &mut Workspace) -> Self {
                match tape.$stack.pop() {
                    Some(value) => value,
                    None => empty_tape(),
                }
            }

            #[inline]
            fn push_slice(values: &[Self], tape: &mut Workspace) {
                tape.$stack.extend(values.len(), Self::FILL).copy_from_slice(values);
            }

            #[inline]
            fn pop_slice(values: &mut [Self], tape: &mut Workspace) {
                match tape.$stack.shrink(values.len()) {
                    Some(kept) => values.copy_from_slice(kept),
                    None => empty_tape(),
                }
            }
        }
    )*};
}

on_own_stack! {
    f64: f64s, 0.0;
    f32: f32s, 0.0;
    u64: words, 0;
    u8: small, 0;
}

/// A type which is kept as another one that holds it without loss.
macro_rules! kept_as {
    ($($type:ty as $kept:ty;)*) => {$(
        impl Residual for $type {
            const FILL: Self = 0;

            #[inline]
            fn push(self, tape: &mut Workspace) {
                (self as $kept).push(tape);
            }

            #[inline]
            fn pop(tape: &mut Workspace) -> Self {
                <$kept>::pop(tape) as $type
            }
        }
    )*};
}

kept_as! {
    i8 as u8;
    i16 as u64;
    u16 as u64;
    i32 as u64;
    u32 as u64;
    i64 as u64;
    isize as u64;
    usize as u64;
    i128 as u128;
}

impl Residual for u128 {
    const FILL: Self = 0;

    #[inline]
    fn push(self, tape: &mut Workspace) {
        [self as u64, (self >> 64) as u64].push(tape);
    }

    #[inline]
    fn pop(tape: &mut Workspace) -> Self {
        let [low, high] = <[u64; 2]>::pop(tape);
        u128::from(high) << 64 | u128::from(low)
    }
}

impl Residual for bool {
    const FILL: Self = false;

    #[inline]
    fn push(self, tape: &mut Workspace) {
        u8::from(self).push(tape);
    }

    #[inline]
    fn pop(tape: &mut Workspace) -> Self {
        u8::pop(tape) != 0
    }
}

impl Residual for Ordering {
    const FILL: Self = Ordering::Equal;

    #[inline]
    fn push(self, tape: &mut Workspace) {
        (self as i8).push(tape);
    }

    #[inline]
    fn pop(tape: &mut Workspace) -> Self {
        i8::pop(tape).cmp(&0)
    }
}

/// Arrays delegate whole slices to their element, down to a stack's own type: `[[f64; 3]; 4]` is one copy of 12 floats.
impl<T: Residual, const N: usize> Residual for [T; N] {
    const FILL: Self = [T::FILL; N];

    #[inline]
    fn push(self, tape: &mut Workspace) {
        T::push_slice(&self, tape);
    }

    #[inline]
    fn pop(tape: &mut Workspace) -> Self {
        let mut values = Self::FILL;
        T::pop_slice(&mut values, tape);
        values
    }

    #[inline]
    fn push_slice(values: &[Self], tape: &mut Workspace) {
        T::push_slice(values.as_flattened(), tape);
    }

    #[inline]
    fn pop_slice(values: &mut [Self], tape: &mut Workspace) {
        T::pop_slice(values.as_flattened_mut(), tape);
    }
}

/// The elements, and then how many they are.
impl<T: Residual> Residual for Vec<T> {
    const FILL: Self = Vec::new();

    #[inline]
    fn push(self, tape: &mut Workspace) {
        T::push_slice(&self, tape);
        self.len().push(tape);
    }

    #[inline]
    fn pop(tape: &mut Workspace) -> Self {
        let mut values = vec![T::FILL; usize::pop(tape)];
        T::pop_slice(&mut values, tape);
        values
    }
}

impl Residual for String {
    const FILL: Self = String::new();

    #[inline]
    fn push(self, tape: &mut Workspace) {
        self.into_bytes().push(tape);
    }

    #[inline]
    fn pop(tape: &mut Workspace) -> Self {
        String::from_utf8(<Vec<u8> as Residual>::pop(tape)).unwrap_or_else(|_| empty_tape())
    }
}

impl Residual for char {
    const FILL: Self = '\0';

    #[inline]
    fn push(self, tape: &mut Workspace) {
        u32::from(self).push(tape);
    }

    #[inline]
    fn pop(tape: &mut Workspace) -> Self {
        char::from_u32(u32::pop(tape)).unwrap_or_else(|| empty_tape())
    }
}

impl<T: ?Sized> Residual for PhantomData<T> {
    const FILL: Self = PhantomData;

    #[inline]
    fn push(self, _tape: &mut Workspace) {}

    #[inline]
    fn pop(_tape: &mut Workspace) -> Self {
        PhantomData
    }
}

/// What says nothing takes no place.
macro_rules! nothing {
    ($($type:ty = $value:expr;)*) => {$(
        impl Residual for $type {
            const FILL: Self = $value;

            #[inline]
            fn push(self, _tape: &mut Workspace) {}

            #[inline]
            fn pop(_tape: &mut Workspace) -> Self {
                $value
            }
        }
    )*};
}

nothing! {
    () = ();
    crate::tangent::Constant = crate::tangent::Constant;
}

/// Tuples are pushed from the first member to the last, and popped in the opposite order. The second list of names is
/// the first, reversed.
macro_rules! tuples {
    ($($($name:ident)* / $($reversed:ident)*;)*) => {$(
        #[allow(non_snake_case)]
        impl<$($name: Residual),*> Residual for ($($name,)*) {
            const FILL: Self = ($($name::FILL,)*);

            #[inline]
            fn push(self, tape: &mut Workspace) {
                let ($($name,)*) = self;
                $($name.push(tape);)*
            }

            #[inline]
            fn pop(tape: &mut Workspace) -> Self {
                $(let $reversed = $reversed::pop(tape);)*
                ($($name,)*)
            }
        }
    )*};
}

tuples! {
    A / A;
    A B / B A;
    A B C / C B A;
    A B C D / D C B A;
    A B C D E / E D C B A;
    A B C D E F / F E D C B A;
    A B C D E F G / G F E D C B A;
    A B C D E F G H / H G F E D C B A;
    A B C D E F G H I / I H G F E D C B A;
    A B C D E F G H I J / J I H G F E D C B A;
    A B C D E F G H I J K / K J I H G F E D C B A;
    A B C D E F G H I J K L / L K J I H G F E D C B A;
}
