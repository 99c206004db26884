//! D3: calls, methods and macros.

super::messages! {
    CALLEE = "D301", "only functions that are named by a path can be called here",
        help: "call a function by its name",
        about: "The compiler has to know which function is called.",
        wrong: "fn f(x: f64) -> f64 { (choose())(x) }",
        right: "fn f(x: f64) -> f64 { square(x) }";
    CALL_OF_VARIABLE = "D302", "calling the variable `{0}` is not supported",
        help: "call a function with `#[differentiate]` by its name",
        about: "Functions are called by their names, and closures by the variable that they are bound to.",
        wrong: "fn f(g: f64) -> f64 { g(2.0) }",
        right: "fn f(x: f64) -> f64 { g(x, 2.0) }";
    ASSOCIATED = "D303", "the call of `{0}` is not supported",
        help: "call a function with `#[differentiate]`, or one of a number type such as `f64::exp(x)`",
        about: "Constructors, enum variants and the functions of types of the standard library are not accepted.",
        wrong: "fn f(x: f64) -> f64 { Box::new(x).exp() }",
        right: "fn f(x: f64) -> f64 { f64::exp(x) }";
    STD_FUNCTION = "D304", "the function `{0}` has no derivative in `differentiate`",
        help: "use the methods of `f64`, or call it in a function that you give a derivative: `differentiate::rule! { fn \
            name(x: f64) -> f64 { … } partials { x: … } }`",
        about: "Of the standard library the methods of numbers are known, and `std::cmp::min` and `max`; of `libm`, \
            the \
            functions in the documentation's table.",
        wrong: "fn f(x: f64) -> f64 { libm::nextafter(x, 1.0) }",
        right: "fn f(x: f64) -> f64 { libm::exp(x) }";
    GENERIC_CALL = "D305", "generic arguments are not supported here",
        help: "leave them out, or name the type where the value is bound, as in `let total: f64 = …;`",
        about: "Calls of functions take generic arguments, and `sum` and `product` their type; methods of numbers have none.",
        wrong: "fn f(x: f64) -> f64 { x.hypot::<f64>(1.0) }",
        right: "fn f(x: f64) -> f64 { x.hypot(1.0) }";
    DERIVATIVE = "D307", "`{0}` cannot be called inside of a differentiated function",
        help: "call `grad`, `value_and_grad`, `jvp`, `vjp` or `hvp` of another function, without generic arguments",
        about: "Derivatives of other functions can be differentiated again: `grad`, `value_and_grad`, `jvp`, `vjp` and `hvp`. A \
            row of a Hessian is an `hvp` along an axis, one of a Jacobian a `vjp`. The derivative of a function inside of that \
            function would need itself.",
        wrong: "fn f(x: f64) -> f64 { g::hessian(x) * x }",
        right: "fn f(x: f64) -> f64 { g::hvp(x, 1.0) * x }";
    LEFT = "D308", "`{0}` has no derivative: it was left alone",
        help: "compute it outside and pass it as a parameter, or write it with numbers, arrays and slices only",
        about: "In a `#[differentiate] mod` or `impl`, functions marked `#[differentiate(skip)]`, those without floats \
            among their parameters whose types are not accepted, and those that give nothing and write to nothing, are left \
            as they are, so that nothing can call them in a derivative.",
        wrong: "",
        right: "";
    METHOD = "D310", "the method `{0}` is not known to `differentiate`",
        help: "write it with arithmetic and the methods of `f64`, or as a function with `#[differentiate]`",
        about: "Methods of floats with a derivative are known, some of integers and `Ordering`, and `len`, \
            `is_empty`, `iter` of \
            slices. The tables are in the documentation.",
        wrong: "fn f(x: f64, y: f64) -> f64 { x.lerp(y, 0.5) }",
        right: "fn f(x: f64, y: f64) -> f64 { x + 0.5 * (y - x) }";
    ITERATOR = "D311", "the iterator method `{0}` is not supported",
        help: "write a chain of `map`, `filter`, `zip`, `chain`, `enumerate`, `rev`, `skip`, `take`, `scan`, `flat_map` \
            and their kin that ends with `sum`, `fold`, `collect`, `find`, `max_by` or the like, or a `for` loop over \
            indices",
        about: "A chain of iterators becomes a loop where it stands. In a variable it stands for the items that `next`, \
            `any` and their kin have left.",
        wrong: "fn f(x: &[f64]) -> f64 { x.split(|v| *v > 1.0).map(|part| part.iter().product::<f64>()).sum() }",
        right: "fn f(x: &[f64]) -> f64 { x.chunks(2).map(|part| part.iter().product::<f64>()).sum() }";
    OPTIONAL = "D312", "this use of the method `{0}` of `Option`s or `Result`s is not supported",
        help: "write the test as an `if` or a `match`; `expect` takes a literal, and `take` a variable",
        about: "Of the methods of `Option` and `Result`, those are accepted that give a value, a `bool` or another one.",
        wrong: "fn f(x: f64, n: usize) -> f64 { n.checked_mul(2).map_or(0.0, |k| x * k as f64) }",
        right: "fn f(x: f64, n: usize) -> f64 { if n < 1000 { x * (n * 2) as f64 } else { 0.0 } }";
    IN_PLACE = "D313", "the method `{0}` changes its receiver, which is not supported",
        help: "assign to the elements in a `for` loop, as in `a[i] = b[i];`",
        about: "Of the methods that change slices, `swap`, `fill`, `reverse`, `rotate_left`, `rotate_right`, \
            `copy_from_slice`, `clone_from_slice` and `swap_with_slice` are accepted.",
        wrong: "fn f(x: f64) -> f64 { let mut a = [x, 1.0, 2.0]; a.copy_within(..2, 1); a[0] * a[1] }",
        right: "fn f(x: f64) -> f64 { let mut a = [x, 1.0, 2.0]; for i in [2, 1] { a[i] = a[i - 1]; } a[0] * a[1] }";
    CONVERSION = "D314", "the conversion `{0}` is not supported",
        help: "write `y as f64` or `f64::from(y)`, and arrays by their elements",
        about: "Numbers are converted by `as`, `from` and `into`; what else a conversion gives is not known.",
        wrong: "fn f(x: f64) -> f64 { if x.to_bits() == 0 { 0.0 } else { x } }",
        right: "fn f(x: f64) -> f64 { if x == 0.0 && x.is_sign_positive() { 0.0 } else { x } }";
    ARGUMENTS = "D315", "`{0}` takes {1}",
        help: "give it as many arguments",
        about: "As rustc says too.",
        wrong: "fn f(x: f64) -> f64 { x.hypot() }",
        right: "fn f(x: f64) -> f64 { x.hypot(1.0) }";
    ADAPTOR = "D316", "`{0}` is not supported at this place of the chain",
        help: "put it before the `map` or `filter` that it follows, or write a `for` loop",
        about: "Items that are filtered have no number from the end, and no partner in another chain; nor are those that \
            a closure computes skipped without computing them.",
        wrong: "fn f(x: &[f64]) -> f64 { x.iter().filter(|v| **v > 0.0).rev().fold(1.0, |a, v| a / 2.0 + v) }",
        right: "fn f(x: &[f64]) -> f64 { x.iter().rev().filter(|v| **v > 0.0).fold(1.0, |a, v| a / 2.0 + v) }";
    LITERAL_TYPE = "D317", "whether this literal is an `f32` or an `f64` is not known here",
        help: "write its suffix, as in `T::from(0.1_f64)`",
        about: "A bound such as `T: From<f64>` says it; a trait of your own that has it among its bounds is not seen.",
        wrong: "fn f<T: Scalar>(x: T) -> T { T::from(0.1) * x }",
        right: "fn f<T: Scalar>(x: T) -> T { T::from(0.1_f64) * x }";
    COLLECTION = "D318", "the collection `{0}` is not supported",
        help: "use a `Vec`: a queue is a vector and the number of its first element, a map is a vector of values whose \
            positions are the keys, a set a vector of `bool`s",
        about: "Of the collections of the standard library, vectors and arrays have derivatives.",
        wrong: "fn f(x: f64) -> f64 { let mut q = VecDeque::new(); q.push_back(x); q.pop_front().unwrap() }",
        right: "fn f(x: f64) -> f64 { let (mut q, first) = (Vec::new(), 0); q.push(x); q[first] }";
    LAZY = "D319", "the iterator in the variable `{0}` is not supported",
        help: "write the chain where it runs, or collect it into a vector",
        about: "An iterator does nothing before it runs, and it is read there: so it may not change variables, and \
            it runs by a `for` or by the method at its end. From `scan`, `map_while` and `from_fn`, which may go on behind \
            their end, no single items are taken.",
        wrong: "fn f(x: &[f64]) -> f64 { let mut s = 2.0; let y = x.iter().map(|v| { s += 1.0; v * s }); y.sum() }",
        right: "fn f(x: &[f64]) -> f64 { let mut s = 2.0; x.iter().map(|v| { s += 1.0; v * s }).sum() }";
    MACRO = "D320", "the macro `{0}!` is not supported in a differentiated function",
        help: "write what it expands to, or move it to a function of its own and give that a derivative with \
            `differentiate::rule!`; `assert!`, `panic!`, `println!`, `dbg!`, `log::info!`, `cfg!` and their kin are accepted",
        about: "A macro may expand to anything, and the attribute sees it before it is expanded.",
        wrong: "fn f(x: f64) -> f64 { let text = format!(\"{x}\"); x }",
        right: "fn f(x: f64) -> f64 { println!(\"{x}\"); x }";
    MACRO_ARGUMENTS = "D321", "the arguments of `{0}!` are not understood",
        help: "write them as expressions, and the message as a string literal with its arguments",
        about: "The condition and the arguments of a message are read as expressions.",
        wrong: "fn f(x: f64) -> f64 { panic!(concat!(\"a\", \"b\")); }",
        right: "fn f(x: f64) -> f64 { if x < 0.0 { panic!(\"ab\"); } x }";
    MUT_RECEIVER = "D322", "`{0}` takes `&mut self`, and what it is called on here is no place that it could be seen to write to",
        help: "call it on a variable that is declared with `let mut`, or as `Type::{0}(&mut value, …)`",
        about: "A method that writes changes the variable, field or element that it is called on. A method with the name of \
            one of numbers is taken for one that reads.",
        wrong: "",
        right: "";
    FUNCTION_ARGUMENT = "D323", "this function has no derivative that could be given to another one",
        help: "give a function with the attribute by its name, as in `integral(speed, a, b)`, a method of floats such as `f64::sin`, or a \
            closure that uses numbers and arrays of them: bind the fields that it needs to variables with their types; outside of a \
            differentiated function, give its derivative a closure with constants by `differentiate::with_derivative`",
        about: "What takes a function has a derivative that takes the derivative of that function. It stands beside free functions with \
            the attribute, without generic arguments, and is made of closures: what one captures are up to six numbers, arrays and slices, \
            no structs, iterators, other closures or mutable references. It is not made of functions of `std` or of types.",
        wrong: "fn f(x: f64) -> f64 { integral(Model::speed, 0.0, x) }",
        right: "fn f(x: f64, k: f64) -> f64 { integral(|t: f64| t * k, 0.0, x) }";
    DERIVATIVE_ARGUMENT = "D324", "a derivative inside of a differentiated function takes no `{0}`",
        help: "take numbers, arrays, slices and structs one by one, and write to none of them: `fn g(x: f64, y: f64)` in place of \
            `fn g(p: (f64, f64))`, and a copy, `let mut x = x.to_vec();`, in place of a `&mut`",
        about: "What a function whose derivative is differentiated again takes are numbers, arrays, slices and structs. What it would \
            leave in an argument has no place in its derivative.",
        wrong: "fn f(x: f64) -> f64 { let (a, b) = g::grad((x, 1.0)); a * b }",
        right: "fn f(x: f64) -> f64 { let (a, b) = g::grad(x, 1.0); a * b }";
    LOG_ARGUMENT = "D329", "this is computed only if the log level is on, and what the macro is cannot be seen from its name",
        help: "compute it before, as `let value = …;`, or name the crate: `log::info!` or `tracing::info!`",
        about: "A macro of a log computes its arguments only if its level is on. An argument that may panic, or that calls \
            another function, has to be computed in just these cases. Of `log` and `tracing` it is known how to ask for the \
            level.",
        wrong: "fn f(x: &[f64]) -> f64 { info!(\"the first is {}\", x[0]); x[1] }",
        right: "fn f(x: &[f64]) -> f64 { let first = x[0]; info!(\"the first is {first}\"); x[1] }";
    COMPARISON = "D330", "what `{0}` compares here is not seen",
        help: "compare the same of both elements, as in `sort_by(|a, b| a.0.total_cmp(&b.0))`: by `total_cmp`, `partial_cmp` or `cmp`",
        about: "The order is found from a key of each element, which is what both sides of the comparison say of it.",
        wrong: "fn f(x: [f64; 3]) -> f64 { let mut v = x; v.sort_by(|a, b| (a - b).total_cmp(&0.0)); v[0] }",
        right: "fn f(x: [f64; 3]) -> f64 { let mut v = x; v.sort_by(|a, b| a.total_cmp(b)); v[0] }";
    UNSTABLE_SORT = "D331", "the order in which `{0}` leaves elements with equal keys is not known",
        help: "use the method without `unstable`, which leaves them as they were",
        about: "The value has to be that of the function, and where elements with equal keys differ, it depends on their order.",
        wrong: "fn f(x: f64) -> f64 { let mut v = [(x, 1.0), (0.5, x)]; v.sort_unstable_by(|a, b| a.0.total_cmp(&b.0)); v[0].1 }",
        right: "fn f(x: f64) -> f64 { let mut v = [(x, 1.0), (0.5, x)]; v.sort_by(|a, b| a.0.total_cmp(&b.0)); v[0].1 }";
    DERIVATIVE_OF_OPTION = "D332", "`{0}` is the derivative of a function that may give no value, which cannot be differentiated again",
        help: "write a function that gives a value at all times, such as one with `unwrap_or` or with a branch, and call its derivative",
        about: "Where a function gives no value, its derivative is none, and a derivative of that one would have to know of it. So only \
            functions that give numbers have derivatives that are called inside of differentiated functions.",
        wrong: "",
        right: "";
}
