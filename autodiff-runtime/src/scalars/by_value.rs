//! What the numbers of this module have of the value in them.

/// Comparisons and text are those of the value. Generic parameters stand in brackets before the type.
macro_rules! shown_by_value {
    ([$($generics:tt)*] $number:ty) => {
        /// Compares the values.
        impl<$($generics)*> PartialEq for $number {
            #[inline(always)]
            fn eq(&self, other: &Self) -> bool {
                self.value == other.value
            }
        }

        /// Compares the values.
        impl<$($generics)*> PartialOrd for $number {
            #[inline(always)]
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                self.value.partial_cmp(&other.value)
            }
        }

        $crate::scalars::by_value::shown_by_value!(fmt [$($generics)*] $number, Display);
        $crate::scalars::by_value::shown_by_value!(fmt [$($generics)*] $number, LowerExp);
        $crate::scalars::by_value::shown_by_value!(fmt [$($generics)*] $number, UpperExp);
    };
    (fmt [$($generics:tt)*] $number:ty, $how:ident) => {
        /// Shows the value.
        impl<$($generics)*> core::fmt::$how for $number {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::$how::fmt(&self.value, f)
            }
        }
    };
}

/// `+=` and its kin by `+` and its kin.
macro_rules! assigned {
    ([$($generics:tt)*] $number:ty) => {
        $crate::scalars::by_value::assigned!([$($generics)*] $number, AddAssign add_assign +);
        $crate::scalars::by_value::assigned!([$($generics)*] $number, SubAssign sub_assign -);
        $crate::scalars::by_value::assigned!([$($generics)*] $number, MulAssign mul_assign *);
        $crate::scalars::by_value::assigned!([$($generics)*] $number, DivAssign div_assign /);
        $crate::scalars::by_value::assigned!([$($generics)*] $number, RemAssign rem_assign %);
    };
    ([$($generics:tt)*] $number:ty, $trait:ident $method:ident $operator:tt) => {
        impl<$($generics)*> core::ops::$trait for $number {
            #[inline(always)]
            fn $method(&mut self, other: Self) {
                *self = *self $operator other;
            }
        }
    };
}

/// In an implementation of `Real`: constants by `$constant_of`, and what looks at the value alone.
macro_rules! real_by_value {
    ($constant_of:path) => {
        const EPSILON: f64 = T::EPSILON;
        const MAX: f64 = T::MAX;
        const MIN_POSITIVE: f64 = T::MIN_POSITIVE;

        #[inline(always)]
        fn constant(value: f64) -> Self {
            $constant_of(T::constant(value))
        }

        #[inline(always)]
        fn from_i64(value: i64) -> Self {
            $constant_of(T::from_i64(value))
        }

        #[inline(always)]
        fn from_u64(value: u64) -> Self {
            $constant_of(T::from_u64(value))
        }

        #[inline(always)]
        fn to_f64(self) -> f64 {
            self.value.to_f64()
        }

        #[inline(always)]
        fn total_cmp(&self, other: &Self) -> core::cmp::Ordering {
            self.value.total_cmp(&other.value)
        }

        $crate::scalars::by_value::real_by_value!(tests is_nan is_infinite is_finite is_normal is_sign_positive is_sign_negative);
    };
    (tests $($test:ident)*) => {$(
        #[inline(always)]
        fn $test(self) -> bool {
            self.value.$test()
        }
    )*};
}

/// In an implementation of `Real`: what gives one of several numbers is that number, with the value by `$with_value`.
macro_rules! chosen_by_value {
    ($with_value:path) => {
        /// At a tie all goes to `other`.
        #[inline]
        fn min(self, other: Self) -> Self {
            let value = self.value.min(other.value);
            $with_value(if value != other.value { self } else { other }, value)
        }

        /// At a tie all goes to `other`.
        #[inline]
        fn max(self, other: Self) -> Self {
            let value = self.value.max(other.value);
            $with_value(if value != other.value { self } else { other }, value)
        }

        /// At a bound all goes to the number.
        #[inline]
        fn clamp(self, low: Self, high: Self) -> Self {
            let value = self.value.clamp(low.value, high.value);
            let chosen = match self.value {
                x if x < low.value => low,
                x if x > high.value => high,
                _ => self,
            };
            $with_value(chosen, value)
        }
    };
}

pub(super) use {assigned, chosen_by_value, real_by_value, shown_by_value};
