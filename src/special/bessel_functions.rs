//! Bessel functions of integer order.

crate::rule! {
    /// The Bessel function of the first kind and order 0.
    pub fn j0(x: f64) -> f64 = libm::j0;
    partials { x: -libm::j1(x) }

    /// The Bessel function of the first kind and order 1.
    pub fn j1(x: f64) -> f64 = libm::j1;
    partials { x: 0.5 * (libm::j0(x) - libm::jn(2, x)) }

    /// The Bessel function of the first kind and order `n`.
    pub fn jn(n: i32, x: f64) -> f64 = libm::jn;
    partials { x: 0.5 * (libm::jn(n - 1, x) - libm::jn(n + 1, x)) }

    /// The Bessel function of the second kind and order 0.
    pub fn y0(x: f64) -> f64 = libm::y0;
    partials { x: -libm::y1(x) }

    /// The Bessel function of the second kind and order 1.
    pub fn y1(x: f64) -> f64 = libm::y1;
    partials(y) { x: libm::y0(x) - y / x }

    /// The Bessel function of the second kind and order `n`.
    pub fn yn(n: i32, x: f64) -> f64 = libm::yn;
    partials { x: 0.5 * (libm::yn(n - 1, x) - libm::yn(n + 1, x)) }
}
