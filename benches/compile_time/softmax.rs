#[differentiate]
pub fn softmax_0(logits: &[f64], temperature: f64, target: usize) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    for z in logits {
        if *z > largest {
            largest = *z;
        }
    }
    let mut sum = 0.0;
    let mut mean = 0.0;
    for z in logits {
        let e = ((z - largest) / temperature).exp();
        sum += e;
        mean += e * z;
    }
    mean /= sum;
    let log_likelihood = (logits[target] - largest) / temperature - sum.ln();
    let entropy = sum.ln() + largest / temperature - mean / temperature;
    -log_likelihood + 0.125 * entropy
}

// By hand

pub fn softmax_0_gradient(
    logits: &[f64],
    temperature: f64,
    target: usize,
    dlogits: &mut [f64],
    dtemperature: &mut f64,
) -> f64 {
    let mut at = 0;
    for i in 0..logits.len() {
        if logits[i] > logits[at] {
            at = i;
        }
    }
    let largest = logits[at];
    let (mut sum, mut total) = (0.0, 0.0);
    for z in logits {
        let e = ((z - largest) / temperature).exp();
        sum += e;
        total += e * z;
    }
    let mean = total / sum;
    let log_likelihood = (logits[target] - largest) / temperature - sum.ln();
    let entropy = sum.ln() + largest / temperature - mean / temperature;
    let value = -log_likelihood + 0.125 * entropy;

    let dmean = -0.125 / temperature;
    let dtotal = dmean / sum;
    let dsum = 1.125 / sum - dmean * mean / sum;
    *dtemperature = ((logits[target] - largest) - 0.125 * (largest - mean)) / (temperature * temperature);
    let mut dlargest = 1.125 / temperature;
    for i in 0..logits.len() {
        let z = logits[i];
        let e = ((z - largest) / temperature).exp();
        let dx = (dsum + dtotal * z) * e / temperature;
        dlogits[i] = dtotal * e + dx;
        dlargest -= dx;
        *dtemperature -= dx * (z - largest) / temperature;
    }
    dlogits[target] -= 1.0 / temperature;
    dlogits[at] += dlargest;
    value
}
