//! What is said where a derivative is asked for that a function does not have: bounds that nothing fulfils.
//!
//! The attribute puts functions with the names of these derivatives beside `f::grad`, each with the bound that gives the reason.

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident: $message:literal, $label:literal, $note:literal;)*) => {$(
        $(#[$doc])*
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        pub trait $name {}

        #[diagnostic::do_not_recommend]
        impl $name for Nothing {}
    )*};
}

/// What fulfils the bounds, so that rustc does not propose to implement them.
#[derive(Debug)]
pub enum Nothing {}

reasons! {
    /// A Hessian is that of one number.
    GivesOneNumber:
        "this function gives no single number, and has no Hessian",
        "second derivatives are those of one number",
        "`jacobian` gives the first derivatives of all its numbers; for the second ones of one of them, write a function that gives that one";

    /// There is a float to differentiate.
    GivesFloat:
        "this function gives no float, and has no derivative",
        "its value is there for other differentiated functions to call",
        "integers and `bool`s have no derivative: return `f64` or `f32`";

    /// All that is computed with structs is seen.
    IsSeenThroughout:
        "this function computes with values of which the compiler sees too little for this derivative",
        "its first derivatives are there: `grad`, `vjp`, `jacobian`",
        "functions that pass structs to each other have the other derivatives if they stand in one file (from Rust 1.88 on, and without `cfg`) or one `#[differentiate] mod`, and so do those that take values out of enums without generic parameters; numbers of two precisions in one function have none";

    /// The same, of a function whose derivative is called where a function is differentiated.
    IsDifferentiatedAgain:
        "this derivative cannot be differentiated again: the function computes with values of which the compiler sees too little",
        "called inside of a differentiated function",
        "functions that pass structs to each other can be differentiated again if they stand in one file (from Rust 1.88 on, and without `cfg`) or one `#[differentiate] mod`, and so can those that take values out of enums without generic parameters; numbers of two precisions in one function cannot";

    /// What it takes is known.
    TakesWhatIsKnown:
        "this function takes a value that has no place among numbers that carry derivatives",
        "its first derivatives are there: `grad`, `vjp`, `jacobian`",
        "functions of the floats of a type parameter and types with lifetimes have none: write `impl Fn(f64) -> f64` for `impl Fn(T) -> T`, and a type without a lifetime or behind one reference";

    /// Its gradient is a tuple with the traits of tuples.
    TakesFewEnough:
        "this function has derivatives in more than twelve arguments, and tuples of so many have no traits",
        "its gradient is there: `grad`, `value_and_grad`",
        "pass some of them together, as an array or a struct";

    /// A rule gives first derivatives.
    FollowsNoRule:
        "this function follows a rule, which gives its first derivative and no other",
        "its first derivatives are there: `grad`, `vjp`, `jacobian`",
        "write the function under `#[differentiate]`, or its partial derivatives as functions of their own";
}
