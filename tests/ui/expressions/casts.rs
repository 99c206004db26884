use differentiate::differentiate;

#[derive(Clone, Copy)]
enum Shape {
    Round = 1,
}

// What a macro has made, nobody reads in the file.
macro_rules! unseen {
    ($($item:item)*) => { $($item)* };
}

unseen! {
    type Real = f64;
}

#[differentiate]
fn letters(x: f64, c: u8) -> f64 {
    if c as char == 'a' { //~ D213 D201
        x
    } else {
        0.0
    }
}

#[differentiate]
fn pointers(x: f64) -> f64 {
    let p = &x as *const f64; //~ D213
    let address = p as usize;
    x * address as f64
}

#[differentiate]
fn alias(x: f64, n: usize) -> f64 {
    x * n as Real //~ D213
}

#[differentiate]
fn of_a_bool(x: f64) -> f64 {
    x * (x > 0.0) as f64 //~ E0606
}

#[differentiate]
fn of_an_enum(x: f64) -> f64 {
    x * Shape::Round as i32 as f64
}

fn main() {}
