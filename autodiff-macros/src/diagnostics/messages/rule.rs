//! D6: rules for functions whose body is not read.

super::messages! {
    RULE_SYNTAX = "D601", "this is no rule: {0}",
        help: "write a function, and behind it `partials { x: … }`, or `reverse(y, dy, dx) { … }`",
        about: "A rule is a function, with a body of any Rust or as `= path;`, and its derivative. The derivative is either the \
            partial derivatives, one for each float parameter, as in `partials(y) { x: y * 2.0 }` with `y` the value; or \
            a block that is given the value, the cotangent of the value, and for each parameter that takes a derivative \
            a place to write it to.",
        wrong: "rule! { fn f(x: f64) -> f64 = libm::erf; derivative { x: 1.0 } }",
        right: "rule! { fn f(x: f64) -> f64 = libm::erf; partials { x: FRAC_2_SQRT_PI * (-x * x).exp() } }";
    RULE_PARAMETER = "D602", "a parameter of a rule needs a name",
        help: "write a name, and take it apart in the body",
        about: "The derivatives are said by the names of the parameters.",
        wrong: "rule! { fn f((x, y): (f64, f64)) -> f64 { x * y } partials { x: y } }",
        right: "rule! { fn f(x: f64, y: f64) -> f64 { x * y } partials { x: y, y: x } }";
    PARTIAL_MISSING = "D603", "the partial derivative in `{0}` is missing",
        help: "write `{0}: …`, or `#[constant]` before the parameter, which then takes no derivative",
        about: "Each float parameter takes a derivative: one that is left out would be a silent zero.",
        wrong: "rule! { fn f(x: f64, y: f64) -> f64 = libm::atan2; partials { x: y / (x * x + y * y) } }",
        right: "rule! { fn f(x: f64, #[constant] y: f64) -> f64 = libm::atan2; partials { x: y / (x * x + y * y) } }";
    PARTIAL_UNKNOWN = "D604", "`{0}` is no parameter that takes a derivative",
        help: "write the partial derivatives of {1}, each once",
        about: "Integers, `bool`s and what is marked `#[constant]` take no derivative.",
        wrong: "rule! { fn f(n: i32, x: f64) -> f64 = libm::jn; partials { n: 0.0, x: f(n - 1, x) } }",
        right: "rule! { fn f(n: i32, x: f64) -> f64 = libm::jn; partials { x: 0.5 * (f(n - 1, x) - f(n + 1, x)) } }";
    PARTIAL_ARRAY = "D605", "{0} is no float, so it has no partial derivative",
        help: "write `{1}`",
        about: "Partial derivatives are of one float in another. With slices and arrays, a block computes what the cotangent of \
            the value makes of each element.",
        wrong: "rule! { fn f(x: &[f64]) -> f64 { x[0] * x[0] } partials { x: 2.0 * x[0] } }",
        right: "rule! { fn f(x: &[f64]) -> f64 { x[0] * x[0] } reverse(_, dy, dx) { dx[0] = dy * 2.0 * x[0]; } }";
    REVERSE_NAMES = "D606", "these are {0} names, and `reverse` takes {1}",
        help: "write `{2}`",
        about: "The names are those of the value (or of what a `forward` block keeps), of its cotangent, and of a place for the \
            derivative of each parameter that takes one, in order.",
        wrong: "rule! { fn f(x: &[f64], y: f64) -> f64 { x[0] * y } reverse(_, dv, dx) { dx[0] = dv * y; } }",
        right: "rule! { fn f(x: &[f64], y: f64) -> f64 { x[0] * y } reverse(_, dv, dx, dy) { dx[0] = dv * y; *dy = dv * x[0]; } }";
    RULE_NAME = "D607", "`{0}` is the name of a parameter",
        help: "use another name here, or `_`",
        about: "The rule would not see the parameter any more.",
        wrong: "rule! { fn f(y: f64) -> f64 = libm::exp; partials(y) { y: y } }",
        right: "rule! { fn f(x: f64) -> f64 = libm::exp; partials(y) { x: y } }";
    RULE_GENERIC = "D608", "a rule for all floats `{0}` is not supported",
        help: "write the rule for `f64`, and one of another name for `f32`",
        about: "The derivative of a rule is written for one type of numbers.",
        wrong: "rule! { fn f<T: Float>(x: T) -> T { x.exp() } partials(y) { x: y } }",
        right: "rule! { fn f(x: f64) -> f64 { x.exp() } partials(y) { x: y } }";
    RULE_PLACE = "D609", "a rule cannot write to its parameter `{0}`",
        help: "take the value, and return the new one",
        about: "What a function leaves behind a `&mut` is a result too, of which a rule does not say the derivative.",
        wrong: "rule! { fn f(x: &mut f64) -> f64 { *x += 1.0; 2.0 * *x } partials { x: 2.0 } }",
        right: "rule! { fn f(x: f64) -> f64 { 2.0 * (x + 1.0) } partials { x: 2.0 } }";
}
