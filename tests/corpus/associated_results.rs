// What functions of a type give, where nothing but their use says what that is: they are not seen from here.
use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Spot {
    pub x: f64,
    pub y: f64,
}

#[differentiate]
impl Spot {
    pub fn polar(r: f64, angle: f64) -> Spot {
        Spot {
            x: r * angle.cos(),
            y: r * angle.sin(),
        }
    }

    pub fn middle(a: &Spot, b: &Spot) -> (Spot, f64) {
        let x = 0.5 * (a.x + b.x);
        let y = 0.5 * (a.y + b.y);
        (Spot { x, y }, x * y)
    }

    pub fn distance(&self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    pub fn squared(k: f64) -> f64 {
        k * k
    }
}

#[differentiate]
pub fn spread_between(a: Spot, b: Spot) -> f64 {
    (a.x - b.x) * (a.y - b.y) + a.x * b.y
}

#[differentiate]
pub fn spread_of(a: &Spot, b: &Spot) -> f64 {
    a.x * b.y - a.y * b.x * b.x
}

#[differentiate]
pub fn weights(k: f64) -> [f64; 2] {
    [k * k, k.sin()]
}

#[differentiate]
pub fn weighted_elements(w: &[f64; 2], x: &[f64]) -> f64 {
    w[0] * x[1] + w[1] * x[0]
}

#[differentiate]
pub fn result_passed_by_value(r: f64, t: f64) -> f64 {
    let a = Spot::polar(r, t);
    let b = Spot::polar(t, 2.0);
    spread_between(a, b) * spread_between(b, Spot::polar(1.0, r))
}

#[differentiate]
pub fn result_passed_by_reference(r: f64, t: f64) -> f64 {
    let a = Spot::polar(r, t);
    spread_of(&a, &a) + spread_of(&a, &Spot::polar(t, r))
}

#[differentiate]
pub fn number_of_a_type_passed_on(r: f64) -> f64 {
    let k = Spot::squared(r);
    Spot::squared(Spot::squared(k)) + k
}

#[differentiate]
pub fn array_passed_by_reference(r: f64) -> f64 {
    let w = weights(r);
    weighted_elements(&w, &w)
}

#[differentiate]
pub fn results_in_an_array(r: f64, t: f64) -> f64 {
    let all = [Spot::polar(r, t), Spot::polar(2.0, t), Spot::polar(t, r)];
    all.iter().map(|spot| spot.distance()).sum()
}

#[differentiate]
pub fn results_in_a_vector(r: f64, t: f64, n: usize) -> f64 {
    let mut all = vec![Spot::polar(r, t)];
    for _ in 0..n {
        all.push(Spot::polar(t, r));
    }
    let mut sum = 0.0;
    for spot in &all {
        sum = sum * r + spot.distance();
    }
    sum
}

#[differentiate]
pub fn parts_of_a_result(r: f64, t: f64) -> f64 {
    let (middle, k) = Spot::middle(&Spot::polar(r, t), &Spot::polar(2.0, r));
    middle.distance() * k + middle.x
}
