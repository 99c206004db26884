//! Constructs that need items: functions in the body, and those of the prelude that is printed before a program.

use super::Generator;
use crate::program::{Expr, Type};

/// With functions of their own, which stand in the body. Each is always the same, wherever it is written.
const NESTED: [&str; 9] = [
    "{ fn nested_pair(u: $T, v: $T) -> $T { if u > v { u * v.sin() } else { v - u * u } } nested_pair($0, $1) }",
    "{ fn nested_of_any<T: num_traits::Float>(a: T, b: T) -> T { a * b.sin() + (a - b).tanh() } nested_of_any($0, $1) }",
    "{ fn nested_checked(x: $T) -> Result<$T, String> { if x < -1.5 { Err(\"low\".to_owned()) } else { Ok(x * x) } } \
     fn nested_both(x: $T, y: $T) -> Result<$T, String> { let a = nested_checked(x)?; Ok(a - nested_checked(y)? * 0.5) } \
     nested_both($0, $1).unwrap_or(0.25) }",
    "{ fn nested_damped(x: $T, by: Option<$T>) -> $T { match by { Some(by) => x * by - 0.5, None => x * 0.3 } } \
     nested_damped($0, Some($1)) - nested_damped($2, ($0 > 0.2).then_some($1)) }",
    "{ fn nested_turned(p: ($T, $T), k: usize) -> $T { let (a, b) = p; a * b.cos() - k as $T * 0.1 } nested_turned(($0, $1), 2) }",
    "{ fn nested_scale_all(x: &mut [$T], by: $T) { for v in x.iter_mut() { *v *= by; } } \
     let mut own_buffer = [$0, $1, $2, 0.5]; nested_scale_all(&mut own_buffer[1..3], $0); own_buffer[1] - own_buffer[2] * own_buffer[3] }",
    "{ fn nested_squashed(x: &mut [$T]) -> $T { let first = x[0]; for v in x.iter_mut() { *v = v.tanh(); } first } \
     let mut own_buffer = vec![$0, $1, $2]; let own_front = nested_squashed(&mut own_buffer[..2]); own_front * own_buffer[1] - own_buffer[2] }",
    "{ fn nested_total(p: &[($T, $T)]) -> $T { p.iter().map(|(a, b)| a * b).sum() } nested_total(&[($0, $1), ($1, $2)]) }",
    "{ fn nested_spread(x: [$T; 3]) -> $T { let mut own_sorted = x; own_sorted.sort_by(|a, b| b.total_cmp(a)); \
     own_sorted[0] - own_sorted[2] * own_sorted[1] } nested_spread([$0, $1, $2]) }",
];

/// Without items.
const PLAIN: [&str; 14] = [
    "{ let mut own_sorted: Vec<$T> = vec![$0, $1, $2]; own_sorted.sort_by(|a, b| a.total_cmp(b)); own_sorted[1] * 2.0 - own_sorted[0] }",
    "{ let mut own_sorted: [($T, $T); 3] = [($0, $1), ($1, $2), (0.5, $0)]; own_sorted.sort_by(|a, b| b.0.total_cmp(&a.0)); own_sorted[1].1 }",
    "{ let own_pairs = [($0, $1), ($2, $0)]; let mut own_sum = 0.0; for (a, b) in own_pairs.iter() { own_sum += a * b; } own_sum }",
    "{ let mut own_pairs = vec![($0, 1), ($1, 2)]; own_pairs[0].0 *= $2; own_pairs.push((0.5, 3)); \
     own_pairs.iter().map(|&(v, k)| v * k as $T).sum::<$T>() }",
    "{ let own_shown: $T = $0; eprint!(\"{}\", if own_shown.is_nan() { 1 } else { 0 }); own_shown * $1 }",
    "{ let mut own_rounds = 0; let mut own_v = $0; while own_rounds < 3 { own_rounds += 1; own_v = own_v * 0.5 + $1; assert!(own_rounds < 9, \"{own_rounds}\"); } own_v }",
    "{ let parts = ($0, [$1, $2]); let (a, [b, c]) = parts; a * b - c }",
    "{ let (own_high, own_low): (Vec<$T>, Vec<$T>) = [$0, $1, $2].into_iter().partition(|v| *v > 0.1); \
     own_high.iter().product::<$T>() - own_low.iter().sum::<$T>() * own_high.len() as $T }",
    "{ let (own_a, own_b): (Vec<$T>, Vec<$T>) = [$0, $1, $2].iter().map(|v: &$T| v.sin_cos()).unzip(); own_a[0] * own_b[1] - own_a[2] }",
    "{ let own_all = [$0, $1, $2, 0.5]; let [own_a, own_b]: [$T; 2] = own_all[1..3].try_into().unwrap(); own_a * own_b - own_all[0] }",
    "{ let mut own_all: Vec<$T> = vec![$0, $0, $1, $2]; own_all.dedup(); own_all.iter().map(|v| v * v).sum::<$T>() / own_all.len() as $T }",
    "{ let own_f: fn($T) -> $T = if $0 > 0.25 { $T::sin } else { $T::tanh }; own_f($1) - own_f($2) * 0.5 }",
    "{ let own_twice = |f: &dyn Fn($T) -> $T, v: $T| f(f(v) * 0.5); own_twice(&|v| v * 0.3 + 0.1, $0) - own_twice(&$T::cos, $1) }",
    "{ let mut own_sum = $0; for own_k in 1.. { own_sum = own_sum * 0.5 + $1; if own_k > 3 || own_sum > 2.5 { break; } } own_sum }",
];

