use differentiate::differentiate;

#[differentiate]
mod solvers {
    pub fn sum(mut f: impl FnMut(f64) -> f64, x: f64) -> f64 {
        f(x) + f(2.0 * x)
    }

    pub fn counted(x: f64) -> f64 {
        let mut n = 1.0;
        sum(|t| { n += 1.0; t * n }, x) //~ D323
    }

    pub fn noted(x: f64) -> f64 {
        let mut seen = vec![];
        let all = sum(|t| { seen.push(t); t * t }, x); //~ D323
        all * seen[0]
    }

    pub fn the_way_out(x: f64) -> f64 {
        let n = 2.0;
        sum(|t| t * n, x)
    }
}

fn main() {}
