use differentiate::differentiate;

#[differentiate]
mod losses { //~ D014
    pub fn square(x: f64) -> f64 {
        x * x
    }
}

fn main() {
    losses::square(2.0);
}
