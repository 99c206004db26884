use differentiate::{differentiate, Differentiable};
use std::ops::{Index, IndexMut};

#[derive(Clone, Copy, Differentiable)]
struct Pair {
    x: f64,
    y: f64,
}

#[derive(Clone, Copy)]
enum Axis {
    X,
    Y,
}

#[differentiate]
impl Index<Axis> for Pair { //~ D019
    type Output = f64;

    fn index(&self, axis: Axis) -> &f64 {
        match axis {
            Axis::X => &self.x,
            Axis::Y => &self.y,
        }
    }
}

#[differentiate]
impl Index<usize> for Pair {
    type Output = f64;

    fn index(&self, i: usize) -> &f64 {
        match i {
            0 => &self.x,
            _ => &self.y,
        }
    }
}

#[differentiate]
impl IndexMut<usize> for Pair {
    fn index_mut(&mut self, i: usize) -> &mut f64 {
        [&mut self.x, &mut self.y].into_iter().nth(i).unwrap() //~ D108 D203 D203
    }
}

#[differentiate]
fn part_of_a_pair(p: Pair) -> f64 {
    p[0..1][0] //~ D503 E0277
}

#[differentiate]
fn by_a_float(p: Pair, x: f64) -> f64 {
    p[(x, 1.0)] //~ D503 E0277
}

fn main() {}
