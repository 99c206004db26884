//! D4: control flow.

super::messages! {
    MATCH = "D401", "`match` is not supported in a differentiated function",
        help: "write `if … else if … else`",
        about: "Pattern matching is not accepted yet.",
        wrong: "fn f(x: f64, n: u32) -> f64 { match n { 0 => 1.0, 1 => x, _ => x * x } }",
        right: "fn f(x: f64, n: u32) -> f64 { if n == 0 { 1.0 } else if n == 1 { x } else { x * x } }";
    IF_LET = "D402", "`let` in a condition is not supported in a differentiated function",
        help: "write the test as a comparison, as in `if i < x.len() { … x[i] … }`",
        about: "There are no enums in the accepted language, so there is nothing to match.",
        wrong: "fn f(x: &[f64]) -> f64 { if let Some(v) = x.get(1) { *v } else { 0.0 } }",
        right: "fn f(x: &[f64]) -> f64 { if 1 < x.len() { x[1] } else { 0.0 } }";
    TRY = "D403", "`?` is not supported in a differentiated function",
        help: "write the test as an `if` with an early `return`",
        about: "There are no enums in the accepted language.",
        wrong: "fn f(x: f64) -> f64 { half(x)? }",
        right: "fn f(x: f64) -> f64 { if x < 0.0 { return 0.0; } half(x) }";
    LABELED_BLOCK = "D404", "a block with a label is not supported in a differentiated function",
        help: "write `'label: loop { … break 'label value; }`",
        about: "A loop that is left at its end does the same.",
        wrong: "fn f(x: f64) -> f64 { 'a: { if x < 0.0 { break 'a 0.0; } x } }",
        right: "fn f(x: f64) -> f64 { 'a: loop { if x < 0.0 { break 'a 0.0; } break 'a x; } }";
    JUMP_TARGET = "D405", "there is no loop for this `{0}`",
        help: "put it inside a loop, or use the label of a loop around it",
        about: "As rustc says too.",
        wrong: "fn f(x: f64) -> f64 { break; x }",
        right: "fn f(x: f64) -> f64 { loop { break; } x }";
    ITERATED = "D406", "a `for` cannot run over this in a differentiated function",
        help: "loop over a range with both ends, as in `for i in 0..n`, or over the elements of one slice or array",
        about: "A `for` runs over a range or over the elements of one slice or array.",
        wrong: "fn f(x: f64) -> f64 { let mut y = x; for i in 0.. { if i > 3 { break; } y *= x; } y }",
        right: "fn f(x: f64) -> f64 { let mut y = x; for i in 0..4 { if i > 3 { break; } y *= x; } y }";
    BREAK_VALUE = "D407", "`break` with a value belongs in `loop`",
        help: "write `loop`, or assign the value to a variable before the `break`",
        about: "As rustc says too: `for` and `while` have no value.",
        wrong: "fn f(x: f64) -> f64 { while x > 0.0 { break x; } x }",
        right: "fn f(x: f64) -> f64 { loop { break x; } }";
}
