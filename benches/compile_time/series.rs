#[differentiate]
pub fn series_0(alpha: f64, beta: f64, level: f64, #[constant] y: &[f64]) -> f64 {
    let mut l = level;
    let mut trend = 0.125;
    let mut sum = 0.0;
    let mut weight = 1.0;
    for (t, v) in y.iter().enumerate() {
        let forecast = l + trend;
        let error = v - forecast;
        if t == 0 {
            l = *v;
            continue;
        }
        let next = alpha * v + (1.0 - alpha) * forecast;
        trend = beta * (next - l) + (1.0 - beta) * trend;
        l = next;
        sum += weight * error * error;
        weight *= 0.9;
    }
    (sum / y.len() as f64 + 1e-6).ln() + 0.5 * (alpha - beta).powi(2)
}

// By hand

pub fn series_0_gradient(alpha: f64, beta: f64, level: f64, y: &[f64]) -> (f64, (f64, f64, f64)) {
    let (mut l, mut trend, mut sum, mut weight) = (level, 0.125, 0.0, 1.0);
    let mut states = vec![];
    for (t, v) in y.iter().enumerate() {
        let forecast = l + trend;
        let error = v - forecast;
        if t == 0 {
            l = *v;
            continue;
        }
        states.push((l, trend, weight));
        let next = alpha * v + (1.0 - alpha) * forecast;
        trend = beta * (next - l) + (1.0 - beta) * trend;
        l = next;
        sum += weight * error * error;
        weight *= 0.9;
    }
    let mean = sum / y.len() as f64 + 1e-6;
    let value = mean.ln() + 0.5 * (alpha - beta).powi(2);

    let dsum = 1.0 / (mean * y.len() as f64);
    let (mut dalpha, mut dbeta) = (alpha - beta, beta - alpha);
    let (mut dl, mut dtrend) = (0.0, 0.0);
    for (v, &(l, trend, weight)) in y[1..].iter().zip(&states).rev() {
        let forecast = l + trend;
        let error = v - forecast;
        let next = alpha * v + (1.0 - alpha) * forecast;
        let dnext = dl + dtrend * beta;
        dbeta += dtrend * (next - l - trend);
        dl = -dtrend * beta;
        let mut dforecast = dnext * (1.0 - alpha);
        dalpha += dnext * (v - forecast);
        dforecast -= 2.0 * dsum * weight * error;
        dl += dforecast;
        dtrend = dtrend * (1.0 - beta) + dforecast;
    }
    // The first observation overwrites the level.
    (value, (dalpha, dbeta, 0.0))
}
