use differentiate::differentiate;

// All errors of a function come at once, and those of every function.
#[differentiate(fast)] //~ D001
fn many(x: &str, n: Box<u32>) -> f64 { //~ D008
    let unit = "m"; //~ D201
    let mut sum = 0.0_f64;
    for v in x.as_bytes().windows(2) { //~ D410
        sum += unsafe { f64::from(*v.get_unchecked(0)) }; //~ D211
        let _ = format!("{sum} {n:?} {unit}"); //~ D320
    }
    sum.midpoint(1.0 + std::hint::black_box(2.0)) //~ D304
}

#[differentiate]
fn other(x: f64) -> f64 {
    std::hint::black_box(x) //~ D304
}

fn main() {}
