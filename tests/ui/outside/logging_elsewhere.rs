use differentiate::differentiate;

macro_rules! trace_value {
    ($value:expr) => {
        println!("{}", $value)
    };
}

#[differentiate]
fn f(x: f64) -> f64 {
    trace_value!(x); //~ D320
    x * x
}

#[differentiate]
fn spans(x: f64) -> f64 {
    let _span = tracing::info_span!("f"); //~ D320
    x
}

fn main() {}
