//! The safeguarded step of Moré and Thuente.

/// A length with the value and the slope there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub length: f64,
    pub value: f64,
    pub slope: f64,
}

impl Point {
    /// The same of φ(α) − `slope`·α.
    pub fn tilted(self, slope: f64) -> Self {
        Self {
            length: self.length,
            value: self.value - self.length * slope,
            slope: self.slope - slope,
        }
    }
}

/// The next length to try (Moré and Thuente 1994, section 4), from the best point so far, the other end of the interval, and the
/// last trial; and whether there is a minimum between the first of them and the trial.
pub(super) fn next(best: Point, other: Point, trial: Point, is_bracketed: bool, bounds: (f64, f64)) -> (f64, bool) {
    let turns = trial.slope * best.slope.signum() < 0.0;
    let secant = trial.length + trial.slope / (trial.slope - best.slope) * (best.length - trial.length);
    let is_nearer = |a: f64, b: f64, to: f64| (a - to).abs() < (b - to).abs();
    if trial.value > best.value {
        // Higher: the minimum lies between. The cubic, or its mean with the parabola of the best slope if that is nearer.
        let cubic = minimum(best, trial);
        let rise = (best.value - trial.value) / (trial.length - best.length) + best.slope;
        let parabola = best.length + best.slope / rise / 2.0 * (trial.length - best.length);
        let next = match is_nearer(cubic, parabola, best.length) {
            true => cubic,
            false => cubic + (parabola - cubic) / 2.0,
        };
        return (next, true);
    }
    if turns {
        // Lower, and the slope has changed its sign: the minimum lies between. The step that is farther.
        let cubic = minimum(trial, best);
        let next = match is_nearer(secant, cubic, trial.length) {
            true => cubic,
            false => secant,
        };
        return (next, true);
    }
    let ahead = if trial.length > best.length { bounds.1 } else { bounds.0 };
    if trial.slope.abs() < best.slope.abs() {
        // Lower, and flatter: the cubic may have no minimum ahead.
        let cubic = beyond(best, trial).unwrap_or(ahead);
        if !is_bracketed {
            let next = match is_nearer(secant, cubic, trial.length) {
                true => cubic,
                false => secant,
            };
            return (next.max(bounds.0).min(bounds.1), false);
        }
        let next = match is_nearer(cubic, secant, trial.length) {
            true => cubic,
            false => secant,
        };
        let most = trial.length + 0.66 * (other.length - trial.length);
        return match trial.length > best.length {
            true => (next.min(most), true),
            false => (next.max(most), true),
        };
    }
    match is_bracketed {
        true => (minimum(trial, other), true),
        false => (ahead, false),
    }
}

/// θ and γ of the cubic through two points; γ² may be negative, and counts as 0 then.
fn coefficients(a: Point, b: Point) -> (f64, f64) {
    let theta = 3.0 * (a.value - b.value) / (b.length - a.length) + a.slope + b.slope;
    let scale = theta.abs().max(a.slope.abs()).max(b.slope.abs());
    let square = (theta / scale).powi(2) - (a.slope / scale) * (b.slope / scale);
    (theta, scale * square.max(0.0).sqrt())
}

/// The minimum of the cubic through two points, counted from `a`.
fn minimum(a: Point, b: Point) -> f64 {
    let (theta, gamma) = coefficients(a, b);
    let gamma = if b.length < a.length { -gamma } else { gamma };
    let ratio = ((gamma - a.slope) + theta) / (((gamma - a.slope) + gamma) + b.slope);
    a.length + ratio * (b.length - a.length)
}

/// The minimum of the cubic through two points that lies beyond `b`, if there is one.
fn beyond(a: Point, b: Point) -> Option<f64> {
    let (theta, gamma) = coefficients(a, b);
    let gamma = if b.length > a.length { -gamma } else { gamma };
    let ratio = ((gamma - b.slope) + theta) / ((gamma + (a.slope - b.slope)) + gamma);
    (ratio < 0.0 && gamma != 0.0).then_some(b.length + ratio * (a.length - b.length))
}
