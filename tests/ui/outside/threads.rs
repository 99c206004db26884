use differentiate::differentiate;

#[differentiate]
fn spawned(x: f64) -> f64 {
    std::thread::spawn(move || x * x).join().unwrap() //~ D212 D304 D310
}

#[differentiate]
fn scoped(x: f64) -> f64 {
    std::thread::scope(|s| s.spawn(|| x * x).join().unwrap()) //~ D212 D304
}

fn main() {}
