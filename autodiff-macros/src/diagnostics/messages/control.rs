//! D4: control flow.

super::messages! {
    MATCH = "D401", "{0} is not supported in a pattern that is matched",
        help: "write an arm for each alternative, or bind the name before the `match`",
        about: "Patterns are literals, constants, ranges, names, `_`, tuples, arrays, slices, `Some`, `None`, `Ok`, `Err` \
            and alternatives; names in alternatives only in the arms of a `match`.",
        wrong: "fn f(x: f64, n: u32) -> f64 { if let (0, v) | (1, v) = (n, x) { v } else { x * x } }",
        right: "fn f(x: f64, n: u32) -> f64 { match (n, x) { (0, v) | (1, v) => v, _ => x * x } }";
    IF_LET = "D402", "`let` is not supported in this condition",
        help: "write it behind `if`, `while` or `&&`, or use `matches!`",
        about: "`let` is accepted in the conditions of `if` and `while`, alone or in a chain of `&&`.",
        wrong: "fn f(x: &[f64]) -> f64 { if !(let Some(v) = x.get(1)) { 1.0 } else { 0.0 } }",
        right: "fn f(x: &[f64]) -> f64 { if !matches!(x.get(1), Some(_)) { 1.0 } else { 0.0 } }";
    JUMP_TARGET = "D405", "there is no loop for this `{0}`",
        help: "put it inside a loop, or use the label of a loop around it",
        about: "As rustc says too.",
        wrong: "fn f(x: f64) -> f64 { break; x }",
        right: "fn f(x: f64) -> f64 { loop { break; } x }";
    ITERATED = "D406", "a `for` cannot run over this in a differentiated function",
        help: "loop over a range with both ends, as in `for i in 0..n`, or over the elements of slices and arrays",
        about: "A `for` runs over ranges and elements of slices and arrays, and chains of iterators on them that come \
            to an end.",
        wrong: "fn f(x: f64) -> f64 { let mut y = x; for i in (0..).step_by(2) { if i > 3 { break; } y *= x; } y }",
        right: "fn f(x: f64) -> f64 { let mut y = x; for i in (0..4).step_by(2) { y *= x; } y }";
    BREAK_VALUE = "D407", "`break` with a value belongs in `loop`",
        help: "write `loop`, or assign the value to a variable before the `break`",
        about: "As rustc says too: `for` and `while` have no value.",
        wrong: "fn f(x: f64) -> f64 { while x > 0.0 { break x; } x }",
        right: "fn f(x: f64) -> f64 { loop { break x; } }";
    ERROR_VALUE = "D408", "an error value can only be returned from a differentiated function",
        help: "write `Err(_)` or `|_|`, and use the error only inside of `Err(…)`",
        about: "The derivative does not look into errors: where the function gives one, it comes from the function itself.",
        wrong: "fn f(x: f64) -> f64 { match g(x) { Ok(v) => v, Err(code) => code as f64 } }",
        right: "fn f(x: f64) -> f64 { match g(x) { Ok(v) => v, Err(_) => -1.0 } }";
    ERROR_EFFECT = "D409", "this error might panic or jump, and the function may go on behind it",
        help: "return it at once, as `return Err(…)` or `Err(…)?`, or bind what it needs before",
        about: "An error is made by calling the function itself again, so it is made only where it leaves the function.",
        wrong: "fn f(x: &[f64]) -> f64 { let r = if x[0] < 0.0 { Err(x[1] as usize + x.len()) } else { Ok(x[0]) }; r.unwrap_or(0.0) }",
        right: "fn f(x: &[f64]) -> f64 { let r = if x[0] < 0.0 { None } else { Some(x[0]) }; r.unwrap_or(0.0) }";
    OPAQUE = "D410", "a parameter of a type that `differentiate` does not know is not supported here",
        help: "match it, compare it with a constant by `==`, or pass it to another function",
        about: "Of an enum or a text only what patterns ask is known.",
        wrong: "fn f(x: f64, kind: Kind) -> f64 { let k = kind; match kind { Kind::A => x, _ => 0.0 } }",
        right: "fn f(x: f64, kind: Kind) -> f64 { match kind { Kind::A => x, _ => 0.0 } }";
    OPAQUE_PAYLOAD = "D411", "the value that this takes out of `{0}` would have a derivative",
        help: "write the variant with its type, as in `Kind::Scaled(k)`, with `#[derive(Differentiable)]` on that; or mark the parameter \
            `#[constant]`",
        about: "Where variants stand without their type, nothing says of which it is, and so the enum is taken for one without a \
            derivative.",
        wrong: "fn f(x: f64, kind: Kind) -> f64 { use Kind::Scaled; match kind { Scaled(k) => x * k, _ => x } }",
        right: "fn f(x: f64, #[constant] kind: Kind) -> f64 { match kind { Kind::Scaled(k) => x * k, _ => x } }";
}
