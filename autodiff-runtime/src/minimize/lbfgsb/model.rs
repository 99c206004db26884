//! The quadratic model: *g*ᵀ*p* + ½*pᵀBp* with *B* = θ − *WMWᵀ*, the compact form of BFGS (Byrd, Nocedal and Schnabel 1994).

use super::cauchy;
use crate::minimize::bounds::Bounds;
use crate::minimize::point::Place;
use crate::numeric::qr::Qr;
use crate::numeric::vector::{add_scaled, difference, dot};
use std::collections::VecDeque;
use std::vec;
use std::vec::Vec;

/// The last steps *s* and changes *y* of the gradient, and what the model is made of them.
pub(super) struct Model {
    size: usize,
    pairs: VecDeque<(Vec<f64>, Vec<f64>)>,
    pub theta: f64,
    /// The columns of *W*: all *y*, and all θ*s*.
    pub w: Vec<Vec<f64>>,
    /// The columns of *M*⁻¹.
    inverse: Vec<Vec<f64>>,
    m: Qr,
}

impl Model {
    pub fn new(size: usize) -> Self {
        Self {
            size,
            pairs: VecDeque::new(),
            theta: 1.0,
            w: Vec::new(),
            inverse: Vec::new(),
            m: Qr::new(Vec::new()),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    pub fn clear(&mut self) {
        *self = Self::new(self.size);
    }

    /// Takes a step and the change of the gradient along it in. Without positive curvature the model would have no minimum: then it
    /// stays as it is.
    pub fn step(&mut self, s: Vec<f64>, y: Vec<f64>) {
        let (curvature, square) = (dot(&s, &y), dot(&y, &y));
        if curvature <= f64::EPSILON * square {
            return;
        }
        if self.pairs.len() == self.size {
            self.pairs.pop_front();
        }
        self.pairs.push_back((s, y));
        self.theta = square / curvature;
        let m = self.pairs.len();
        let ys = self.pairs.iter().map(|(_, y)| y.clone());
        let ss = self
            .pairs
            .iter()
            .map(|(s, _)| s.iter().map(|s| self.theta * s).collect());
        self.w = ys.chain(ss).collect();
        // M⁻¹ = [[−D, Lᵀ], [L, θSᵀS]], where SᵀY = L + D + an upper triangle.
        self.inverse = vec![vec![0.0; 2 * m]; 2 * m];
        for (i, (s, y)) in self.pairs.iter().enumerate() {
            self.inverse[i][i] = -dot(s, y);
            for (j, (other_s, other_y)) in self.pairs.iter().enumerate() {
                self.inverse[m + j][m + i] = self.theta * dot(s, other_s);
                if j < i {
                    let below = dot(s, other_y);
                    self.inverse[j][m + i] = below;
                    self.inverse[m + i][j] = below;
                }
            }
        }
        self.m = Qr::new(self.inverse.clone());
        if !self.m.has_full_rank() {
            self.clear();
        }
    }

    /// The row of *W* of a parameter.
    pub fn row(&self, parameter: usize) -> Vec<f64> {
        self.w.iter().map(|column| column[parameter]).collect()
    }

    /// *Mv*.
    pub fn times_m(&self, v: &[f64]) -> Vec<f64> {
        self.m.solve(&self.m.transform(v))
    }

    /// Where the model is nearly least within the bounds.
    pub fn minimum(&self, place: &Place, bounds: &Bounds) -> Vec<f64> {
        let (cauchy, products) = cauchy::point(self, place, bounds);
        let free: Vec<usize> = (0..cauchy.len())
            .filter(|&i| bounds.lower[i] < cauchy[i] && cauchy[i] < bounds.upper[i])
            .collect();
        if free.is_empty() || self.is_empty() {
            return cauchy;
        }
        let Some(step) = self.subspace_step(place, &cauchy, &products, &free) else {
            return cauchy;
        };
        let moved = |length: f64| {
            let mut x = cauchy.clone();
            free.iter().zip(&step).for_each(|(&i, step)| x[i] += length * step);
            x
        };
        // Projected if that descends (Morales and Nocedal 2011), else shortened to the first bound.
        let mut projected = moved(1.0);
        bounds.project(&mut projected);
        if dot(&difference(&projected, &place.x), &place.gradient) < 0.0 {
            return projected;
        }
        let to_bound = free.iter().zip(&step).map(|(&i, step)| {
            let bound = if *step < 0.0 { bounds.lower[i] } else { bounds.upper[i] };
            if *step == 0.0 {
                1.0
            } else {
                (bound - cauchy[i]) / step
            }
        });
        let mut shortened = moved(to_bound.fold(1.0, f64::min));
        bounds.project(&mut shortened);
        shortened
    }

    /// The step from the Cauchy point to the minimum of the model over the free parameters (the direct primal method, section 5.1);
    /// none if rounding has spoilt it. `products` are *Wᵀ*(Cauchy point − *x*).
    fn subspace_step(&self, place: &Place, cauchy: &[f64], products: &[f64], free: &[usize]) -> Option<Vec<f64>> {
        let along = self.times_m(products);
        let restricted: Vec<Vec<f64>> = self
            .w
            .iter()
            .map(|column| free.iter().map(|&i| column[i]).collect())
            .collect();
        let mut residual: Vec<f64> = free
            .iter()
            .map(|&i| place.gradient[i] + self.theta * (cauchy[i] - place.x[i]))
            .collect();
        for (column, along) in restricted.iter().zip(&along) {
            add_scaled(&mut residual, -along, column);
        }
        // (θ − WMWᵀ)⁻¹ = 1/θ + W(M⁻¹ − WᵀW/θ)⁻¹Wᵀ/θ² on the free parameters.
        let mut matrix = self.inverse.clone();
        for (column, a) in matrix.iter_mut().zip(&restricted) {
            for (entry, b) in column.iter_mut().zip(&restricted) {
                *entry -= dot(a, b) / self.theta;
            }
        }
        let qr = Qr::new(matrix);
        let right: Vec<f64> = restricted.iter().map(|column| dot(column, &residual)).collect();
        let v = qr.solve(&qr.transform(&right));
        let mut step: Vec<f64> = residual.iter().map(|r| -r / self.theta).collect();
        for (column, v) in restricted.iter().zip(&v) {
            add_scaled(&mut step, -v / (self.theta * self.theta), column);
        }
        (qr.has_full_rank() && step.iter().all(|step| step.is_finite())).then_some(step)
    }
}
