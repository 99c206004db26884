// Arrays as local values.
use differentiate::differentiate;

#[differentiate]
pub fn array_literal(x: f64, y: f64) -> f64 {
    let v = [x, y, x * y];
    v[0] + v[1] * v[2]
}

#[differentiate]
pub fn repeated_array(x: f64) -> f64 {
    let v = [x * x; 4];
    v[0] + v[3]
}

#[differentiate]
pub fn typed_array(x: f64) -> f64 {
    let v: [f64; 2] = [x, 2.0];
    v[0] * v[1]
}

#[differentiate]
pub fn indexed_assignment(x: f64) -> f64 {
    let mut v = [0.0; 3];
    v[1] = x * x;
    v[2] = v[1] * x;
    v[0] + v[1] + v[2]
}

#[differentiate]
pub fn compound_assignment_to_an_index(x: f64, y: f64) -> f64 {
    let mut v = [x, y];
    v[0] += y * y;
    v[1] *= v[0];
    v[0] -= v[1];
    v[1] /= x;
    v[0] * v[1]
}

#[differentiate]
pub fn assignment_at_a_variable_index(x: f64, k: usize) -> f64 {
    let mut v = [1.0; 5];
    v[k] = x;
    v[(k + 1) % 5] *= x + v[k];
    v[0] + v[1] * v[2] + v[3] * v[4]
}

#[differentiate]
pub fn nested_array_literal(x: f64, y: f64) -> f64 {
    let m = [[x, y], [x * y, 1.0]];
    m[0][0] * m[1][1] - m[0][1] * m[1][0]
}

#[differentiate]
pub fn nested_repeated_array(x: f64) -> f64 {
    let mut m = [[0.0; 3]; 2];
    m[1][2] = x;
    m[0][1] = m[1][2] * x;
    m[0][1] + m[1][2] + m[0][0]
}

#[differentiate]
pub fn nested_compound_assignment(x: f64) -> f64 {
    let mut m = [[x; 2]; 2];
    m[0][1] *= m[1][0];
    m[1][1] += m[0][1] * m[0][1];
    m[0][1] * m[1][1]
}

#[differentiate]
pub fn row_of_an_array(m: &[[f64; 2]; 2]) -> f64 {
    let row = m[1];
    row[0] * row[1]
}

#[differentiate]
pub fn row_assignment(x: f64, y: f64) -> f64 {
    let mut m = [[1.0; 2]; 2];
    m[0] = [x, y];
    m[1] = m[0];
    m[1][0] *= 2.0;
    m[0][0] * m[1][0] + m[1][1]
}

#[differentiate]
pub fn three_levels_of_arrays(x: f64) -> f64 {
    let mut t = [[[0.0; 2]; 2]; 2];
    for i in 0..2 {
        for j in 0..2 {
            for k in 0..2 {
                t[i][j][k] = x * (i + 2 * j + 4 * k) as f64;
            }
        }
    }
    t[1][1][1] * t[0][1][0]
}

#[differentiate]
pub fn copy_of_an_array(x: [f64; 3]) -> f64 {
    let mut copy = x;
    copy[0] = copy[1] * copy[2];
    copy[0] + x[0] * copy[1]
}

#[differentiate]
pub fn copy_of_a_referenced_array(x: &[f64; 3]) -> f64 {
    let mut copy = *x;
    copy[1] *= copy[0];
    copy[1] + x[1] * x[2]
}

#[differentiate]
pub fn copy_before_a_change(x: f64) -> f64 {
    let mut a = [x, 1.0];
    let b = a;
    a[0] = 5.0;
    a[1] = x * x;
    a[0] * b[0] + a[1] * b[1]
}

#[differentiate]
pub fn copy_elementwise(x: &[f64]) -> f64 {
    let mut v = [0.0; 5];
    for i in 0..5 {
        v[i] = x[i];
    }
    v[0] * v[4]
}

#[differentiate]
pub fn length_of_an_array(x: [f64; 3]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x.len() as f64;
    }
    sum
}

#[differentiate]
pub fn length_of_a_row(m: &[[f64; 3]; 2]) -> f64 {
    let mut sum = 0.0;
    for i in 0..m.len() {
        for j in 0..m[i].len() {
            sum += m[i][j] * m[i][j];
        }
    }
    sum
}

#[differentiate]
pub fn element_swap(x: [f64; 3]) -> f64 {
    let mut v = x;
    let kept = v[0];
    v[0] = v[2];
    v[2] = kept;
    v[0] * v[0] + v[1] * v[2]
}

#[differentiate]
pub fn element_swap_by_tuple(x: [f64; 3]) -> f64 {
    let mut v = x;
    (v[0], v[1]) = (v[1], v[0]);
    v[0] * v[0] + v[1] * v[2]
}

#[differentiate]
pub fn integer_array(x: &[f64]) -> f64 {
    let order = [3, 0, 4];
    let mut y = 1.0;
    for i in 0..3 {
        y = y * x[order[i]] + 0.5;
    }
    y
}

#[differentiate]
pub fn integer_array_assigned(x: &[f64]) -> f64 {
    let mut counts = [0; 3];
    for v in x {
        counts[(v * 3.0) as usize] += 1;
    }
    x[0] * counts[0] as f64 + x[1] * counts[1] as f64 + x[2] * counts[2] as f64
}

#[differentiate]
pub fn index_of_an_index(x: &[f64], k: usize) -> f64 {
    let next = [1, 2, 3, 4, 0];
    x[next[next[k]]] * x[next[k]]
}

#[differentiate]
pub fn same_element_read_twice(x: &[f64]) -> f64 {
    x[1] * x[1] + x[1] / x[0]
}

#[differentiate]
pub fn empty_array(x: f64) -> f64 {
    let v: [f64; 0] = [];
    let mut y = x;
    for w in v {
        y *= w;
    }
    y
}

#[differentiate]
pub fn clone_of_an_array(x: [f64; 3]) -> f64 {
    let mut copy = x.clone();
    copy[0] *= copy[1];
    copy[0] + x[0] * x[2]
}
