use differentiate::differentiate;

#[differentiate]
fn types(x: f64) -> f64 {
    struct Point; //~ D102
    enum Shape {} //~ D102
    type Real = f64; //~ D102
    impl Point {} //~ D102
    trait Round {} //~ D102
    mod inner {} //~ D102
    #[allow(unused_macros)] //~ D102
    macro_rules! square {
        ($x:expr) => {
            $x * $x
        };
    }
    x
}

#[differentiate]
fn counter(x: f64) -> f64 {
    static mut CALLS: u32 = 0; //~ D102
    x * x
}

#[differentiate]
fn foreign(x: f64) -> f64 {
    extern "C" {} //~ D102
    x
}

fn main() {}
