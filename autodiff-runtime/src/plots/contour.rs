//! Contour lines of values on a grid.

use std::vec::Vec;

/// A piece of a contour line, from point to point, in the coordinates of the grid.
pub(super) type Piece = [(f64, f64); 2];

/// The contour of this level by marching squares (Lorensen and Cline 1987, in the plane): the pieces in all cells, with linear
/// interpolation on their edges. Cells with a corner that is not finite have none.
pub(super) fn contour(across: &[f64], up: &[f64], values: &[Vec<f64>], level: f64) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for row in 0..up.len().saturating_sub(1) {
        for column in 0..across.len().saturating_sub(1) {
            // Counter-clockwise from the lower left corner.
            let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(right, above): (usize, usize)| {
                let (i, j) = (column + right, row + above);
                (across[i], up[j], values[j][i] - level)
            });
            if corners.iter().all(|corner| corner.2.is_finite()) {
                cell(&corners, &mut pieces);
            }
        }
    }
    pieces
}

fn cell(corners: &[(f64, f64, f64); 4], pieces: &mut Vec<Piece>) {
    let crossing = |edge: usize| {
        let (a, b) = (corners[edge], corners[(edge + 1) % 4]);
        let crosses = (a.2 >= 0.0) != (b.2 >= 0.0);
        let part = a.2 / (a.2 - b.2);
        crosses.then_some((a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1)))
    };
    let crossings: Vec<(f64, f64)> = (0..4).filter_map(crossing).collect();
    match crossings[..] {
        [a, b] => pieces.push([a, b]),
        // A saddle in the cell: its middle tells which corners belong together.
        [a, b, c, d] => {
            let middle = corners.iter().map(|corner| corner.2).sum::<f64>();
            match (middle >= 0.0) == (corners[0].2 >= 0.0) {
                true => pieces.extend([[a, b], [c, d]]),
                false => pieces.extend([[d, a], [b, c]]),
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::contour;
    use std::vec::Vec;

    #[test]
    fn the_contour_of_a_cone_is_a_circle() {
        let grid: Vec<f64> = (0..81).map(|k| f64::from(k) / 20.0 - 2.0).collect();
        let values: Vec<Vec<f64>> = grid
            .iter()
            .map(|y| grid.iter().map(|x: &f64| x.hypot(*y)).collect())
            .collect();
        let pieces = contour(&grid, &grid, &values, 1.5);
        let length: f64 = pieces.iter().map(|[a, b]| (a.0 - b.0).hypot(a.1 - b.1)).sum();
        assert!((length - 3.0 * core::f64::consts::PI).abs() < 0.01, "{length}");
        assert!(pieces.iter().flatten().all(|p| (p.0.hypot(p.1) - 1.5).abs() < 1e-3));
    }

    #[test]
    fn both_branches_of_a_hyperbola_are_found() {
        let values = [[1.0, -1.0].to_vec(), [-1.0, 1.0].to_vec()];
        let pieces = contour(&[0.0, 1.0], &[0.0, 1.0], &values, 0.1);
        assert_eq!(pieces.len(), 2);
        assert!(contour(&[0.0, 1.0], &[0.0, 1.0], &values, 5.0).is_empty());
        let gap = [[f64::NAN, -1.0].to_vec(), [-1.0, 1.0].to_vec()];
        assert!(contour(&[0.0, 1.0], &[0.0, 1.0], &gap, 0.0).is_empty());
    }
}
