use differentiate::differentiate;

use std::any::Any;

#[differentiate]
fn f(x: f64, options: &dyn Any) -> f64 { //~ D008
    if options.is::<u32>() { //~ D305
        x
    } else {
        x * x
    }
}

fn main() {}
