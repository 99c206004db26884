use differentiate::differentiate;

#[differentiate]
fn tuple(x: &mut (f64, f64), k: f64) -> f64 { //~ D005
    x.0 *= k;
    x.0 + x.1
}

#[differentiate]
fn twice(x: &mut &mut f64) -> f64 { //~ D005
    **x *= 2.0;
    **x
}

#[differentiate]
fn inside(x: &&mut f64) -> f64 { //~ D005
    **x
}

#[differentiate]
fn parts([a, b]: &mut [f64; 2]) -> f64 { //~ D104
    *a *= 2.0; //~ D203
    *a * *b
}

fn main() {}
