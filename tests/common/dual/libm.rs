//! `libm`'s names for dual numbers.

use super::Dual;

type D = Dual<f64>;

macro_rules! names {
    ($($libm:ident $method:ident ($($argument:ident),*);)*) => {$(
        pub fn $libm(x: D, $($argument: D),*) -> D {
            x.$method($($argument),*)
        }
    )*};
}
names! {
    exp exp(); exp2 exp2(); expm1 exp_m1(); log ln(); log2 log2(); log10 log10(); log1p ln_1p();
    sin sin(); cos cos(); tan tan(); asin asin(); acos acos(); atan atan(); atan2 atan2(y);
    sinh sinh(); cosh cosh(); tanh tanh(); asinh asinh(); acosh acosh(); atanh atanh();
    sqrt sqrt(); cbrt cbrt(); hypot hypot(y); pow powf(y); fabs abs(); copysign copysign(y);
    fmin min(y); fmax max(y); fma mul_add(y, z); floor floor(); ceil ceil(); trunc trunc(); round round();
}

pub fn sincos(x: D) -> (D, D) {
    x.sin_cos()
}
