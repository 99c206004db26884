use differentiate::differentiate;

mod losses {
    use differentiate::differentiate;

    #[differentiate]
    fn private(x: f64) -> f64 {
        x * x
    }

    pub mod inner {
        #[differentiate::differentiate]
        pub(super) fn restricted(x: f64) -> f64 {
            super::private(x)
        }
    }

    pub fn gradient(x: f64) -> f64 {
        inner::restricted::grad(x)
    }
}

#[differentiate]
fn caller(x: f64) -> f64 {
    losses::private(x) //~ E0603 E0603
}

fn main() {
    losses::gradient(1.0);
    losses::private::grad(1.0); //~ E0603
    losses::inner::restricted::grad(1.0); //~ E0603
}
