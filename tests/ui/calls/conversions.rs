use differentiate::differentiate;

// What a macro has made, nobody reads in the file.
macro_rules! unseen {
    ($($item:item)*) => { $($item)* };
}

unseen! {
    #[differentiate]
    fn square(x: f64) -> f64 {
        x * x
    }
}

#[differentiate]
fn unknown_target(x: f64, k: f32) -> f64 {
    x * square(k.into()) //~ D501
}

struct Half(i32);

impl TryFrom<i64> for Half {
    type Error = ();

    fn try_from(n: i64) -> Result<Half, ()> {
        if n % 2 == 0 { Ok(Half((n / 2) as i32)) } else { Err(()) }
    }
}

#[differentiate]
fn half(x: f64, n: i64) -> f64 {
    let k = Half::try_from(n).unwrap(); //~ D501
    x.powi(k.0)
}

#[differentiate]
fn bits(x: f64) -> f64 {
    if x.to_bits() == 0 { //~ D314
        1.0
    } else {
        x
    }
}

fn main() {}
