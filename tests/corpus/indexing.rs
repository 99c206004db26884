// `Index` and `IndexMut` of types of the user: a vector with named parts, a matrix of any size, a triangle that is packed.
use differentiate::{differentiate, Differentiable};
use std::ops::{Index, IndexMut};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Triple {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

#[differentiate]
impl Index<usize> for Triple {
    type Output = f64;

    fn index(&self, i: usize) -> &f64 {
        match i {
            0 => &self.x,
            1 => &self.y,
            2 => &self.z,
            _ => panic!("no part {i}"),
        }
    }
}

#[differentiate]
impl IndexMut<usize> for Triple {
    fn index_mut(&mut self, i: usize) -> &mut f64 {
        match i {
            0 => &mut self.x,
            1 => &mut self.y,
            2 => &mut self.z,
            _ => panic!("no part {i}"),
        }
    }
}

/// A matrix of the size that its parameters say.
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Grid<const R: usize, const C: usize> {
    pub rows: [[f64; C]; R],
}

#[differentiate]
impl<const R: usize, const C: usize> Index<(usize, usize)> for Grid<R, C> {
    type Output = f64;

    fn index(&self, (i, j): (usize, usize)) -> &Self::Output {
        &self.rows[i][j]
    }
}

#[differentiate]
impl<const R: usize, const C: usize> IndexMut<(usize, usize)> for Grid<R, C> {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut Self::Output {
        &mut self.rows[i][j]
    }
}

/// A row of it.
#[differentiate]
impl<const R: usize, const C: usize> Index<usize> for Grid<R, C> {
    type Output = [f64];

    fn index(&self, i: usize) -> &[f64] {
        &self.rows[i]
    }
}

#[differentiate]
impl<const R: usize, const C: usize> IndexMut<usize> for Grid<R, C> {
    fn index_mut(&mut self, i: usize) -> &mut [f64] {
        &mut self.rows[i]
    }
}

#[differentiate]
pub fn parts_read(a: Triple, k: usize) -> f64 {
    a[0] * a[1] + a[k % 3] * a[2]
}

#[differentiate]
pub fn parts_written(a: Triple, k: usize) -> f64 {
    let mut b = a;
    b[k % 3] = a[0] * a[1];
    b[2] += b[k % 3] * a[1];
    b[0] *= 3.0;
    b[0] * b[1] + b[2]
}

#[differentiate]
pub fn parts_in_a_loop(a: &Triple, b: &Triple) -> f64 {
    let mut sum = 0.0;
    for i in 0..3 {
        sum += a[i] * b[(i + 1) % 3] - a[(i + 2) % 3] * b[i];
    }
    sum
}

#[differentiate]
pub fn parts_changed_in_a_loop(a: Triple, n: usize) -> f64 {
    let mut b = a;
    for k in 0..n {
        b[(k + 1) % 3] = b[k % 3] * a[k % 3] + b[(k + 2) % 3];
        if b[0] > 0.5 {
            b[0] = b[1] * b[2];
        }
    }
    b[0] * b[1] + b[2]
}

#[differentiate]
pub fn parts_of_elements(a: Triple, b: Triple, k: usize) -> f64 {
    let mut all = [a, b, a];
    all[k % 3][1] = a[0] * b[2];
    all[(k + 1) % 3][0] += all[k % 3][1];
    all[0][0] * all[1][1] + all[2][0]
}

#[differentiate]
pub fn part_swapped(a: Triple) -> f64 {
    let mut b = a;
    (b[0], b[2]) = (b[2], b[0]);
    let first = b[0];
    b[1] = first * first;
    b[0] * 2.0 + b[1] + b[2] * b[2]
}

#[differentiate]
pub fn indexed_by_a_pair(m: &Grid<2, 3>, x: [f64; 3]) -> f64 {
    let mut sum = 0.0;
    for i in 0..2 {
        for j in 0..3 {
            sum += m[(i, j)] * x[j] * (i + 1) as f64;
        }
    }
    sum * m[(1, 2)]
}

#[differentiate]
pub fn eliminated(m: &Grid<3, 3>) -> f64 {
    let mut a = m.clone();
    for k in 0..3 {
        a[(k, k)] += 2.0;
    }
    for k in 0..3 {
        for i in k + 1..3 {
            a[(i, k)] /= a[(k, k)];
            for j in k + 1..3 {
                a[(i, j)] -= a[(i, k)] * a[(k, j)];
            }
        }
    }
    a[(0, 0)] * a[(1, 1)] * a[(2, 2)]
}

#[differentiate]
pub fn rows_by_an_index(m: &Grid<2, 3>) -> f64 {
    let mut a = m.clone();
    a[0][1] = m[1][2] * m[0][0];
    a[1][0] += a[0][1];
    a[0].iter().sum::<f64>() * a[1][0]
}

#[differentiate]
pub mod packed {
    use differentiate::Differentiable;
    use std::ops::{Index, IndexMut};

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    pub struct Matrix {
        pub data: Vec<f64>,
        pub columns: usize,
    }

    impl Matrix {
        pub fn zeros(rows: usize, columns: usize) -> Matrix {
            Matrix {
                data: vec![0.0; rows * columns],
                columns,
            }
        }

        pub fn times(&self, x: &[f64]) -> Vec<f64> {
            let mut y = vec![0.0; self.data.len() / self.columns];
            for i in 0..y.len() {
                for j in 0..self.columns {
                    y[i] += self[(i, j)] * x[j];
                }
            }
            y
        }

        /// The Cholesky factor, in the lower triangle.
        pub fn factor(&mut self) {
            for j in 0..self.columns {
                for k in 0..j {
                    for i in j..self.columns {
                        self[(i, j)] -= self[(i, k)] * self[(j, k)];
                    }
                }
                let pivot = self[(j, j)].sqrt();
                for i in j..self.columns {
                    self[(i, j)] /= pivot;
                }
            }
        }
    }

    impl Index<(usize, usize)> for Matrix {
        type Output = f64;

        fn index(&self, index: (usize, usize)) -> &f64 {
            let (i, j) = index;
            assert!(j < self.columns, "no column {j}");
            &self.data[i * self.columns + j]
        }
    }

    impl IndexMut<(usize, usize)> for Matrix {
        fn index_mut(&mut self, index: (usize, usize)) -> &mut f64 {
            let (i, j) = index;
            assert!(j < self.columns, "no column {j}");
            &mut self.data[i * self.columns + j]
        }
    }

    impl Index<[usize; 2]> for Matrix {
        type Output = f64;

        fn index(&self, [i, j]: [usize; 2]) -> &f64 {
            &self[(i, j)]
        }
    }

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    pub struct Polynomial(pub Vec<f64>);

    impl Index<usize> for Polynomial {
        type Output = f64;

        fn index(&self, power: usize) -> &f64 {
            &self.0[power]
        }
    }

    impl IndexMut<usize> for Polynomial {
        fn index_mut(&mut self, power: usize) -> &mut f64 {
            if power >= self.0.len() {
                return &mut self.0[0];
            }
            &mut self.0[power]
        }
    }

    pub fn matrix_product(x: &[f64]) -> f64 {
        let mut m = Matrix::zeros(2, x.len());
        for i in 0..2 {
            for j in 0..x.len() {
                m[(i, j)] = x[j] * (i + 1) as f64 + x[i];
            }
        }
        let y = m.times(x);
        y[0] * y[1] + m[[0, 1]]
    }

    pub fn determinant_of_a_gram_matrix(x: &[f64]) -> f64 {
        let mut m = Matrix::zeros(3, 3);
        for i in 0..3 {
            for j in 0..3 {
                m[(i, j)] = x[i] * x[j];
            }
            m[(i, i)] += 1.0;
        }
        m.factor();
        let mut product = 1.0;
        for i in 0..3 {
            product *= m[(i, i)];
        }
        product * product
    }

    pub fn coefficients_by_an_index(x: f64, y: f64) -> f64 {
        let mut p = Polynomial(vec![x, y, x * y]);
        p[1] *= x;
        p[7] += y * y;
        let mut q = p.clone();
        for k in 0..3 {
            q[k] = p[2 - k] * x;
        }
        q[0] * p[1] + q[2]
    }

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    pub struct System {
        pub p: Polynomial,
        pub k: f64,
    }

    impl System {
        pub fn step(&mut self, x: f64) {
            for i in 0..3 {
                self.p[i] += self.k * x;
                self.k *= self.p[(i + 1) % 3];
            }
        }
    }

    pub fn elements_of_fields(x: f64, y: f64) -> f64 {
        let mut system = System {
            p: Polynomial(vec![x, y, 1.0]),
            k: x + y,
        };
        system.step(x);
        system.p[1] *= y;
        let mut several = vec![system.clone(), system];
        several[1].p[0] = several[0].p[2] * x;
        several[1].k * several[1].p[0] + several[0].p[1]
    }
}
