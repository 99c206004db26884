use differentiate::{differentiate, Differentiable};

#[allow(dead_code)]
enum Figure {
    Circle { radius: f64 },
}

#[derive(Clone, Differentiable)]
struct Params {
    x: f64,
    #[constant]
    offset: Option<Option<f64>>,
}

#[differentiate]
fn variant(x: f64, other: Params) -> f64 {
    let _figure = Figure::Circle { radius: x, ..other }; //~ D205 E0308 E0436
    x
}

#[differentiate]
fn option(p: Params) -> f64 {
    if let Some(Some(k)) = p.offset { //~ D206
        k * p.x
    } else {
        p.x
    }
}

#[differentiate]
fn awaited(x: f64) -> f64 {
    x.sqrt //~ D503 E0615
}

fn main() {}
