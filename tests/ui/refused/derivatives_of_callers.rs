use differentiate::differentiate;

#[differentiate]
fn refused(x: &[f64], k: f64) -> f64 {
    std::hint::black_box(x[0]) * k //~ D304
}

#[differentiate]
fn several(x: f64) -> (f64, [f64; 2]) {
    loop {
        break 'label (x, [x, x]); //~ D405 E0426
    }
}

#[differentiate]
fn without_result(x: f64) -> String { //~ D011
    drop(x); //~ D304
    String::new() //~ D303
}

#[differentiate]
fn caller(x: &[f64], k: f64) -> f64 {
    let y = refused(x, k);
    let (a, v): (f64, [f64; 2]) = several(y);
    without_result(a);
    refused(&v, a) * y
}

#[differentiate]
fn caller_of_the_caller(x: f64) -> f64 {
    caller(&[x, 2.0], x)
}

fn main() {
    let (y, (dx, dk)) = caller::value_and_grad(&[1.0, 2.0], 3.0);
    println!("{y} {} {dk} {}", dx[0], caller_of_the_caller::grad(1.0));
}