/// With what stands in the prelude, in double precision.
const OF_PRELUDE: [&str; 31] = [
    "prelude_apply(f64::sin, $0)",
    "prelude_apply(|v| v * v * 0.3 - 0.1, $0) * $1",
    "prelude_apply(prelude_square, $0)",
    "prelude_generic($0, $1)",
    "prelude_mode($0, &Kind::Slow, 1) - prelude_mode($1, &Kind::Fast, 2)",
    "{ let mut own_sum = Plane::new($0, $1); own_sum += Plane::new($1, $2); own_sum *= $0; (own_sum + Plane::new(0.5, $2)).dot(&own_sum) }",
    "{ let mut own_walker = Plane::new($0, $1); own_walker.walk($2); own_walker.walk(0.5); own_walker.x * own_walker.y }",
    "{ let mut v = Plane::new($0, $1); for k in 0..2 { v *= 0.5 + k as f64; v += v; } v.x - v.y }",
    "prelude_checked($0).map_or($1, |v| v * 0.5)",
    "match prelude_tried($0, $1) { Ok(own_tried) => own_tried * $2, Err(_) => $2 }",
    "{ let mut own_state = [$0, $1]; let own_left = prelude_step(&mut own_state, $2); own_left - own_state[0] * own_state[1] }",
    "prelude_ruled($0, $1)",
    "prelude_norm(&[$0, $1, $2])",
    "differentiate::special::erf($0) * $1",
    "differentiate::special::normal_cdf($0) - differentiate::special::erfc($1)",
    "differentiate::special::ln_gamma(f64::abs($0) + 0.5)",
    "differentiate::special::j0($0)",
    "prelude_horner($0, &PRELUDE_TABLE, 3) * prelude_horner($1, PRELUDE_SLICE, PRELUDE_DEGREE)",
    "prelude_horner($0, &[PRELUDE_TABLE[1], $1], 1) - prelude_horner($1, &PRELUDE_TABLE[1..], PRELUDE_DEGREE)",
    "{ let mut own_sum = $0; for k in (1..PRELUDE_DEGREE).step_by(2) { own_sum += prelude_horner($1, &PRELUDE_TABLE, (k + 1) % 3); } own_sum }",
    "(Plane::new($0, $1) * 2.0).dot(&Plane::new($1, $2))",
    "Limits { low: ($0 > 0.3).then_some($1), high: Some($2), scale: $1 }.limited($0) * $2",
    "prelude_limits($0, $1, $2).limited($1)",
    "match prelude_limits($0, $1, $2) { Limits { low: Some(own_low), .. } => own_low * $2, own_limits => own_limits.high.unwrap_or($0) }",
    "{ let mut own_limits = prelude_limits($0, $1, $2); own_limits.high = own_limits.low.map(|own_each| own_each * $2); own_limits.narrow($1); own_limits.limited($0) }",
    "prelude_mean([$0, $1, $2].into_iter())",
    "prelude_mean([$0, $1, $2].iter().map(|own_each| own_each * 0.5 - $1).skip(1))",
    "prelude_total(&[$0, $1, $2], $1)",
    "{ let own_all = vec![$0, $1, 0.5, $2]; prelude_lent(&own_all, $0) - prelude_lent(&own_all[1..], $2) }",
    "prelude_heavy($0, $1) - prelude_heavy($1, $0)",
    "prelude_rows(&[&[$0, $1], &[$2], &[]])",
];

impl Generator {
    /// A float by a construct that needs an item, or that stands for itself.
    pub fn with_items(&mut self, depth: usize) -> Option<Expr> {
        let text = match self.random.weighted(&[(4, 0), (5, 1), (13, 2)]) {
            0 => self.random.pick(&NESTED),
            1 => self.random.pick(&PLAIN),
            // A prelude for each precision would be twice as long to read.
            _ if self.program.single => return None,
            _ => self.random.pick(&OF_PRELUDE),
        };
        self.pure += 1;
        // What stands in the text more than once is a variable or a literal.
        let parts = (0..3).map(|_| self.float_variable().unwrap_or_else(|| self.float(depth)));
        let parts = parts.collect();
        self.pure -= 1;
        Some(self.idiom(Type::Float, text, parts, &[], |_| Vec::new()))
    }
}
