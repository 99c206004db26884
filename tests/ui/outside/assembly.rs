use differentiate::differentiate;

#[differentiate]
fn f(x: f64) -> f64 {
    unsafe { std::arch::asm!("nop") }; //~ D211
    x
}

fn main() {}
