// Adaptors of iterators that look at each item, and chains of chains.
use differentiate::differentiate;

/// Len of x: 4
/// Len of y: 3
#[differentiate]
pub fn chained_slices(x: &[f64], y: &[f64]) -> f64 {
    x.iter().chain(y).enumerate().map(|(i, v)| v * v * i as f64).sum()
}

#[differentiate]
pub fn chained_with_once(x: &[f64], y: f64) -> f64 {
    x.iter()
        .copied()
        .chain(std::iter::once(y * y))
        .rev()
        .fold(1.0, |a, v| a * 0.5 + v)
}

#[differentiate]
pub fn chained_after_map(x: &[f64], y: &[f64]) -> f64 {
    let s = x[0];
    x.iter()
        .map(|v| v * s)
        .chain(y.iter().map(|v| v.sin()))
        .map(|v| v * v)
        .sum()
}

#[differentiate]
pub fn for_in_chained(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for (a, b) in x[..2].iter().chain(&x[3..]).zip(x) {
        y = y * a + b;
    }
    y
}

#[differentiate]
pub fn chained_ranges(x: f64, n: i32) -> f64 {
    (0..n).chain(10..12).map(|k| x.powi(k)).sum()
}

#[differentiate]
pub fn skipped_while(x: &[f64]) -> f64 {
    x.iter().skip_while(|v| **v < 0.4).fold(0.5, |y, v| y * v + 1.0)
}

#[differentiate]
pub fn filter_mapped(x: &[f64]) -> f64 {
    x.iter()
        .filter_map(|&v| if v > 0.5 { Some(v.ln() * v) } else { None })
        .sum()
}

#[differentiate]
pub fn mapped_while(x: &[f64]) -> f64 {
    x.iter().map_while(|&v| (v > 0.2).then(|| v.sqrt())).product()
}

#[differentiate]
pub fn scanned_sums(x: &[f64]) -> f64 {
    x.iter()
        .scan(0.0, |sum, &v| {
            *sum += v;
            Some(*sum * v)
        })
        .sum()
}

#[differentiate]
pub fn scan_that_ends(x: &[f64]) -> f64 {
    x.iter()
        .scan((1.0, 0), |state, v| {
            state.0 *= v;
            state.1 += 1;
            (state.1 <= 3).then_some(state.0 + v)
        })
        .fold(0.0, |a, b| a * 0.5 + b)
}

#[differentiate]
pub fn flat_mapped(x: &[f64]) -> f64 {
    (0..x.len())
        .flat_map(|i| (0..i).map(move |j| (x[i] - x[j]).powi(2)))
        .sum()
}

#[differentiate]
pub fn flat_map_with_a_block(x: &[f64; 4]) -> f64 {
    let mut y = 1.0;
    for v in x.iter().flat_map(|a| {
        let square = a * a;
        x.iter().map(move |b| b * square)
    }) {
        if v > 0.6 {
            break;
        }
        if v < 0.05 {
            continue;
        }
        y += v;
    }
    y
}

#[differentiate]
pub fn flattened_rows(m: &[[f64; 3]; 2]) -> f64 {
    m.iter().flatten().map(|v| v * v).sum::<f64>().sqrt()
}

#[differentiate]
pub fn flattened_and_taken(m: &[[f64; 3]; 2]) -> f64 {
    m.iter().flatten().filter(|v| **v > 0.3).take(2).fold(1.0, |y, v| y * v)
}

#[differentiate]
pub fn cycled_weights(x: &[f64], w: &[f64; 2]) -> f64 {
    x.iter().zip(w.iter().cycle()).map(|(a, b)| a * a * b).sum()
}

#[differentiate]
pub fn cycled_and_taken(x: &[f64]) -> f64 {
    x.iter().cycle().skip(2).take(7).fold(0.5, |y, v| y * v + 0.1)
}

#[differentiate]
pub fn repeated(x: f64, n: usize) -> f64 {
    std::iter::repeat(x.sin()).take(n).product::<f64>() + std::iter::repeat_n(x, 3).sum::<f64>()
}

#[differentiate]
pub fn zipped_by_function(x: &[f64; 3], y: &[f64; 3]) -> f64 {
    std::iter::zip(x, y).map(|(a, b)| a * b).sum()
}

#[differentiate]
pub fn found_item(x: &[f64]) -> f64 {
    x.iter().find(|v| **v > 0.5).map_or(0.25, |v| v * v)
}

