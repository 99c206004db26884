//! Numbers: operators, methods, casts.

use super::agree;

agree! { |x, n|
    floats: { let a = x[0]; (a + 2.0) * (a - 0.5) / (a * a + 1.0) % 0.7 - -a }
    compound_assignment: { let mut a = x[0]; a += 2.0; a -= 0.25; a *= 3.0; a /= 7.0; a %= 1.0; a }
    integers: { let mut i = 7 * n + 3; i -= 2; i /= 2; i %= 11; i <<= 2; i >>= 1; i |= 64; i &= !2; i ^= 5; i as f64 }
    integer_overflow_panics: { let m: u8 = n as u8; (m - 3) as f64 }
    negative_literals: { let a: i8 = -128; let b = -1i64; (a as i64 + b) as f64 + -1.5 - -0.0 }
    suffixes: {
        let a = 3u8;
        let b = 2.5f32;
        let c = 1_000i64;
        let d = 0xffusize;
        a as f64 + b as f64 + c as f64 + d as f64 + 1f64 + 2e1
    }
    casts: {
        let a = 3.7f64;
        a as i32 as f64 + (n as f32 / 3.0) as f64 + (-1i32) as u8 as f64 + (n > 2) as i32 as f64 + 300i32 as u8 as f64
    }
    large_literals_in_casts: { 3_000_000_000u64 as f64 + 5_000_000_000 as i64 as f64 }
    conversions: { f64::from(n as u32) + f64::from(2.5f32) + f64::from(n > 2) }
    methods: {
        let a = x[0].abs() + 0.5;
        a.sqrt() + a.ln() * a.exp() - a.powi(3) + a.powf(1.5) + a.max(1.0).min(3.0).clamp(0.0, 2.0)
    }
    powers: { x[0].powi(n as i32 - 3) + 2.0f64.powi(2) }
    functions: {
        let a = x[0].abs();
        f64::sqrt(a) + f64::max(a, 1.0) + std::primitive::f64::hypot(a, 1.0) + <f64>::mul_add(a, 2.0, 1.0)
    }
    sin_cos_together: { let (s, c) = x[0].sin_cos(); s * c + x[0].sin_cos().0 }
    integer_methods: {
        let i = n as i32 - 3;
        let k = i.abs() + i.signum() * 10 + i.pow(2) + i.min(1) + i.max(0) + i.rem_euclid(4) + i.clamp(-1, 1);
        k as f64 + i.abs_diff(2) as f64 + n.saturating_sub(2) as f64
    }
    integer_functions: {
        (usize::min(n, 3) + std::cmp::max(n, 2)) as f64 + (n.is_power_of_two() as i32) as f64 + n.count_ones() as f64
    }
    tests_of_floats: {
        let a = x[0];
        if a.is_nan() || !a.is_finite() { 1.0 } else if a.is_sign_negative() { 2.0 } else { 3.0 }
    }
    orderings: {
        let o = x[0].total_cmp(&1.0);
        if o.is_lt() { 1.0 } else if o == std::cmp::Ordering::Equal { 2.0 } else { 3.0 }
    }
    orderings_of_integers: { let o = n.cmp(&3); if o.is_le() { if o.is_eq() { 1.0 } else { 2.0 } } else { 3.0 } }
    constants: { let e = f64::EPSILON; let m = usize::MAX; if n == 0 { e } else { 1.0 } }
    lengths: { if x.is_empty() { 0.5 } else { x.len() as f64 * x[x.len() - 1] } }
    comparisons: {
        let mut k = 0;
        if 1.0 < x[0] { k += 1; }
        if x[0] >= 2.0 { k += 10; }
        if x[0] != 0.5 { k += 100; }
        if true > false { k += 1000; } k as f64
    }
    single_precision: { let a = x[0] as f32; let b = a * 0.1 + 0.2; (b / 3.0).sqrt() as f64 + b as f64 }
}
