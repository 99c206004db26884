use differentiate::differentiate;

#[differentiate]
async fn later(x: f64) -> f64 { //~ D002
    x * x
}

#[differentiate]
unsafe fn dangerous(x: f64) -> f64 { //~ D002
    x * x
}

#[differentiate]
pub extern "C" fn exported(x: f64) -> f64 { //~ D002
    x * x
}

#[differentiate]
pub unsafe extern "C" fn both(x: f64) -> f64 { //~ D002 D002
    x * x
}

fn main() {}
