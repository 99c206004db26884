//! The potential of 100 bodies.

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers};
use crate::peers::{Generic, Number};

const BODIES: usize = 100;

/// −Σ mᵢ mⱼ / √(|xᵢ − xⱼ|² + ε²), over all pairs.
#[differentiate]
pub fn potential(x: &[[f64; 3]], #[constant] mass: &[f64]) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        for j in 0..i {
            let mut square = 0.01;
            for c in 0..3 {
                let offset = x[i][c] - x[j][c];
                square += offset * offset;
            }
            energy -= mass[i] * mass[j] / square.sqrt();
        }
    }
    energy
}

/// A second pair of loops, with the derivative of each pair.
fn clear(x: &[[f64; 3]], mass: &[f64], dx: &mut [[f64; 3]]) -> f64 {
    dx.fill([0.0; 3]);
    for i in 0..x.len() {
        for j in 0..i {
            let offset: [f64; 3] = std::array::from_fn(|c| x[i][c] - x[j][c]);
            let square = 0.01 + offset[0] * offset[0] + offset[1] * offset[1] + offset[2] * offset[2];
            let slope = mass[i] * mass[j] / (square * square.sqrt());
            for c in 0..3 {
                dx[i][c] += slope * offset[c];
                dx[j][c] -= slope * offset[c];
            }
        }
    }
    potential(x, mass)
}

/// What a pair does to one of it is the opposite of what it does to the other.
fn by_hand(x: &[[f64; 3]], mass: &[f64], dx: &mut [[f64; 3]]) -> f64 {
    dx.fill([0.0; 3]);
    let mut energy = 0.0;
    for i in 0..x.len() {
        let (others, own) = dx.split_at_mut(i);
        let mut sum = [0.0; 3];
        for ((other, dother), other_mass) in x[..i].iter().zip(others).zip(mass) {
            let offset: [f64; 3] = std::array::from_fn(|c| x[i][c] - other[c]);
            let square = 0.01 + offset[0] * offset[0] + offset[1] * offset[1] + offset[2] * offset[2];
            let part = mass[i] * other_mass / square.sqrt();
            energy -= part;
            let slope = part / square;
            for c in 0..3 {
                sum[c] += slope * offset[c];
                dother[c] -= slope * offset[c];
            }
        }
        own[0] = sum;
    }
    energy
}

#[derive(Clone, Copy)]
struct OfOthers {
    mass: &'static [f64],
}

impl Generic for OfOthers {
    fn value<T: Number>(self, x: &[T]) -> T {
        let (x, _) = x.as_chunks::<3>();
        let pairs = (0..x.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
        let term = |(i, j): (usize, usize)| {
            let [a, b, c] = [0, 1, 2].map(|c| (x[i][c] - x[j][c]) * (x[i][c] - x[j][c]));
            let distance = (a + b + c).plus(0.01).root();
            distance.times(0.0).plus(-self.mass[i] * self.mass[j]) / distance
        };
        pairs.map(term).reduce(|sum, term| sum + term).expect("two bodies")
    }
}

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let (x, mass) = (numbers.matrix(BODIES), numbers.list(BODIES));
    let mut workspace = Workspace::new();
    Case::new("potential of 100 bodies", 3 * BODIES, move || potential(x, mass))
        .generated(move |dx| potential::value_and_grad_into(x, mass, &mut workspace, dx.as_chunks_mut().0))
        .clear(|dx| clear(x, mass, dx.as_chunks_mut().0))
        .tuned(|dx| by_hand(x, mass, dx.as_chunks_mut().0))
        .peers(x.as_flattened(), OfOthers { mass })
}
