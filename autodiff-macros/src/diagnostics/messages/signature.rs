//! D0: the attribute and the signature.

super::messages! {
    OPTION = "D001", "`{0}` is not an option of `#[differentiate]`",
        help: "the options are `crate = path`, for a renamed or re-exported `differentiate`; `alias(Real = f64)`, for names of types that \
            are not seen from here; `mode = \"forward\"` or `\"reverse\"`, for how the gradient is computed; `reassociate`, for sums in another order; on a function in an `impl`, `associated`; on one in a `#[differentiate] mod` or `impl`, `skip`",
        about: "The attribute takes no other arguments, and each where it says something.",
        wrong: "#[differentiate(fast)] fn f(x: f64) -> f64 { x * x }",
        right: "#[differentiate] fn f(x: f64) -> f64 { x * x }";
    FUNCTION_KIND = "D002", "`{0}` functions cannot be differentiated",
        help: "remove `{0}`, or move the arithmetic to a plain function and differentiate that",
        about: "A derivative needs a plain function: not `async`, `unsafe`, `extern`, or with C's variable arguments.",
        wrong: "unsafe fn f(x: f64) -> f64 { x * x }",
        right: "fn f(x: f64) -> f64 { x * x }";
    TYPE_PARAMETER = "D004", "the type parameter `{0}` does not stand for a float",
        help: "give it a bound that numbers have, such as `{0}: num_traits::Float`, or write the type itself",
        about: "A type parameter is taken for a float where its bounds are those of numbers. What other types hold is not known, so \
            that nothing can be said of their derivatives.",
        wrong: "fn f<I: Into<usize>>(x: f64, n: I) -> f64 { x * n.into() as f64 }",
        right: "fn f(x: f64, n: usize) -> f64 { x * n as f64 }";
    MUT_REFERENCE = "D005", "a `&mut` parameter cannot be a reference to `{0}`",
        help: "write `&mut` of a float, an integer, a `bool`, an array, a slice or a struct, and each part of a tuple as a parameter of its own",
        about: "What is behind a `&mut` is one place, which the function reads and writes.",
        wrong: "fn f(x: &mut (f64, f64), k: f64) -> f64 { x.0 *= k; x.0 + x.1 }",
        right: "fn f(a: &mut f64, b: &mut f64, k: f64) -> f64 { *a *= k; *a + *b }";
    NESTED_SLICE = "D007", "a slice or array of slices is not supported",
        help: "take a slice of vectors or of arrays, such as `&[Vec<f64>]` or `&[[f64; 3]]`, or one flat slice and the \
            length of a row",
        about: "The gradient of a parameter is of the same shape, and owned: so are its rows.",
        wrong: "fn f(rows: &[&[f64]]) -> f64 { rows[0][0] * rows[1][0] }",
        right: "fn f(rows: &[Vec<f64>]) -> f64 { rows[0][0] * rows[1][0] }";
    PARAMETER_TYPE = "D008", "a parameter cannot have the type `{0}`",
        help: "write `f64`, `f32`, an integer type, `bool`, `&[f64]`, `[f64; N]`, `&[f64; N]`, or a struct that derives \
            `Differentiable`; of a range, take both ends",
        about: "Parameters are numbers, `bool`s, structs, arrays and slices of them, references to these, and tuples.",
        wrong: "fn f(x: std::rc::Rc<f64>) -> f64 { *x * *x }",
        right: "fn f(x: f64) -> f64 { x * x }";
    PARAMETER_ATTRIBUTE = "D009", "the attribute `{0}` is not known on a parameter",
        help: "the one attribute of a parameter is `#[constant]`: it takes no derivative",
        about: "Attributes that the compiler does not know could change what the function means.",
        wrong: "fn f(x: f64, #[fixed] y: f64) -> f64 { x * y }",
        right: "fn f(x: f64, #[constant] y: f64) -> f64 { x * y }";
    NO_RESULT = "D010", "a differentiated function has to return a value, or to write to floats behind a `&mut`",
        help: "write `-> f64` and return what is to be differentiated",
        about: "The derivative is that of the returned value, or of what is left in the `&mut` parameters. A function that only writes has \
            no gradient of its own: it is there for other differentiated functions to call.",
        wrong: "fn f(x: f64) { let _ = x * x; }",
        right: "fn f(x: f64) -> f64 { x * x }";
    RESULT_TYPE = "D011", "a differentiated function cannot return `{0}`",
        help: "return a float, an array or a `Vec` of floats, a tuple of these, or one of them in an `Option` or a `Result`",
        about: "The result is a float, an array, a vector, or a tuple; other parts of a tuple can be integers and `bool`s. \
            All of it can be in a `Result`, and parts in `Option`s.",
        wrong: "fn f(x: &[f64]) -> &[f64] { x }",
        right: "fn f(x: &[f64]) -> Vec<f64> { x.to_vec() }";
    NO_FLOAT_RESULT = "D012", "nothing in the result `{0}` is a float",
        help: "return `f64` or `f32`; to be called for its value alone, it takes a slice and no iterator, and has no `mode`",
        about: "Integers and `bool`s have no derivative. A function that gives nothing else has only its value, which other \
            differentiated functions call; a rule, a `mode` or a parameter that is an iterator asks for more.",
        wrong: "#[differentiate(mode = \"forward\")] fn f(x: f64) -> i32 { x as i32 }",
        right: "#[differentiate(mode = \"forward\")] fn f(x: f64) -> f64 { x.trunc() }";
    NAME_TAKEN = "D013", "the parameter `{0}` is bound twice",
        help: "give each parameter a name of its own",
        about: "The same rule as rustc's, but the gradients are named by the parameters, so it is checked first.",
        wrong: "fn f(x: f64, x: f64) -> f64 { x * x }",
        right: "fn f(x: f64, y: f64) -> f64 { x * y }";
    NO_FUNCTION = "D014", "only functions can be differentiated",
        help: "put `#[differentiate]` on a function, an `impl` block or a module with functions in braces",
        about: "The attribute stands on a function, an `impl` block or a module, not on a struct, a trait or a constant.",
        wrong: "struct F { x: f64 }",
        right: "fn f(x: f64) -> f64 { x }";
    TWICE = "D015", "`#[differentiate]` stands on this function twice",
        help: "remove one of them",
        about: "Each of them would declare the derivatives.",
        wrong: "",
        right: "";
    DERIVED_UNION = "D017", "a union has no derivative",
        help: "make it a struct",
        about: "Which field of a union holds a value, nothing says.",
        wrong: "",
        right: "";
    TRAIT_IMPL = "D019", "the functions of this `impl` of `{0}` cannot be differentiated",
        help: "write them as functions of the type, in an `impl` without a trait, and call those here",
        about: "The derivatives of a trait's functions are functions of the type. Those of `std`, numbers and type \
            parameters take none; nor can there be one for each of several implementations of one trait, but for \
            `Add`, `Sub`, `Mul`, `Div`, `Rem` and `Neg`, for `AddAssign` and its kin, and for `Index` and `IndexMut` by integers, and \
            tuples and arrays of them.",
        wrong: "",
        right: "";
    FUNCTION_PARAMETER = "D021", "a function as the parameter `{0}` is not supported",
        help: "take `impl Fn(f64) -> f64`, `&impl Fn(f64) -> f64`, `&dyn Fn(f64) -> f64`, a type parameter that is that of one \
            parameter, or, unless an `Option` or a `Result` is returned, `fn(f64) -> f64`: with up to six numbers, arrays and slices as \
            arguments, a float, an array or a `Vec<f64>` as result, and no other bounds than `Copy` and `Clone`",
        about: "The derivative takes a `DifferentiableFn` in the place of the function, which is known to the trait by one value. Where the \
            function takes a pointer, none can be made of that, so that its value is computed by the derivative too.",
        wrong: "fn f(g: impl Fn(f64) -> (f64, f64), x: f64) -> f64 { g(x).0 * x }",
        right: "fn f(g: impl Fn(f64) -> [f64; 2], x: f64) -> f64 { g(x)[0] * x }";
    FORWARD = "D022", "the gradient of `{0}` cannot be computed in forward mode",
        help: "remove `mode = \"forward\"`, or take the numbers that the derivative is in as floats or as an array of known length",
        about: "Forward mode is for functions of up to 16 numbers that return one float, take nothing as `&mut`, and stand outside of an `impl`: \
            it computes a derivative in each number.",
        wrong: "#[differentiate(mode = \"forward\")] fn f(x: &[f64]) -> f64 { x[0] * x[1] }",
        right: "#[differentiate(mode = \"forward\")] fn f(x: [f64; 2]) -> f64 { x[0] * x[1] }";
}
