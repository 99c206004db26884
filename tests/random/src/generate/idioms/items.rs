//! Constructs that need items: functions in the body, and those of the prelude that is printed before a program.

use super::Generator;
use crate::program::{Expr, Type};

/// With functions of their own, which stand in the body. Each is always the same, wherever it is written.
const NESTED: [&str; 9] = [
    "{ fn nested(u: $T, v: $T) -> $T { if u > v { u * v.sin() } else { v - u * u } } nested($0, $1) }",
    "{ fn of_any<T: num_traits::Float>(a: T, b: T) -> T { a * b.sin() + (a - b).abs().sqrt() } of_any($0, $1) }",
    "{ fn checked(x: $T) -> Result<$T, String> { if x < -1.5 { Err(\"low\".to_owned()) } else { Ok(x * x) } } \
     fn both(x: $T, y: $T) -> Result<$T, String> { let a = checked(x)?; Ok(a - checked(y)? * 0.5) } \
     both($0, $1).unwrap_or(0.25) }",
    "{ fn damped(x: $T, by: Option<$T>) -> $T { match by { Some(by) => x * by - 0.5, None => x * 0.3 } } \
     damped($0, Some($1)) - damped($2, ($0 > 0.2).then_some($1)) }",
    "{ fn turned(p: ($T, $T), k: usize) -> $T { let (a, b) = p; a * b.cos() - k as $T * 0.1 } turned(($0, $1), 2) }",
    "{ fn scale_all(x: &mut [$T], by: $T) { for v in x.iter_mut() { *v *= by; } } \
     let mut buffer = [$0, $1, $2, 0.5]; scale_all(&mut buffer[1..3], $0); buffer[1] - buffer[2] * buffer[3] }",
    "{ fn squashed(x: &mut [$T]) -> $T { let first = x[0]; for v in x.iter_mut() { *v = v.tanh(); } first } \
     let mut buffer = vec![$0, $1, $2]; let front = squashed(&mut buffer[..2]); front * buffer[1] - buffer[2] }",
    "{ fn total(p: &[($T, $T)]) -> $T { p.iter().map(|(a, b)| a * b).sum() } total(&[($0, $1), ($1, $2)]) }",
    "{ fn spread(x: [$T; 3]) -> $T { let mut sorted = x; sorted.sort_by(|a, b| b.total_cmp(a)); \
     sorted[0] - sorted[2] * sorted[1] } spread([$0, $1, $2]) }",
];

/// Without items.
const PLAIN: [&str; 7] = [
    "{ let mut sorted = vec![$0, $1, $2]; sorted.sort_by(|a, b| a.total_cmp(b)); sorted[1] * 2.0 - sorted[0] }",
    "{ let mut sorted = [($0, $1), ($1, $2), (0.5, $0)]; sorted.sort_by(|a, b| b.0.total_cmp(&a.0)); sorted[1].1 }",
    "{ let pairs = [($0, $1), ($2, $0)]; let mut sum = 0.0; for (a, b) in pairs.iter() { sum += a * b; } sum }",
    "{ let mut pairs = vec![($0, 1), ($1, 2)]; pairs[0].0 *= $2; pairs.push((0.5, 3)); \
     pairs.iter().map(|&(v, k)| v * k as $T).sum::<$T>() }",
    "{ let shown = $0; eprint!(\"{}\", if shown.is_nan() { 1 } else { 0 }); shown * $1 }",
    "{ let mut rounds = 0; let mut v = $0; while rounds < 3 { rounds += 1; v = v * 0.5 + $1; assert!(rounds < 9, \"{rounds}\"); } v }",
    "{ let parts = ($0, [$1, $2]); let (a, [b, c]) = parts; a * b - c }",
];

/// With what stands in the prelude, in double precision.
const OF_PRELUDE: [&str; 10] = [
    "prelude_apply(f64::sin, $0)",
    "prelude_apply(|v| v * v * 0.3 - 0.1, $0) * $1",
    "prelude_apply(prelude_square, $0)",
    "prelude_generic($0, $1)",
    "prelude_mode($0, &Kind::Slow, 1) - prelude_mode($1, &Kind::Fast, 2)",
    "{ let mut sum = Plane::new($0, $1); sum += Plane::new($1, $2); sum *= $0; (sum + Plane::new(0.5, $2)).dot(&sum) }",
    "{ let mut walker = Plane::new($0, $1); walker.walk($2); walker.walk(0.5); walker.x * walker.y }",
    "{ let mut v = Plane::new($0, $1); for k in 0..2 { v *= 0.5 + k as f64; v += v; } v.x - v.y }",
    "prelude_checked($0).map_or($1, |v| v * 0.5)",
    "(Plane::new($0, $1) * 2.0).dot(&Plane::new($1, $2))",
];

impl Generator {
    /// A float by a construct that needs an item, or that stands for itself.
    pub fn with_items(&mut self, depth: usize) -> Option<Expr> {
        let text = match self.random.weighted(&[(4, 0), (4, 1), (5, 2)]) {
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
