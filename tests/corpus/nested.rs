// Functions, constants and imports within functions.
use differentiate::{differentiate, Differentiable};

#[differentiate]
pub fn nested_function(x: f64, y: f64) -> f64 {
    fn square(a: f64) -> f64 {
        a * a
    }
    square(x) + square(x * y)
}

#[differentiate]
pub fn nested_functions_that_call_each_other(x: f64, y: f64) -> f64 {
    #[inline]
    fn square(a: f64) -> f64 {
        a * a
    }
    fn hypotenuse(a: f64, b: f64) -> f64 {
        return (square(a) + square(b)).sqrt();
    }
    hypotenuse(x, y) * square(x)
}

#[differentiate]
pub fn nested_recursion(x: f64, n: usize) -> f64 {
    fn power(x: f64, n: usize) -> f64 {
        if n == 0 {
            return 1.0;
        }
        x * power(x, n - 1)
    }
    power(x + 1.0, n) + power(x, 2)
}

#[differentiate]
pub fn nested_function_of_integers(x: f64, n: u32) -> f64 {
    fn factorial(n: u32) -> u32 {
        if n < 2 {
            1
        } else {
            n * factorial(n - 1)
        }
    }
    x.powi(3) / factorial(n) as f64
}

#[differentiate]
pub fn nested_function_that_may_fail(x: &[f64], n: usize) -> Option<f64> {
    fn product(x: &[f64], i: usize) -> Option<f64> {
        Some(x.get(i)? * x.get(i + 2)?)
    }
    let mut sum = 0.0;
    for i in 0..n {
        sum += product(x, i)?;
    }
    Some(sum)
}

#[differentiate]
pub fn nested_function_in_a_loop(x: f64) -> f64 {
    let mut y = x;
    for i in 0..3 {
        fn step(y: f64, i: usize) -> f64 {
            y.sin() + i as f64
        }
        y = step(y, i) * x;
    }
    y
}

#[differentiate]
pub fn nested_function_with_a_tuple(x: &[f64]) -> f64 {
    fn sum_and_count(x: &[f64]) -> (f64, usize) {
        let mut sum = 0.0;
        for v in x {
            sum += v * v;
        }
        (sum, x.len())
    }
    let (sum, count) = sum_and_count(x);
    sum / count as f64
}

#[differentiate]
pub fn nested_function_as_an_argument(x: &[f64]) -> f64 {
    fn weigh(v: f64) -> f64 {
        v * v.exp()
    }
    x.iter().copied().map(weigh).sum()
}

#[differentiate]
pub fn nested_function_with_a_constant(x: f64) -> f64 {
    const SCALE: f64 = 2.5;
    fn scaled(x: f64) -> f64 {
        const SHIFT: f64 = 0.5;
        x * SCALE + SHIFT
    }
    scaled(x) * scaled(2.0 * x)
}

#[differentiate]
pub fn index_that_changes_the_array(x: f64, n: usize) -> f64 {
    let mut a = [x, x * x];
    let y = a[{
        a[0] = x.sin();
        n % 2
    }];
    y * a[0]
}

#[differentiate]
pub fn same_function_in_two_blocks(x: f64, y: f64) -> f64 {
    let a = {
        fn squashed(v: f64) -> f64 {
            v / (1.0 + v * v)
        }
        squashed(x)
    };
    let b = {
        fn squashed(v: f64) -> f64 {
            v / (1.0 + v * v)
        }
        squashed(y) * a
    };
    a + b
}

#[differentiate]
pub fn nested_struct(x: f64, y: f64) -> f64 {
    #[derive(Clone, Copy, Differentiable)]
    struct Pair {
        a: f64,
        b: f64,
    }
    let pair = Pair { a: x * y, b: y };
    let swapped = Pair { a: pair.b, ..pair };
    pair.a * swapped.a + swapped.b
}
