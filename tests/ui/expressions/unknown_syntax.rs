use differentiate::differentiate;

struct Point {
    x: f64,
}

#[differentiate]
fn tail_call(x: f64) -> f64 {
    become square(x) //~ D109 E0658
}

#[differentiate]
fn built_in(x: f64) -> f64 {
    x * builtin # offset_of(Point, x) as f64 //~ D109 E0658
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {}
