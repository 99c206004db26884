use differentiate::differentiate;

#[differentiate]
fn vector(x: f64) -> Vec<String> { //~ D011
    vec![x.to_string()] //~ D314
}

#[differentiate]
fn slice(x: &[f64]) -> &[f64] { //~ D011
    x
}

#[differentiate]
fn fallible_part(x: f64) -> (f64, Result<f64, String>) { //~ D011
    (x, Ok(x))
}

#[differentiate]
fn never(x: f64) -> ! { //~ D011
    panic!("{x}")
}

#[differentiate]
fn both(x: f64) -> Option<Result<f64, String>> { //~ D011
    Some(Ok(x))
}

fn main() {}
