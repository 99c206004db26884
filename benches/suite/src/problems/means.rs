//! k-means.

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers};

const SIZE: usize = 8;

const CENTRES: usize = 10;
const POINTS: usize = 500;

/// The sum of the squared distances of points from the nearest of some centres.
#[differentiate]
pub fn k_means(centres: &[[f64; SIZE]], #[constant] points: &[[f64; SIZE]]) -> f64 {
    let mut total = 0.0;
    for point in points {
        let mut nearest = f64::INFINITY;
        for centre in centres {
            let mut square = 0.0;
            for c in 0..SIZE {
                let offset = point[c] - centre[c];
                square += offset * offset;
            }
            nearest = nearest.min(square);
        }
        total += nearest;
    }
    total
}

/// The nearest centre of each point, and then what pulls at it.
fn clear(centres: &[[f64; SIZE]], points: &[[f64; SIZE]], dcentres: &mut [[f64; SIZE]]) -> f64 {
    dcentres.fill([0.0; SIZE]);
    let square = |point: &[f64; SIZE], k: usize| -> f64 {
        let offsets = (0..SIZE).map(|c| point[c] - centres[k][c]);
        offsets.map(|offset| offset * offset).sum()
    };
    let mut total = 0.0;
    for point in points {
        let by_distance = |&one: &usize, &other: &usize| square(point, one).total_cmp(&square(point, other));
        let nearest = (0..centres.len()).min_by(by_distance).expect("a centre");
        total += square(point, nearest);
        for c in 0..SIZE {
            dcentres[nearest][c] -= 2.0 * (point[c] - centres[nearest][c]);
        }
    }
    total
}

/// Each point pulls at the nearest centre only.
fn by_hand(centres: &[[f64; SIZE]], points: &[[f64; SIZE]], dcentres: &mut [[f64; SIZE]]) -> f64 {
    dcentres.fill([0.0; SIZE]);
    let mut total = 0.0;
    for point in points {
        let (mut nearest, mut which) = (f64::INFINITY, 0);
        for (k, centre) in centres.iter().enumerate() {
            let square = point.iter().zip(centre).map(|(p, c)| (p - c) * (p - c)).sum();
            if square < nearest {
                (nearest, which) = (square, k);
            }
        }
        total += nearest;
        for c in 0..SIZE {
            dcentres[which][c] += 2.0 * (centres[which][c] - point[c]);
        }
    }
    total
}

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let (centres, points) = (numbers.matrix(CENTRES), numbers.matrix(POINTS));
    let mut workspace = Workspace::new();
    Case::new("k-means, 500 points", CENTRES * SIZE, move || k_means(centres, points))
        .generated(move |dx| k_means::value_and_grad_into(centres, points, &mut workspace, dx.as_chunks_mut().0))
        .clear(|dx| clear(centres, points, dx.as_chunks_mut().0))
        .tuned(|dx| by_hand(centres, points, dx.as_chunks_mut().0))
}
