use differentiate::differentiate;

#[differentiate]
fn f(x: f64) -> f64 {
    let bits: u64 = unsafe { std::mem::transmute(x) }; //~ D211
    bits as f64
}

fn main() {}
