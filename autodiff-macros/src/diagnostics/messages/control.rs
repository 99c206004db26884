//! D4: control flow.

super::messages! {
    MATCH = "D401", "{0} is not supported in a pattern that is matched",
        help: "write an arm for each alternative, or bind the name before the `match`",
        about: "Patterns are literals, constants, ranges, names, `_`, tuples, arrays, slices, alternatives without names, \
            and `Some` and `None` of what is computed at that place.",
        wrong: "fn f(x: f64, n: u32) -> f64 { match (n, x) { (0, v) | (1, v) => v, (_, v) => v * v } }",
        right: "fn f(x: f64, n: u32) -> f64 { match (n, x) { (0 | 1, v) => v, (_, v) => v * v } }";
    IF_LET = "D402", "`let` is not supported in this condition",
        help: "write `if let` without other conditions, inside of an `if` with those",
        about: "`if let`, `while let` and `let … else` are accepted; `let` among other conditions is not.",
        wrong: "fn f(x: &[f64], n: usize) -> f64 { if n > 2 && let Some(v) = x.first() { v * v } else { x[1] } }",
        right: "fn f(x: &[f64], n: usize) -> f64 { if n > 2 { if let Some(v) = x.first() { return v * v; } } x[1] }";
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
        help: "loop over a range with both ends, as in `for i in 0..n`, or over the elements of slices and arrays",
        about: "A `for` runs over ranges and elements of slices and arrays, and chains of iterators on them that come \
            to an end.",
        wrong: "fn f(x: f64) -> f64 { let mut y = x; for i in 0.. { if i > 3 { break; } y *= x; } y }",
        right: "fn f(x: f64) -> f64 { let mut y = x; for i in 0..4 { if i > 3 { break; } y *= x; } y }";
    BREAK_VALUE = "D407", "`break` with a value belongs in `loop`",
        help: "write `loop`, or assign the value to a variable before the `break`",
        about: "As rustc says too: `for` and `while` have no value.",
        wrong: "fn f(x: f64) -> f64 { while x > 0.0 { break x; } x }",
        right: "fn f(x: f64) -> f64 { loop { break x; } }";
}
