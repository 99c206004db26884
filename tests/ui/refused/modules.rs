use differentiate::differentiate;

mod losses {
    use differentiate::differentiate;

    /// A function whose derivatives stand in another module.
    #[differentiate]
    pub(crate) fn refused(x: f64) -> f64 {
        x.midpoint(1.0) //~ D310
    }

    pub mod inner {
        #[differentiate::differentiate]
        pub(in crate::losses) fn r#loop(x: f64) -> f64 {
            x.midpoint(2.0) //~ D310
        }

        pub fn gradient(x: f64) -> f64 {
            r#loop::grad(x)
        }
    }

    pub fn gradient(x: f64) -> f64 {
        inner::r#loop::grad(x) + refused::grad(x)
    }
}

use losses::refused;

#[differentiate]
fn caller(x: f64) -> f64 {
    refused(x) * losses::refused(x)
}

fn main() {
    #[differentiate]
    fn refused_inside(x: f64) -> f64 {
        x.midpoint(3.0) //~ D310
    }

    let dx: f64 = refused::grad(1.0) + losses::refused::grad(2.0) + refused_inside::grad(3.0);
    println!("{dx} {} {} {}", losses::gradient(1.0), losses::inner::gradient(1.0), caller(1.0));
}
