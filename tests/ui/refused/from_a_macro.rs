use differentiate::differentiate;

macro_rules! define {
    ($name:ident, $ty:ty, $value:expr) => {
        #[differentiate]
        fn $name(x: $ty) -> f64 {
            $value + x.midpoint(1.0) //~ D310 D310 D310
        }
    };
}

define!(first, f64, 1.0);
define!(second, f64, 1.0 + 2.0);
define!(third, &f64, f64::from_bits(1)); //~ D304

fn main() {
    println!("{} {}", first::grad(1.0), second::grad(1.0));
}
