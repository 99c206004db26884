//! D2: expressions.

super::messages! {
    LITERAL = "D201", "{0} literals are not supported in a differentiated function",
        help: "use numbers and `bool`; strings stand only in `panic!`, `assert!` and their kin",
        about: "Only numbers and `bool`s are values of the accepted language.",
        wrong: "fn f(x: f64) -> f64 { let unit = \"m\"; x }",
        right: "fn f(x: f64) -> f64 { let unit = 1.0; x * unit }";
    NUMBER = "D202", "the literal `{0}` is not a number that `differentiate` knows",
        help: "use a suffix of Rust's number types, and integers below 2^127",
        about: "The literal has an unknown suffix or is too large.",
        wrong: "fn f(x: f64) -> f64 { x * 2.0f16 }",
        right: "fn f(x: f64) -> f64 { x * 2.0f64 }";
    MUT_BORROW = "D203", "`&mut` is supported as an argument of a call and in `let r = &mut place;` only",
        help: "borrow one place, by its variable, fields and indices, where it is passed on or bound, as in `for i in 0..y.len() { y[i] *= 2.0; }`",
        about: "A mutable reference is followed as another name for one place. One that is chosen at run time, returned, a part of \
            another value, or bound by a pattern is not.",
        wrong: "fn f(mut x: f64, mut y: f64) -> f64 { let r = if x > y { &mut x } else { &mut y }; *r *= 2.0; x * y }",
        right: "fn f(mut x: f64, mut y: f64) -> f64 { if x > y { x *= 2.0; } else { y *= 2.0; } x * y }";
    RAW_POINTER = "D204", "raw pointers are not supported in a differentiated function",
        help: "use the value, or a shared reference `&`",
        about: "Nothing is known of what a raw pointer points to.",
        wrong: "fn f(x: f64) -> f64 { let p = &raw const x; x }",
        right: "fn f(x: f64) -> f64 { let p = &x; *p }";
    STRUCT = "D205", "`{0}` is no struct",
        help: "use a struct, or a variant with all its fields written out",
        about: "What stands behind the name of a type is a variant or an associated type; only structs take what is left out from \
            another value.",
        wrong: "fn f(x: f64, s: Circle) -> f64 { let s = Shape::Circle { radius: x, ..s }; x * x }",
        right: "fn f(x: f64) -> f64 { let s = Circle { radius: x }; s.radius * x }";
    FIELD = "D206", "the field `{0}` is an option of a type that is not supported there",
        help: "an option in a field holds a number, an array, a vector, a tuple or a struct by its name; of an option in it, pass what that holds as a parameter of its own",
        about: "Of what is in the field, the type has to be known, and an option in an option has no derivative of its own.",
        wrong: "fn f(p: Params) -> f64 { if let Some(Some(k)) = p.offset { k * p.x } else { p.x } }",
        right: "fn f(p: Params, offset: Option<f64>) -> f64 { if let Some(k) = offset { k * p.x } else { p.x } }";
    RANGE = "D207", "a range is not supported as a value",
        help: "write the range where it is used: in the head of the loop, as `for i in a..b`, or as `(a..b).contains(&x)`",
        about: "Ranges are accepted only as what a loop or a chain runs over, and in `contains`.",
        wrong: "fn f(x: f64) -> f64 { let r = 0..3; let mut y = x; for _ in r { y *= x; } y }",
        right: "fn f(x: f64) -> f64 { let mut y = x; for _ in 0..3 { y *= x; } y }";
    ASYNC = "D209", "`{0}` is not supported in a differentiated function",
        help: "compute what it waits for before, and pass it as a parameter",
        about: "A derivative is computed in one go.",
        wrong: "fn f(x: f64) -> f64 { x * fetch().await }",
        right: "fn f(x: f64, #[constant] fetched: f64) -> f64 { x * fetched }";
    BLOCK_KIND = "D210", "`{0}` blocks are not supported in a differentiated function",
        help: "write a plain block, and constants as `const NAME: T = …;`",
        about: "Only plain blocks are accepted.",
        wrong: "fn f(x: f64) -> f64 { x * const { 2.0 * 3.0 } }",
        right: "fn f(x: f64) -> f64 { const K: f64 = 2.0 * 3.0; x * K }";
    UNSAFE = "D211", "`unsafe` is not supported in a differentiated function",
        help: "write it without `unsafe`, as `x[i]` for `get_unchecked(i)`, or in a function that you give a derivative with \
            `differentiate::rule!`",
        about: "Unsafe code can do what the compiler cannot see.",
        wrong: "fn f(x: &[f64]) -> f64 { unsafe { *x.get_unchecked(0) } }",
        right: "fn f(x: &[f64]) -> f64 { x[0] }";
    CLOSURE = "D212", "a closure is not supported as a value",
        help: "bind it with `let` and call it by that name, or write it as the argument of an iterator method",
        about: "Closures are inlined where they are called, so the compiler has to see which one is.",
        wrong: "fn f(x: f64) -> f64 { let (_square, y) = (|v: f64| v * v, x); y * y }",
        right: "fn f(x: f64) -> f64 { let square = |v: f64| v * v; square(x) }";
    CAST = "D213", "a cast to `{0}` is not supported",
        help: "cast to a number type, as in `n as f64`",
        about: "Casts are between numbers.",
        wrong: "fn f(x: f64, c: u8) -> f64 { if c as char == 'a' { x } else { 0.0 } }",
        right: "fn f(x: f64, c: u8) -> f64 { if c as i32 == 97 { x } else { 0.0 } }";
    QUALIFIED = "D214", "`<T as Trait>` paths are not supported in a differentiated function",
        help: "write `f64::name` or a constant with a plain path",
        about: "The compiler does not see traits.",
        wrong: "fn f(x: f64) -> f64 { <f64 as Num>::one() * x }",
        right: "fn f(x: f64) -> f64 { 1.0 * x }";
    UNDERSCORE = "D215", "`_` is not a value",
        help: "write `_` only as a pattern or on the left of `=`",
        about: "As in Rust itself.",
        wrong: "fn f(x: f64) -> f64 { x * _ }",
        right: "fn f(x: f64) -> f64 { _ = x; x }";
}