#[differentiate]
pub fn found_and_mapped(x: &[f64]) -> f64 {
    let found = x.iter().find_map(|&v| (v > 0.5).then_some(v.exp()));
    found.unwrap_or(x[0])
}

#[differentiate]
pub fn last_and_nth(x: &[f64]) -> f64 {
    let last = x.iter().map(|v| v * v).last().unwrap();
    let third = x.iter().filter(|v| **v > 0.0).nth(2).unwrap();
    let first = x.iter().map(|v| v + 1.0).next().unwrap_or(0.0);
    last * third + first
}

#[differentiate]
pub fn largest_integer(x: &[f64]) -> f64 {
    let most = (0..x.len()).map(|i| i * (x.len() - i)).max().unwrap_or(0);
    let least = (2..5).map(|i| i % 3).min().unwrap();
    x[most % x.len()] * x[least]
}

#[differentiate]
pub fn item_of_the_largest_key(x: &[f64]) -> f64 {
    let i = (0..x.len()).max_by_key(|i| i * 7 % 4).unwrap();
    let v = x.iter().min_by_key(|v| (*v * 10.0) as i64).unwrap();
    x[i] * v
}

#[differentiate]
pub fn last_position(x: &[f64]) -> f64 {
    let i = x.iter().rposition(|v| *v > 0.3).unwrap_or(0);
    x[i].powi(3)
}

/// At: (&[0.1, 0.3, 0.6, 0.8], &[1.0, 0.5, 0.75, 0.25], 0.45)
/// At: (&[0.1, 0.3, 0.6, 0.8], &[1.0, 0.5, 0.75, 0.25], 0.95)
/// At: (&[0.1, 0.3, 0.6, 0.8], &[1.0, 0.5, 0.75, 0.25], 0.05)
#[differentiate]
pub fn table_by_partition_point(knots: &[f64], values: &[f64], x: f64) -> f64 {
    let i = knots.partition_point(|&knot| knot < x).clamp(1, knots.len() - 1);
    let t = (x - knots[i - 1]) / (knots[i] - knots[i - 1]);
    values[i - 1] * (1.0 - t) + values[i] * t
}

#[differentiate]
pub fn iterator_in_a_variable(x: &[f64]) -> f64 {
    let mut it = x.iter();
    let mut y = *it.next().unwrap();
    while let Some(v) = it.next() {
        y = y * 0.5 + v * v;
        if let Some(last) = it.next_back() {
            y -= last;
        }
    }
    y
}

#[differentiate]
pub fn rest_of_an_iterator(x: &[f64]) -> f64 {
    let mut it = x.iter().copied();
    let first = it.next().unwrap_or(1.0);
    it.fold(first, |a, b| a * 0.5 + b * first)
}

/// At: (&[])
/// At: (&[0.5])
/// At: (&[0.5, 0.25, 0.75])
#[differentiate]
pub fn split_first_and_last(x: &[f64]) -> f64 {
    match x.split_first() {
        None => 1.5,
        Some((first, rest)) => match rest.split_last() {
            Some((last, middle)) => first * last + middle.iter().sum::<f64>(),
            None => first * first,
        },
    }
}

#[differentiate]
pub fn sum_by_split_first(x: &[f64]) -> f64 {
    let mut rest = x;
    let mut y = 0.0;
    while let Some((first, tail)) = rest.split_first() {
        y = y * 0.5 + first * first;
        rest = tail;
    }
    y
}

/// At: (&[0.5, 0.25, 0.75], 1, 3)
/// At: (&[0.5, 0.25, 0.75], 2, 4)
/// At: (&[0.5, 0.25, 0.75], 2, 1)
#[differentiate]
pub fn part_if_there(x: &[f64], from: usize, to: usize) -> f64 {
    if let Some(part) = x.get(from..to) {
        part.iter().map(|v| v * v).sum()
    } else {
        x[0].sin()
    }
}

#[differentiate]
pub fn slice_patterns(x: &[f64]) -> f64 {
    match x {
        [] => 0.0,
        [a] => *a,
        [a, b] => a * b,
        [first, .., last] => first * last * last,
    }
}

#[differentiate]
pub fn slice_pattern_with_a_rest(x: &[f64]) -> f64 {
    if let [head, rest @ ..] = x {
        let [.., last] = rest else { return *head };
        head * rest.iter().map(|v| v * v).sum::<f64>() + last
    } else {
        1.0
    }
}

#[differentiate]
pub fn recursion_on_a_pattern(x: &[f64]) -> f64 {
    match x {
        [] => 1.0,
        [head, tail @ ..] => head.sin() + 0.5 * recursion_on_a_pattern(tail),
    }
}

