//! The methods of integers as those of traits: `3.pow(n)` is an error where the compiler of Rust has yet to find out of which
//! type the literal is, `Integer::pow(3, n)` is none.

/// Any integer type.
pub trait Integer: Sized {
    /// The unsigned type of the same width.
    type Unsigned;

    /// `a.abs_diff(b)`
    fn abs_diff(self, other: Self) -> Self::Unsigned;
    /// `a.pow(n)`
    fn pow(self, exponent: u32) -> Self;
    /// `a.rem_euclid(b)`
    fn rem_euclid(self, other: Self) -> Self;
    /// `a.div_euclid(b)`
    fn div_euclid(self, other: Self) -> Self;
    /// `a.wrapping_add(b)`
    fn wrapping_add(self, other: Self) -> Self;
    /// `a.wrapping_sub(b)`
    fn wrapping_sub(self, other: Self) -> Self;
    /// `a.wrapping_mul(b)`
    fn wrapping_mul(self, other: Self) -> Self;
    /// `a.saturating_add(b)`
    fn saturating_add(self, other: Self) -> Self;
    /// `a.saturating_sub(b)`
    fn saturating_sub(self, other: Self) -> Self;
    /// `a.saturating_mul(b)`
    fn saturating_mul(self, other: Self) -> Self;
    /// `a.count_ones()`
    fn count_ones(self) -> u32;
    /// `a.leading_zeros()`
    fn leading_zeros(self) -> u32;
    /// `a.trailing_zeros()`
    fn trailing_zeros(self) -> u32;
    /// `a.rotate_left(n)`
    fn rotate_left(self, by: u32) -> Self;
    /// `a.rotate_right(n)`
    fn rotate_right(self, by: u32) -> Self;
    /// `a.wrapping_shl(n)`
    fn wrapping_shl(self, by: u32) -> Self;
    /// `a.wrapping_shr(n)`
    fn wrapping_shr(self, by: u32) -> Self;
    /// `a.wrapping_neg()`
    fn wrapping_neg(self) -> Self;
    /// `a.isqrt()`
    fn isqrt(self) -> Self;
    /// `a.ilog2()`
    fn ilog2(self) -> u32;
}

/// An integer type with a sign.
#[allow(clippy::wrong_self_convention, reason = "the methods are those of integers")]
pub trait Signed: Integer {
    /// `a.abs()`
    fn abs(self) -> Self;
    /// `a.signum()`
    fn signum(self) -> Self;
    /// `a.is_positive()`
    fn is_positive(self) -> bool;
    /// `a.is_negative()`
    fn is_negative(self) -> bool;
    /// `a.unsigned_abs()`
    fn unsigned_abs(self) -> Self::Unsigned;
}

/// An integer type without a sign.
#[allow(clippy::wrong_self_convention, reason = "the methods are those of integers")]
pub trait Unsigned: Integer {
    /// `a.is_power_of_two()`
    fn is_power_of_two(self) -> bool;
    /// `a.div_ceil(b)`
    fn div_ceil(self, other: Self) -> Self;
    /// `a.next_power_of_two()`
    fn next_power_of_two(self) -> Self;
}

macro_rules! methods {
    ($type:ty: $($name:ident($($argument:ident: $of:ty)?) -> $result:ty;)*) => {$(
        #[inline(always)]
        #[track_caller]
        fn $name(self $(, $argument: $of)?) -> $result {
            <$type>::$name(self $(, $argument)?)
        }
    )*};
}

macro_rules! integers {
    ($($type:ident of $unsigned:ident)*) => {$(
        impl Integer for $type {
            type Unsigned = $unsigned;

            methods! { $type:
                abs_diff(other: $type) -> $unsigned;
                pow(exponent: u32) -> $type;
                rem_euclid(other: $type) -> $type;
                div_euclid(other: $type) -> $type;
                wrapping_add(other: $type) -> $type;
                wrapping_sub(other: $type) -> $type;
                wrapping_mul(other: $type) -> $type;
                saturating_add(other: $type) -> $type;
                saturating_sub(other: $type) -> $type;
                saturating_mul(other: $type) -> $type;
                count_ones() -> u32;
                leading_zeros() -> u32;
                trailing_zeros() -> u32;
                rotate_left(by: u32) -> $type;
                rotate_right(by: u32) -> $type;
                wrapping_shl(by: u32) -> $type;
                wrapping_shr(by: u32) -> $type;
                wrapping_neg() -> $type;
                isqrt() -> $type;
                ilog2() -> u32;
            }
        }
    )*};
}

macro_rules! signed {
    ($($type:ident)*) => {$(
        impl Signed for $type {
            methods! { $type:
                abs() -> $type;
                signum() -> $type;
                is_positive() -> bool;
                is_negative() -> bool;
                unsigned_abs() -> <$type as Integer>::Unsigned;
            }
        }
    )*};
}

macro_rules! unsigned {
    ($($type:ident)*) => {$(
        impl Unsigned for $type {
            methods! { $type:
                is_power_of_two() -> bool;
                div_ceil(other: $type) -> $type;
                next_power_of_two() -> $type;
            }
        }
    )*};
}

integers!(i8 of u8 i16 of u16 i32 of u32 i64 of u64 i128 of u128 isize of usize);
integers!(u8 of u8 u16 of u16 u32 of u32 u64 of u64 u128 of u128 usize of usize);
signed!(i8 i16 i32 i64 i128 isize);
unsigned!(u8 u16 u32 u64 u128 usize);

macro_rules! operations {
    ($($name:ident: $trait:ident,)*) => {$(
        /// The operator of this name, of two numbers of one type: `k as _ + 1` is an error where only the result says what `_` is.
        #[inline(always)]
        pub fn $name<T: core::ops::$trait<Output = T>>(a: T, b: T) -> T {
            core::ops::$trait::$name(a, b)
        }
    )*};
    ($($name:ident)*) => {$(
        /// The comparison of this name, of two numbers of one type.
        #[inline(always)]
        pub fn $name<T: PartialOrd>(a: T, b: T) -> bool {
            a.$name(&b)
        }
    )*};
}

operations! {
    add: Add,
    sub: Sub,
    mul: Mul,
    div: Div,
    rem: Rem,
    bitand: BitAnd,
    bitor: BitOr,
    bitxor: BitXor,
}
operations!(lt le gt ge eq ne);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cast_finds_its_type_behind_the_operation() {
        let k = 7_usize;
        let rest: u8 = rem(add(k as _, 1), 3);
        assert_eq!(rest, 2);
        let limit: i64 = -3;
        assert!(lt(limit, k as _) && !eq(k as _, limit));
    }

    #[test]
    fn a_literal_finds_its_type_behind_the_call() {
        let (least, power) = (-4, Integer::pow(3, 2));
        let both: [i64; 2] = [least, power];
        assert_eq!(both, [-4, 9]);
        assert_eq!(Integer::abs_diff(3, -4) as u8, 7);
        assert_eq!(Signed::abs(-3) + Integer::pow(2, 3), 11);
        assert!(Unsigned::is_power_of_two(8_u16) && Integer::count_ones(7_u8) == 3);
    }
}
