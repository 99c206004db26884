use differentiate::{differentiate, rule};

#[differentiate]
fn counted(x: impl Iterator<Item = f64>) -> usize { //~ D012
    x.count()
}

#[differentiate(mode = "forward")]
fn discrete(x: f64) -> (bool, [usize; 2]) { //~ D012
    (x > 0.0, [1, 2])
}

rule! {
    fn rounded(x: f64) -> i32 = round; //~ D012
    partials { x: 0 }
}

fn round(x: f64) -> i32 {
    x as i32
}

fn main() {}
