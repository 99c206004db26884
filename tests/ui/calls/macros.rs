use differentiate::differentiate;

macro_rules! square {
    ($x:expr) => {
        $x * $x
    };
}

#[differentiate]
fn of_the_user(x: f64) -> f64 {
    square!(x) //~ D320
}

#[differentiate]
fn of_std(x: f64) -> f64 {
    println!("{x}"); //~ D320
    let v = vec![x; 3]; //~ D320
    let _text = format!("{x}"); //~ D320
    dbg!(x); //~ D320
    std::eprintln!("{x}"); //~ D320
    v[0]
}

fn main() {}
