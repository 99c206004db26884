use differentiate::differentiate;

#[differentiate]
fn f(x: &f64) -> f64 {
    let p: *const f64 = x; //~ D107
    unsafe { *p * *p } //~ D211
}

fn main() {}
