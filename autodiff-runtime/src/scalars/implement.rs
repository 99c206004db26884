//! What a number needs besides its arithmetic, made of that.

/// Implements for a number of your own, beside [`Real`](crate::Real) and [`Residual`](crate::Residual), what generated
/// code asks of it: it is its own tangent, and can be accumulated.
///
/// Generic parameters stand in brackets before the type: `scalar!([T: Real] Interval<T>);`, `scalar!([] Counted);`.
#[macro_export]
macro_rules! scalar {
    ([$($generics:tt)*] $number:ty) => {
        impl<$($generics)*> $crate::Adjoint<$number> for $number {
            #[inline(always)]
            fn add_at(&mut self, _at: &[usize], value: $number) {
                *self += value;
            }
        }

        impl<$($generics)*> $crate::AddAll<$number> for $number {
            #[inline(always)]
            fn add_all(&mut self, other: &$number) {
                *self += *other;
            }
        }

        impl<$($generics)*> $crate::AddAll<$number> for () {
            #[inline(always)]
            fn add_all(&mut self, _other: &$number) {}
        }

        impl<$($generics)*> $crate::Adjoint<$number> for () {
            #[inline(always)]
            fn add_at(&mut self, _at: &[usize], _value: $number) {}
        }

        impl<$($generics)*> $crate::spread::Spread<$number> for $number {
            #[inline(always)]
            fn spread<A: $crate::Adjoint<$number> + ?Sized>(&self, sink: &mut A, at: &mut $crate::spread::Path) {
                sink.add_at(at.indices(), *self);
            }
        }

        impl<$($generics)*> $crate::function::Argument for $number {
            type Scalar = $number;
        }

        impl<$($generics)*> $crate::Differentiable for $number {
            type Tangent = $number;

            #[inline(always)]
            fn zero_tangent(&self) -> $number {
                $crate::Real::constant(0.0)
            }

            #[inline(always)]
            fn step(&mut self, tangent: &$number, factor: f64) {
                *self += $crate::Real::scaled(*tangent, factor);
            }

            /// Shows the value alone; one that is changed becomes a constant.
            fn visit(&mut self, visitor: &mut dyn $crate::tangent::Visitor) {
                let before = $crate::Real::to_f64(*self);
                let mut value = before;
                visitor.float(&mut value, f64::EPSILON);
                if value.to_bits() != before.to_bits() {
                    *self = $crate::Real::constant(value);
                }
            }
        }

        impl<$($generics)*> $crate::Tangent for $number {
            #[inline(always)]
            fn zero() -> $number {
                $crate::Real::constant(0.0)
            }

            #[inline(always)]
            fn add_scaled(&mut self, other: &$number, factor: f64) {
                *self += $crate::Real::scaled(*other, factor);
            }

            #[inline(always)]
            fn scale(&mut self, factor: f64) {
                *self = $crate::Real::scaled(*self, factor);
            }

            #[inline(always)]
            fn set_zero(&mut self) {
                *self = $crate::Real::constant(0.0);
            }

            #[inline(always)]
            fn dot(&self, other: &$number) -> f64 {
                $crate::Real::to_f64(*self * *other)
            }

            fn read(&self, each: &mut dyn FnMut(f64)) {
                each($crate::Real::to_f64(*self));
            }

            fn write(&mut self, next: &mut dyn FnMut() -> f64) {
                *self = $crate::Real::constant(next());
            }
        }
    };
}
