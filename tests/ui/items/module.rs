use differentiate::differentiate;

#[differentiate]
mod losses {
    // All errors of all functions come at once, and the functions are there.
    pub fn square(x: f64) -> f64 {
        let y = x;
        y.to_bits() as f64 * x.to_string().len() as f64 //~ D314 D314
    }

    pub fn cube(x: f64) -> f64 {
        square(x) * x.to_degrees().to_string().len() as f64 //~ D314
    }

    pub fn fine(x: f64) -> f64 {
        square(x) + inner::half(x)
    }

    pub mod inner {
        pub async fn later(x: f64) -> f64 { //~ D002
            x
        }

        pub fn half(x: f64) -> f64 {
            0.5 * x
        }
    }

    pub fn parse(text: &str) -> f64 {
        text.len() as f64
    }

    #[differentiate(skip)]
    pub fn skipped(x: f64) -> f64 {
        x
    }

    pub fn calls_what_is_left_alone(x: f64) -> f64 {
        parse("x") * skipped(x) //~ D308 D308
    }

    #[differentiate(fast)] //~ D001
    pub fn with_an_unknown_option(x: f64) -> f64 {
        x
    }

    pub fn takes_a_pair(x: f64, y: f64) -> f64 {
        x * y
    }

    pub fn gives_one(x: f64) -> f64 {
        takes_a_pair(x) //~ D502 E0061
    }
}

fn main() {
    losses::square::grad(1.0);
    losses::cube::check(1.0).unwrap();
    losses::fine::grad(1.0);
    losses::inner::half::grad(2.0);
    losses::with_an_unknown_option::grad(1.0);
}
