use differentiate::differentiate;

macro_rules! square {
    ($x:expr) => {
        $x * $x
    };
}

#[differentiate]
fn of_the_user(x: f64) -> f64 {
    square!(x) //~ D320
}

#[differentiate]
fn of_std(x: f64) -> f64 {
    let _text = format!("{x}"); //~ D320
    std::concat!("a", "b"); //~ D320
    x
}

#[differentiate]
fn of_a_crate(x: f64) -> f64 {
    log::log!(log::Level::Info, "{x}"); //~ D320
    x
}

fn main() {}
