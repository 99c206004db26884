use differentiate::differentiate;

#[differentiate]
async fn awaited(x: f64) -> f64 { //~ D002
    x * fetch().await //~ D209
}

#[differentiate]
fn block(x: f64) -> f64 {
    let _later = async { x * x }; //~ D209
    x
}

async fn fetch() -> f64 {
    1.0
}

fn main() {}
