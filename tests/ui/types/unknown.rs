use differentiate::differentiate;

// What a macro has made, nobody reads in the file.
macro_rules! unseen {
    ($($item:item)*) => { $($item)* };
}

unseen! {
    const STEPS: usize = 4;
}

#[differentiate]
fn constant(x: f64) -> f64 {
    let mut steps = STEPS; //~ D501
    steps += 1;
    x / steps as f64
}

#[differentiate]
fn empty(x: f64) -> f64 {
    let none = []; //~ E0282
    x * none.len() as f64
}

unseen! {
    #[differentiate]
    fn pair(x: f64) -> [f64; 2] {
        [x, x * x]
    }
}

#[differentiate]
fn indexed(x: f64) -> f64 {
    let values = pair(x); //~ D501
    values[0] * values[1] + pair(x)[1] //~ D501
}

fn main() {}
