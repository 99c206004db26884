//! D5: types.

super::messages! {
    UNKNOWN_TYPE = "D501", "the type of {0} is not known here",
        help: "{1}",
        about: "Types are inferred from the parameters, annotations and use, within the function alone: what a \
            constant or another \
            function is, only rustc knows.",
        wrong: "fn f(x: f64) -> f64 { let mut steps = STEPS; steps += 1; x / steps as f64 }",
        right: "fn f(x: f64) -> f64 { let mut steps: usize = STEPS; steps += 1; x / steps as f64 }";
    MISMATCH = "D502", "`{0}` is expected here, but this is `{1}`",
        help: "if rustc reports the same place, do as it says; else write the types of the variables, as in `let y: \
            f64 = …`",
        about: "The types of the function do not fit together, so it has no derivative.",
        wrong: "fn f(x: f64) -> f64 { x * true }",
        right: "fn f(x: f64) -> f64 { x * 1.0 }";
    UNSUITED = "D503", "{0} does not exist for `{1}`",
        help: "if rustc reports the same place, do as it says; else write the types of the variables, as in `let y: \
            f64 = …`",
        about: "The operation does not exist for this type, so the function has no derivative.",
        wrong: "fn f(x: f64) -> f64 { x << 2 }",
        right: "fn f(x: f64) -> f64 { x * 4.0 }";
    SLICE_CHOICE = "D504", "which slice this is would be known only at run time",
        help: "choose between the elements: index in the branches",
        about: "A derivative has to know which variable an element belongs to. Parts of one and the same may be chosen at \
            run time.",
        wrong: "fn f(x: &[f64], y: &[f64]) -> f64 { let z = if x.len() > 1 { x } else { y }; z[0] * z[0] }",
        right: "fn f(x: &[f64], y: &[f64]) -> f64 { let z = if x.len() > 1 { x[0] } else { y[0] }; z * z }";
    OPTIONS_IN_ARRAY = "D505", "an array of `Option`s is not supported",
        help: "use an array of the values, and one of `bool`s that say which are there",
        about: "Elements of arrays are numbers, `bool`s, structs, arrays and tuples of these.",
        wrong: "fn f(x: f64) -> f64 { let a = [Some(x), None]; a[0].unwrap_or(1.0) }",
        right: "fn f(x: f64) -> f64 { let a = [(true, x), (false, 0.0)]; if a[0].0 { a[0].1 } else { 1.0 } }";
    COMPARED = "D506", "comparing values of type `{0}` is not supported",
        help: "compare the parts or the elements one by one",
        about: "Numbers, `bool`s and `Ordering`s are compared in all ways. Structs, tuples, options and arrays of numbers are equal or not.",
        wrong: "fn f(x: [f64; 2]) -> f64 { if x < [0.0, 1.0] { 1.0 } else { x[0] } }",
        right: "fn f(x: [f64; 2]) -> f64 { if x[0] < 0.0 || x[0] == 0.0 && x[1] < 1.0 { 1.0 } else { x[0] } }";
    TUPLE_CONSTANT = "D507", "a constant that is a tuple is not supported",
        help: "declare one constant for each part",
        about: "Constants are numbers, `bool`s and arrays.",
        wrong: "fn f(x: f64) -> f64 { const RANGE: (f64, f64) = (1.0, 2.0); x.clamp(RANGE.0, RANGE.1) }",
        right: "fn f(x: f64) -> f64 { const LOW: f64 = 1.0; const HIGH: f64 = 2.0; x.clamp(LOW, HIGH) }";
    SLICE_WRITE = "D508", "the elements of a slice cannot be assigned to",
        help: "copy it to an array of known length first, as in `let mut a: [f64; 3] = …`",
        about: "Slices are borrowed. A constant whose type is not written here is taken for one when it is indexed.",
        wrong: "fn f(x: f64) -> f64 { let mut a = TABLE; a[1] = x; a[0] * a[1] }",
        right: "fn f(x: f64) -> f64 { let mut a: [f64; 3] = TABLE; a[1] = x; a[0] * a[1] }";
    SLICE_ROW = "D509", "the length of this row is not known",
        help: "index it at once, as in `TABLE[i][j]`, or bind the constant with its type, as in `let table: [[f64; \
            3]; 2] = TABLE;`",
        about: "A constant whose type is not written here is taken for a slice when it is indexed, and its elements \
            for slices when they are.",
        wrong: "fn f(x: f64) -> f64 { let row = TABLE[1]; x * row[0] }",
        right: "fn f(x: f64) -> f64 { x * TABLE[1][0] }";
    SLICE_LENT = "D510", "another part of this array is lent in the same call to be written to",
        help: "lend a copy of this part, as in `right.to_vec()`, or the whole array with the ends of both parts as arguments",
        about: "While a function writes to a part of an array, the derivative has no other way to the rest of that.",
        wrong: "fn f(x: f64) -> f64 { let mut a = [x, 1.0]; let (left, right) = a.split_at_mut(1); add(left, right); a[0] }",
        right: "fn f(x: f64) -> f64 { let mut a = [x, 1.0]; let right = a[1..].to_vec(); add(&mut a[..1], &right); a[0] }";
}
