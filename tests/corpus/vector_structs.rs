//! Vectors of structs, and vectors in structs.

use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Particle {
    pub at: f64,
    pub speed: f64,
}

#[derive(Clone, Debug, Differentiable)]
pub struct Layer {
    pub weights: Vec<Vec<f64>>,
    pub biases: Vec<f64>,
}

/// `push` and `pop` of structs.
#[differentiate]
pub fn structs_pushed(x: &[f64]) -> f64 {
    let mut all: Vec<Particle> = Vec::new();
    for i in 0..x.len() {
        all.push(Particle {
            at: x[i],
            speed: x[i] * x[0],
        });
    }
    all[1].at *= 2.0;
    let last: Particle = all.pop().unwrap();
    all.iter().map(|p| p.at * p.speed.sin()).sum::<f64>() + last.at * last.speed
}

/// Structs in a vector that change in a loop.
#[differentiate]
pub fn structs_stepped(x: &[f64], steps: usize) -> f64 {
    let mut all = vec![Particle { at: x[0], speed: x[1] }, Particle { at: x[2], speed: x[3] }];
    for _ in 0..steps {
        for i in 0..2 {
            let force = all[1 - i].at - all[i].at;
            all[i].speed += 0.1 * force * force;
        }
        for i in 0..2 {
            all[i].at += 0.1 * all[i].speed;
        }
    }
    all[0].at * all[1].speed
}

/// Vectors in a struct that grow.
#[differentiate]
pub fn vectors_in_a_struct(x: &[f64]) -> f64 {
    let mut layer = Layer {
        weights: vec![vec![x[0], x[1]], vec![x[2]]],
        biases: x.iter().map(|a| a * a).collect(),
    };
    layer.biases.push(layer.weights[0][0] * 2.0);
    layer.weights[1].push(layer.biases[0]);
    layer.weights.push(vec![1.5, layer.biases[1]]);
    let rows: f64 = layer.weights.iter().map(|row| row.iter().sum::<f64>()).product();
    layer.biases.iter().product::<f64>() + rows
}
