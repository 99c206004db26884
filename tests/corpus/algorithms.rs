// Small algorithms, each of several features at once.
use differentiate::differentiate;

#[differentiate]
pub fn horner(c: &[f64], x: f64) -> f64 {
    let mut y = 0.0;
    for i in (0..c.len()).rev() {
        y = y * x + c[i];
    }
    y
}

#[differentiate]
pub fn newton_square_root(a: f64) -> f64 {
    let mut x = 0.5 * (1.0 + a);
    let mut rounds = 0;
    while (x * x - a).abs() > 1e-14 && rounds < 50 {
        x -= (x * x - a) / (2.0 * x);
        rounds += 1;
    }
    x
}

#[differentiate]
pub fn fixed_point(a: f64) -> f64 {
    let mut x = a;
    for _ in 0..100 {
        let next = (x * a).cos() * 0.5;
        if (next - x).abs() < 1e-15 {
            break;
        }
        x = next;
    }
    x
}

/// Domain of a: 0.3..0.4
/// Domain of b: 1.7..1.8
#[differentiate]
pub fn bisection(a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (a, b);
    for _ in 0..6 {
        let middle = 0.5 * (low + high);
        if middle * middle * middle - 1.1 < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[differentiate]
pub fn secant(a: f64) -> f64 {
    let (mut x0, mut x1) = (0.5, 1.5);
    for _ in 0..4 {
        let (f0, f1) = (x0 * x0 - a, x1 * x1 - a);
        let x2 = x1 - f1 * (x1 - x0) / (f1 - f0);
        x0 = x1;
        x1 = x2;
    }
    x1
}

/// Len of m: 15
/// Len of v: 5
#[differentiate]
pub fn matrix_vector(m: &[f64], v: &[f64]) -> f64 {
    let columns = v.len();
    let mut y = 0.0;
    for r in 0..m.len() / columns {
        let mut dot = 0.0;
        for c in 0..columns {
            dot += m[r * columns + c] * v[c];
        }
        y += dot * dot;
    }
    y
}

#[differentiate]
pub fn matrix_matrix(a: &[[f64; 2]; 3], b: &[[f64; 3]; 2]) -> f64 {
    let mut c = [[0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..3 {
            for k in 0..2 {
                c[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    c[0][0] * c[1][1] * c[2][2]
}

#[differentiate]
pub fn gram_schmidt(vectors: [[f64; 3]; 2]) -> f64 {
    let mut q = vectors;
    for i in 0..2 {
        for j in 0..i {
            let mut dot = 0.0;
            for k in 0..3 {
                dot += q[i][k] * q[j][k];
            }
            for k in 0..3 {
                q[i][k] -= dot * q[j][k];
            }
        }
        let mut square = 0.1;
        for k in 0..3 {
            square += q[i][k] * q[i][k];
        }
        let norm = square.sqrt();
        for k in 0..3 {
            q[i][k] /= norm;
        }
    }
    q[1][0] + 2.0 * q[1][1] - q[0][2] * q[1][2]
}

#[differentiate]
pub fn determinant_by_elimination(m: &[[f64; 3]; 3]) -> f64 {
    let mut a = *m;
    for i in 0..3 {
        a[i][i] += 2.0;
    }
    let mut determinant = 1.0;
    for k in 0..3 {
        determinant *= a[k][k];
        for i in k + 1..3 {
            let factor = a[i][k] / a[k][k];
            for j in k..3 {
                a[i][j] -= factor * a[k][j];
            }
        }
    }
    determinant
}

#[differentiate]
pub fn cholesky_log_determinant(m: &[[f64; 3]; 3]) -> f64 {
    let mut l = [[0.0; 3]; 3];
    let mut log = 0.0;
    for i in 0..3 {
        for j in 0..=i {
            let mut sum = m[i][j];
            if i == j {
                sum += 4.0;
            }
            for k in 0..j {
                sum -= l[i][k] * l[j][k];
            }
            if i == j {
                l[i][i] = sum.sqrt();
                log += 2.0 * l[i][i].ln();
            } else {
                l[i][j] = sum / l[j][j];
            }
        }
    }
    log
}

#[differentiate]
pub fn triangular_solve(l: &[[f64; 3]; 3], b: [f64; 3]) -> f64 {
    let mut x = [0.0; 3];
    for i in 0..3 {
        let mut rest = b[i];
        for j in 0..i {
            rest -= l[i][j] * x[j];
        }
        x[i] = rest / (l[i][i] + 1.0);
    }
    x[0] * x[1] + x[2]
}

/// Len of w: 17
#[differentiate]
pub fn small_network(w: &[f64], #[constant] input: [f64; 3]) -> f64 {
    let mut hidden = [0.0; 4];
    for h in 0..4 {
        let mut sum = 0.0;
        for i in 0..3 {
            sum += w[h * 3 + i] * input[i];
        }
        hidden[h] = (sum + 0.1).tanh();
    }
    let mut output = w[16];
    for h in 0..4 {
        output += w[12 + h] * hidden[h];
    }
    1.0 / (1.0 + (-output).exp())
}

/// Domain: -1.0..1.0
#[differentiate]
pub fn relu_network(first: &[[f64; 2]; 3], second: &[f64; 3], #[constant] x: &[f64; 2]) -> f64 {
    let mut y = 0.0;
    for i in 0..3 {
        let mut sum = 0.3;
        for j in 0..2 {
            sum += first[i][j] * x[j];
        }
        if sum > 0.0 {
            y += second[i] * sum;
        }
    }
    y * y
}

#[differentiate]
pub fn runge_kutta_step(y: f64, rate: f64, h: f64) -> f64 {
    let k1 = rate * y * (1.0 - y);
    let y2 = y + 0.5 * h * k1;
    let k2 = rate * y2 * (1.0 - y2);
    let y3 = y + 0.5 * h * k2;
    let k3 = rate * y3 * (1.0 - y3);
    let y4 = y + h * k3;
    let k4 = rate * y4 * (1.0 - y4);
    y + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
}

#[differentiate]
pub fn lorenz_field(s: [f64; 3], sigma: f64, rho: f64) -> [f64; 3] {
    [
        sigma * (s[1] - s[0]),
        s[0] * (rho - s[2]) - s[1],
        s[0] * s[1] - 8.0 / 3.0 * s[2],
    ]
}

#[differentiate]
pub fn lorenz_by_runge_kutta(start: [f64; 3], sigma: f64, rho: f64) -> f64 {
    let h = 0.05;
    let mut s = start;
    for _ in 0..10 {
        let k1: [f64; 3] = lorenz_field(s, sigma, rho);
        let mut at = s;
        for i in 0..3 {
            at[i] += 0.5 * h * k1[i];
        }
        let k2: [f64; 3] = lorenz_field(at, sigma, rho);
        for i in 0..3 {
            at[i] = s[i] + 0.5 * h * k2[i];
        }
        let k3: [f64; 3] = lorenz_field(at, sigma, rho);
        for i in 0..3 {
            at[i] = s[i] + h * k3[i];
        }
        let k4: [f64; 3] = lorenz_field(at, sigma, rho);
        for i in 0..3 {
            s[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    s[0] + s[1] * s[2]
}

#[differentiate]
pub fn leapfrog(position: f64, velocity: f64, stiffness: f64) -> f64 {
    let (mut x, mut v) = (position, velocity);
    let dt = 0.1;
    for _ in 0..20 {
        v -= 0.5 * dt * stiffness * x;
        x += dt * v;
        v -= 0.5 * dt * stiffness * x;
    }
    x * x + v
}

#[differentiate]
pub fn heat_equation(initial: &[f64; 6], conductivity: f64) -> f64 {
    let mut u = *initial;
    for _ in 0..5 {
        let before = u;
        for i in 1..5 {
            u[i] = before[i] + 0.2 * conductivity * (before[i - 1] - 2.0 * before[i] + before[i + 1]);
        }
    }
    let mut sum = 0.0;
    for v in u {
        sum += v * v;
    }
    sum
}

#[differentiate]
pub fn prefix_sums_of_a_slice(x: &[f64]) -> f64 {
    let mut running = 0.0;
    let mut y = 0.0;
    for v in x {
        running += v;
        y += running * running;
    }
    y
}

#[differentiate]
pub fn bubble_sort(x: [f64; 5]) -> f64 {
    let mut v = x;
    for pass in 0..4 {
        for i in 0..4 - pass {
            if v[i] > v[i + 1] {
                let kept = v[i];
                v[i] = v[i + 1];
                v[i + 1] = kept;
            }
        }
    }
    let mut y = 0.0;
    for i in 0..5 {
        y += v[i].powi(i as i32 + 1);
    }
    y
}

#[differentiate]
pub fn insertion_sort(x: [f64; 5]) -> f64 {
    let mut v = x;
    for i in 1..5 {
        let value = v[i];
        let mut j = i;
        while j > 0 && v[j - 1] > value {
            v[j] = v[j - 1];
            j -= 1;
        }
        v[j] = value;
    }
    v[0] * v[2] + v[4] * v[4] - v[1] * v[3]
}

#[differentiate]
pub fn kalman_filter(process: f64, noise: f64, #[constant] observed: &[f64]) -> f64 {
    let mut estimate = 0.0;
    let mut variance = 1.0;
    let mut likelihood = 0.0;
    for z in observed {
        variance += process;
        let innovation = z - estimate;
        let total = variance + noise;
        let gain = variance / total;
        estimate += gain * innovation;
        variance *= 1.0 - gain;
        likelihood += 0.5 * (innovation * innovation / total + total.ln());
    }
    likelihood
}

#[differentiate]
pub fn forward_algorithm(transition: &[[f64; 2]; 2], emission: &[[f64; 3]; 2]) -> f64 {
    let observed = [0, 2, 1, 1];
    let mut alpha = [0.6, 0.4];
    for t in 0..observed.len() {
        let mut next = [0.0; 2];
        for j in 0..2 {
            let mut sum = 0.0;
            for i in 0..2 {
                sum += alpha[i] * transition[i][j];
            }
            next[j] = sum * emission[j][observed[t]];
        }
        alpha = next;
    }
    (alpha[0] + alpha[1]).ln()
}

#[differentiate]
pub fn longest_run_weight(x: &[f64]) -> f64 {
    let mut best = 0.0;
    let mut run = 0.0;
    for v in x {
        if *v > 0.4 {
            run += v * v;
            if run > best {
                best = run;
            }
        } else {
            run = 0.0;
        }
    }
    best + 0.1 * x[0]
}

#[differentiate]
pub fn edit_distance_table(costs: &[f64; 3]) -> f64 {
    let a = [1, 2, 3, 4];
    let b = [2, 3, 1, 4];
    let mut table = [[0.0; 5]; 5];
    for i in 1..5 {
        table[i][0] = table[i - 1][0] + costs[0];
        table[0][i] = table[0][i - 1] + costs[1];
    }
    for i in 1..5 {
        for j in 1..5 {
            let change = if a[i - 1] == b[j - 1] { 0.0 } else { costs[2] };
            let mut least = table[i - 1][j - 1] + change;
            least = least.min(table[i - 1][j] + costs[0]);
            least = least.min(table[i][j - 1] + costs[1]);
            table[i][j] = least;
        }
    }
    table[4][4] * costs[0]
}

#[differentiate]
pub fn simpson_integral(a: f64, b: f64) -> f64 {
    let n = 8;
    let h = (b - a) / n as f64;
    let mut sum = 0.0;
    for i in 0..=n {
        let x = a + i as f64 * h;
        let weight = if i == 0 || i == n {
            1.0
        } else if i % 2 == 1 {
            4.0
        } else {
            2.0
        };
        sum += weight * (x * x).exp();
    }
    sum * h / 3.0
}

#[differentiate]
pub fn continued_fraction(x: f64) -> f64 {
    let mut y = 1.0;
    for k in (1..=8).rev() {
        y = k as f64 + x / y;
    }
    y
}

#[differentiate]
pub fn series_until_small(x: f64) -> f64 {
    let mut term = 1.0;
    let mut sum = 1.0;
    let mut k = 1;
    while term > 1e-9 {
        term *= x / k as f64;
        sum += term;
        k += 1;
    }
    sum
}

#[differentiate]
pub fn backtracking(x: f64, y: f64) -> f64 {
    let mut step = 1.0;
    loop {
        let at = x - step * (2.0 * x + y);
        if at * at + at * y < 0.9 * (x * x + x * y) {
            return at * at + at * y;
        }
        step *= 0.5;
        if step < 0.01 {
            break;
        }
    }
    x * y
}

#[differentiate]
pub fn quaternion_rotation(q: [f64; 4], v: [f64; 3]) -> f64 {
    let n = (q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]).sqrt();
    let (w, x, y, z) = (q[0] / n, q[1] / n, q[2] / n, q[3] / n);
    let tx = 2.0 * (y * v[2] - z * v[1]);
    let ty = 2.0 * (z * v[0] - x * v[2]);
    let tz = 2.0 * (x * v[1] - y * v[0]);
    v[0] + w * tx + (y * tz - z * ty)
}

#[differentiate]
pub fn moving_average(x: &[f64]) -> f64 {
    let window = 3;
    let mut y = 0.0;
    for i in 0..x.len() - window + 1 {
        let mut sum = 0.0;
        for j in i..i + window {
            sum += x[j];
        }
        y += (sum / window as f64).powi(2);
    }
    y
}

/// Len of signal: 7
/// Len of kernel: 3
#[differentiate]
pub fn convolution(signal: &[f64], kernel: &[f64]) -> f64 {
    let mut y = 0.0;
    for i in 0..signal.len() - kernel.len() + 1 {
        let mut sum = 0.0;
        for (k, w) in kernel.iter().enumerate() {
            sum += w * signal[i + k];
        }
        y += sum * sum;
    }
    y
}

#[differentiate]
pub fn exponential_smoothing(x: &[f64], rate: f64) -> f64 {
    let mut level = x[0];
    let mut error = 0.0;
    for i in 1..x.len() {
        error += (x[i] - level).powi(2);
        level = rate * x[i] + (1.0 - rate) * level;
    }
    error
}
