use differentiate::differentiate;

#[differentiate]
fn gives(x: f64) -> Result<f64, usize> {
    if x < 0.0 {
        return Err(3);
    }
    Ok(x)
}

#[differentiate]
fn used(x: f64) -> f64 {
    match gives(x) {
        Ok(v) => v,
        Err(code) => code as f64, //~ D408
    }
}

#[differentiate]
fn used_by_a_closure(x: f64) -> f64 {
    gives(x).unwrap_or_else(|code| code as f64) //~ D408
}

#[differentiate]
fn told_apart(x: f64) -> f64 {
    match gives(x) {
        Ok(v) => v,
        Err(3) => x, //~ D408
        Err(_) => 0.0,
    }
}

#[differentiate]
fn taken(x: f64) -> f64 {
    let e = gives(x).err(); //~ D312
    x
}

#[differentiate]
fn may_panic(x: &[f64]) -> f64 {
    let r = if x[0] > 0.0 { Ok(x[0]) } else { Err(x[1]) }; //~ D409
    r.unwrap_or(0.0)
}

#[differentiate]
fn eager(x: &[f64]) -> Result<f64, String> {
    let v = x.get(1).ok_or(format!("beside {}", x[0]))?; //~ D409
    Ok(v * v)
}

#[differentiate]
fn jumps(x: &[f64]) -> Result<f64, String> {
    if x.is_empty() {
        return Err({
            return Ok(0.0); //~ D409
        });
    }
    Ok(x[0] * x[0])
}

fn main() {}
