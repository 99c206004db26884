//! D1: statements, patterns and items.

super::messages! {
    ATTRIBUTE = "D101", "the attribute `{0}` is not supported inside a differentiated function",
        help: "put the attribute on the function, or write `if cfg!(…)` instead of `#[cfg(…)]`",
        about: "Attributes on statements and expressions can change what they mean. Lint levels (`#[allow(…)]` and \
            their \
            kin) are accepted.",
        wrong: "fn f(x: f64) -> f64 { let mut y = x; #[cfg(test)] { y *= 2.0; } y }",
        right: "fn f(x: f64) -> f64 { let mut y = x; if cfg!(test) { y *= 2.0; } y }";
    ITEM = "D102", "{0} inside a differentiated function is not supported",
        help: "move it out of the function",
        about: "Inside the body there may be functions, constants, statics, `use`, and structs that derive `Differentiable`.",
        wrong: "fn f(x: f64) -> f64 { type Float = f64; let y: Float = x; y }",
        right: "fn f(x: f64) -> f64 { let y: f64 = x; y }";
    PATTERN = "D104", "{0} is not supported in a differentiated function",
        help: "bind a name, `_`, or tuples and arrays of them, and take the parts by `.0` or by index",
        about: "Patterns are names, `_`, and tuples and arrays of patterns, also behind `&`; in a `let`, arrays may leave \
            elements out, and tuples leave out the parts behind `..`.",
        wrong: "fn f(x: [[f64; 3]; 2]) -> f64 { let mut s = 0.0; for [a, ..] in x { s += a * a; } s }",
        right: "fn f(x: [[f64; 3]; 2]) -> f64 { let mut s = 0.0; for [a, _, _] in x { s += a * a; } s }";
    ITEM_TWICE = "D105", "there are two different items named `{0}` in this function",
        help: "rename one of them",
        about: "The derivative repeats the items of the body in one block, so their names must differ.",
        wrong: "fn f(x: f64) -> f64 { let a = { const K: f64 = 2.0; K * x }; let b = { const K: f64 = 3.0; K * x }; a \
            * b }",
        right: "fn f(x: f64) -> f64 { let a = { const K: f64 = 2.0; K * x }; let b = { const L: f64 = 3.0; L * x }; a \
            * b }";
    ITEM_SHADOWS = "D106", "the item `{0}` has the name of a variable of this function",
        help: "rename one of them",
        about: "The derivative repeats the items of the body in one block, where the name of a constant would become a \
            pattern.",
        wrong: "fn f(k: f64) -> f64 { let a = k * k; { const k: f64 = 2.0; a * k } }",
        right: "fn f(k: f64) -> f64 { let a = k * k; { const K: f64 = 2.0; a * K } }";
    ANNOTATION = "D107", "the type `{0}` is not supported in a differentiated function",
        help: "use floats, integers, `bool`, arrays `[f64; N]`, tuples and `Option`s of these",
        about: "Variables hold numbers, `bool`s, arrays, tuples and `Option`s.",
        wrong: "fn f(x: f64) -> f64 { let y: Box<f64> = Box::new(x); *y }",
        right: "fn f(x: f64) -> f64 { let y: f64 = x; y }";
    ASSIGNEE = "D108", "this cannot be assigned to in a differentiated function",
        help: "assign to a variable, an element `a[i]`, a field `t.0`, or a tuple of these",
        about: "Only places that begin at a variable are changed.",
        wrong: "fn f(x: f64) -> f64 { let a = [x, x]; *pick(a) = 2.0; a[0] }",
        right: "fn f(x: f64) -> f64 { let mut a = [x, x]; a[1] = 2.0; a[0] }";
    SYNTAX = "D109", "this syntax is not known to `differentiate`",
        help: "write it with the constructs listed in the documentation of `differentiate`",
        about: "The parser met something that is newer than it is.",
        wrong: "fn f(x: f64) -> f64 { builtin # offset_of(A, b); x }",
        right: "fn f(x: f64) -> f64 { x }";
    TOO_DEEP = "D110", "the expressions of this function are nested too deeply",
        help: "bind parts of it with `let`",
        about: "The compiler's stack is finite; it refuses brackets beyond 128 levels, and expressions beyond 1,100.",
        wrong: "",
        right: "";
    ITEM_HIDES = "D111", "outside of its block, this function uses another `{0}` than this item",
        help: "rename one of them",
        about: "The derivative repeats the items of the body in one block, where this one would be meant everywhere.",
        wrong: "fn f(x: f64) -> f64 { let y = { const K: f64 = 2.0; K * x }; K * y }",
        right: "fn f(x: f64) -> f64 { let y = { const L: f64 = 2.0; L * x }; K * y }";
    GLOB = "D112", "importing everything is not supported in an inner block",
        help: "move it to the beginning of the function, or import the names one by one",
        about: "The derivative repeats the imports of the body in one block, where these names would be meant everywhere.",
        wrong: "fn f(x: f64) -> f64 { if x > 1.0 { use std::f64::consts::*; PI * x } else { x } }",
        right: "fn f(x: f64) -> f64 { use std::f64::consts::*; if x > 1.0 { PI * x } else { x } }";
}
