use differentiate::differentiate;

// What a macro has made, nobody reads in the file.
macro_rules! unseen {
    ($($item:item)*) => { $($item)* };
}

unseen! {
    #[differentiate]
    fn split(x: &[f64]) -> (f64, usize) {
        (x[0], x.len())
    }
}

#[differentiate]
fn mean(x: &[f64]) -> f64 {
    let (a, n) = split(x); //~ D501
    a / n as f64
}

#[differentiate]
fn annotated(x: &[f64]) -> f64 {
    let (a, n): (f64, usize) = split(x);
    a / n as f64
}

fn main() {}