#[differentiate]
pub fn chain_in_a_variable(x: &[f64]) -> f64 {
    let scale = x[0];
    let scaled = x.iter().map(|v| v * scale);
    let pairs = x.windows(2).zip(1..);
    let mut y = scaled.clone().sum::<f64>();
    for (w, k) in pairs {
        y += w[0] * w[1] / f64::from(k);
    }
    y * scaled.fold(0.5, |a, v| a * v + 1.0)
}

#[differentiate]
pub fn stepped_after_map(x: &[f64]) -> f64 {
    x.iter().map(|v| v * v).step_by(2).fold(1.0, |a, v| a * 0.5 + v)
}

#[differentiate]
pub fn doubled_until_large(x: f64, y: f64) -> f64 {
    std::iter::successors(Some(x), |v| (*v < 2.0).then(|| v * 2.0 + y)).sum()
}

#[differentiate]
pub fn items_from_a_function(x: f64) -> f64 {
    let mut v = x;
    std::iter::from_fn(|| {
        v *= 1.0 + x;
        if v < 5.0 {
            Some(v)
        } else {
            None
        }
    })
    .take(6)
    .sum()
}

#[differentiate]
pub fn window_of_the_largest_start(x: &[f64]) -> f64 {
    let w = x.windows(2).max_by(|a, b| a[0].total_cmp(&b[0])).unwrap();
    w[0] * w[1]
}

#[differentiate]
pub fn best_part_so_far(x: &[f64]) -> f64 {
    let mut best = &x[..1];
    for w in x.windows(2) {
        if w[0] + w[1] > best.iter().sum::<f64>() {
            best = w;
        }
    }
    best.iter().map(|v| v * v).sum()
}

#[differentiate]
pub fn ends_of_an_array(m: &[[f64; 3]; 3]) -> f64 {
    let [first, .., last] = m;
    let [a, rest @ ..] = last;
    first[0] * rest[1] + a.sin()
}

#[differentiate]
pub fn sorted_by_rotations(x: &[f64; 5]) -> f64 {
    let mut h = *x;
    for i in 1..h.len() {
        let (sorted, rest) = h.split_at_mut(i);
        let v = rest[0];
        let p = sorted.iter().position(|s| *s > v).unwrap_or(i);
        h[p..=i].rotate_right(1);
    }
    h.iter().enumerate().map(|(i, v)| v.powi(i as i32 + 1)).sum()
}

#[differentiate]
pub fn peeked(x: &[f64]) -> f64 {
    let mut rest = x.iter().peekable();
    let mut sum = 0.0;
    while let Some(v) = rest.next() {
        match rest.peek() {
            Some(&next) => sum += v * next,
            None => sum += v.sin(),
        }
    }
    sum
}

#[differentiate]
pub fn peeked_copies(x: &[f64]) -> f64 {
    let mut rest = x.iter().copied().peekable();
    let mut product = 1.0;
    while rest.peek().is_some_and(|v| *v < 0.7) {
        product *= rest.next().unwrap() + 0.5;
    }
    product + rest.next().map_or(0.0, |v| v * v)
}

const KNOTS_OF_A_TABLE: [f64; 5] = [0.0, 0.25, 0.5, 0.5, 1.0];

#[differentiate]
pub fn table_by_binary_search(values: &[f64], x: f64) -> f64 {
    let knots = KNOTS_OF_A_TABLE;
    let i = match knots.binary_search_by(|knot| knot.partial_cmp(&x).unwrap()) {
        Ok(i) => return values[i] * x,
        Err(0) => 0,
        Err(i) if i > knots.len() => return x,
        Err(i) => (i - 1).min(knots.len() - 2),
    };
    let t = (x - knots[i]) / (knots[i + 1] - knots[i] + 0.5);
    values[i] + t * (values[i + 1] - values[i])
}

#[differentiate]
pub fn place_by_binary_search(x: &[f64], y: f64, k: usize) -> f64 {
    let order = [1, 3, 5, 7, 9];
    let at = KNOTS_OF_A_TABLE
        .binary_search_by(|knot| knot.total_cmp(&y))
        .unwrap_or_else(|at| at);
    let by_key = order.binary_search_by_key(&(2 * k), |&n| n + 1).unwrap_or(0);
    let among = order.binary_search(&k).is_ok();
    let found = order.binary_search(&7).unwrap();
    x[at % x.len()] * x[by_key] * y + if among { x[found] * x[found] } else { y }
}
