// Made by generate.py of gradients.json.
use differentiate::differentiate;

#[differentiate]
pub fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + (-x).exp())
    } else {
        let e = x.exp();
        e / (1.0 + e)
    }
}

#[differentiate]
pub fn softplus(x: f64) -> f64 {
    if x > 0.0 {
        x + (-x).exp().ln_1p()
    } else {
        x.exp().ln_1p()
    }
}

#[differentiate]
pub fn relu(x: f64) -> f64 {
    x.max(0.0)
}

#[differentiate]
pub fn silu(x: f64) -> f64 {
    x * sigmoid(x)
}

/// The standard normal distribution: a series of positive terms near zero, a continued fraction in the tail.
/// Domain: -4.0..1.4
#[differentiate]
pub fn normal_distribution(x: f64) -> f64 {
    let density = (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if x < -0.7 {
        let mut fraction = -x;
        for k in (1..400).rev() {
            fraction = -x + k as f64 / fraction;
        }
        density / fraction
    } else {
        let mut term = x;
        let mut sum = x;
        for k in 1..60 {
            term *= x * x / (2 * k + 1) as f64;
            sum += term;
        }
        0.5 + density * sum
    }
}

#[differentiate]
pub fn gelu(x: f64) -> f64 {
    x * normal_distribution(x)
}

#[differentiate]
pub fn log_sum_exp(a: f64, b: f64, c: f64) -> f64 {
    let largest = a.max(b).max(c);
    largest + ((a - largest).exp() + (b - largest).exp() + (c - largest).exp()).ln()
}

/// Differences: no
/// At: (0.487)
/// At: (-1.831)
/// At: (2.7915066423666666)
/// At: (2.543858410060766)
/// At: (-700.0)
/// At: (50.0)
/// At: (1e-10)
#[differentiate]
pub fn open_exp(x0: f64) -> f64 {
    x0.exp()
}

/// Differences: no
/// At: (9.348)
/// At: (13.273)
/// At: (4.2983141650619805)
/// At: (4.4417080280295504)
/// At: (1e-150)
/// At: (1e+150)
/// At: (1.0000000001)
#[differentiate]
pub fn open_ln(x0: f64) -> f64 {
    x0.ln()
}

/// Differences: no
/// At: (5.778)
/// At: (13.852)
/// At: (4.255411599483038)
/// At: (19.422407967561934)
/// At: (1e-200)
/// At: (1e+200)
#[differentiate]
pub fn open_sqrt(x0: f64) -> f64 {
    x0.sqrt()
}

/// Differences: no
/// At: (-6.015)
/// At: (-4.294)
/// At: (-5.755910022311179)
/// At: (3.778487112541436)
/// At: (0.0)
/// At: (100000.0)
#[differentiate]
pub fn open_sin(x0: f64) -> f64 {
    x0.sin()
}

/// Differences: no
/// At: (-1.869)
/// At: (-0.396)
/// At: (-2.43560426426318)
/// At: (1.9239768615121378)
/// At: (0.0)
/// At: (100000.0)
#[differentiate]
pub fn open_cos(x0: f64) -> f64 {
    x0.cos()
}

/// Differences: no
/// At: (-0.269)
/// At: (-0.817)
/// At: (-0.19556869782802244)
/// At: (-0.5479885265760592)
/// At: (0.0)
/// At: (1.57)
#[differentiate]
pub fn open_tan(x0: f64) -> f64 {
    x0.tan()
}

/// Differences: no
/// At: (-0.739)
/// At: (0.614)
/// At: (0.34227928984321565)
/// At: (0.3131031157959645)
/// At: (0.0)
/// At: (0.999999)
#[differentiate]
pub fn open_asin(x0: f64) -> f64 {
    x0.asin()
}

/// Differences: no
/// At: (0.727)
/// At: (-0.2)
/// At: (-0.22937116596606955)
/// At: (-0.1463626388758894)
/// At: (0.0)
/// At: (-0.999999)
#[differentiate]
pub fn open_acos(x0: f64) -> f64 {
    x0.acos()
}

/// Differences: no
/// At: (-0.954)
/// At: (1.689)
/// At: (-4.934813985837345)
/// At: (-0.3589459347203352)
/// At: (0.0)
/// At: (100000000.0)
#[differentiate]
pub fn open_atan(x0: f64) -> f64 {
    x0.atan()
}

/// Differences: no
/// At: (0.14, -0.618)
/// At: (-1.913, 0.818)
/// At: (-1.9622245650868013, 0.25764184651912503)
/// At: (-1.3865331713669806, -1.8616708686414931)
/// At: (1.0, 0.0)
/// At: (-1.0, -1e-08)
/// At: (0.5, -1.0)
#[differentiate]
pub fn open_atan2(x0: f64, x1: f64) -> f64 {
    x0.atan2(x1)
}

/// Differences: no
/// At: (-1.915)
/// At: (-2.606)
/// At: (-2.0954475668963193)
/// At: (1.1092062588434874)
/// At: (0.0)
/// At: (1e-09)
#[differentiate]
pub fn open_sinh(x0: f64) -> f64 {
    x0.sinh()
}

/// Differences: no
/// At: (1.37)
/// At: (-0.823)
/// At: (0.9143321768523434)
/// At: (-0.1491952315123113)
/// At: (0.0)
#[differentiate]
pub fn open_cosh(x0: f64) -> f64 {
    x0.cosh()
}

/// Differences: no
/// At: (-0.009)
/// At: (2.255)
/// At: (-1.1322352647075353)
/// At: (2.2199430844705024)
/// At: (0.0)
/// At: (15.0)
#[differentiate]
pub fn open_tanh(x0: f64) -> f64 {
    x0.tanh()
}

/// Differences: no
/// At: (1.911)
/// At: (1.835)
/// At: (-4.940522763603803)
/// At: (-4.159386600110792)
/// At: (0.0)
/// At: (10000000000.0)
/// At: (-10000000000.0)
#[differentiate]
pub fn open_asinh(x0: f64) -> f64 {
    x0.asinh()
}

/// Differences: no
/// At: (1.272)
/// At: (3.453)
/// At: (7.625384034811584)
/// At: (7.136164194149982)
/// At: (1.000001)
/// At: (10000000000.0)
#[differentiate]
pub fn open_acosh(x0: f64) -> f64 {
    x0.acosh()
}

/// Differences: no
/// At: (0.643)
/// At: (-0.724)
/// At: (0.3908765730169079)
/// At: (0.5215097438569389)
/// At: (0.0)
/// At: (0.999999)
#[differentiate]
pub fn open_atanh(x0: f64) -> f64 {
    x0.atanh()
}

/// Differences: no
/// At: (4.948)
/// At: (4.676)
/// At: (-5.754946626929264)
/// At: (-5.138682016800736)
/// At: (-1e-09)
/// At: (1000000000000.0)
#[differentiate]
pub fn open_cbrt(x0: f64) -> f64 {
    x0.cbrt()
}

/// Differences: no
/// At: (1.17, 0.953)
/// At: (1.57, -0.214)
/// At: (1.5582889011118137, -1.442364094220972)
/// At: (1.8284939274187608, 1.537899980304732)
/// At: (3.0, 4.0)
/// At: (1e+200, 1e+200)
/// At: (0.0, -2.0)
#[differentiate]
pub fn open_hypot(x0: f64, x1: f64) -> f64 {
    x0.hypot(x1)
}

/// Differences: no
/// At: (-0.65)
/// At: (-1.73)
/// At: (0.19414712638657994)
/// At: (0.7568219601678776)
/// At: (1e-12)
/// At: (-40.0)
#[differentiate]
pub fn open_exp_m1(x0: f64) -> f64 {
    x0.exp_m1()
}

/// Differences: no
/// At: (1.167)
/// At: (-0.561)
/// At: (0.7441560075169796)
/// At: (3.9645594331077567)
/// At: (1e-12)
/// At: (-0.999999)
#[differentiate]
pub fn open_ln_1p(x0: f64) -> f64 {
    x0.ln_1p()
}

/// Differences: no
/// At: (-4.094)
/// At: (4.373)
/// At: (-2.4998177985757652)
/// At: (-2.9556189905866184)
/// At: (10.0)
#[differentiate]
pub fn open_exp2(x0: f64) -> f64 {
    x0.exp2()
}

/// Differences: no
/// At: (0.538)
/// At: (3.926)
/// At: (3.614096457074451)
/// At: (1.3447053212892668)
/// At: (8.0)
#[differentiate]
pub fn open_log2(x0: f64) -> f64 {
    x0.log2()
}

/// Differences: no
/// At: (0.473)
/// At: (2.648)
/// At: (3.5615414029849704)
/// At: (0.14723365869494923)
/// At: (1000.0)
#[differentiate]
pub fn open_log10(x0: f64) -> f64 {
    x0.log10()
}

/// Differences: no
/// At: (0.532)
/// At: (1.427)
/// At: (-0.1647207541483624)
/// At: (0.2775002433198117)
#[differentiate]
pub fn open_abs(x0: f64) -> f64 {
    x0.abs()
}

/// Differences: no
/// At: (1.217, -1.046)
/// At: (-0.907, 0.642)
/// At: (0.2093483386374051, 0.1413892899561704)
/// At: (-0.6625804299556748, 1.7478971223161093)
#[differentiate]
pub fn open_min(x0: f64, x1: f64) -> f64 {
    x0.min(x1)
}

/// Differences: no
/// At: (-0.847, 0.716)
/// At: (1.577, -0.397)
/// At: (-1.782671727388284, -1.1184074426784072)
/// At: (-1.7348325784162433, -1.4074954192362608)
#[differentiate]
pub fn open_max(x0: f64, x1: f64) -> f64 {
    x0.max(x1)
}

/// Differences: no
/// At: (-2.277)
/// At: (-0.945)
/// At: (-0.7803999770977286)
/// At: (-0.3156994047678836)
#[differentiate]
pub fn open_clamp(x0: f64) -> f64 {
    x0.clamp(-1.0, 1.5)
}

/// Differences: no
/// At: (0.66, 0.707)
/// At: (0.749, -0.543)
/// At: (0.6514446027997556, 0.1992221238888532)
/// At: (-1.4899144036057574, 0.18336673248140167)
#[differentiate]
pub fn open_copysign(x0: f64, x1: f64) -> f64 {
    x0.copysign(x1)
}

/// Differences: no
/// At: (1.342)
/// At: (2.736)
/// At: (2.965621284370843)
/// At: (1.0388173970598917)
/// At: (-1e-05)
#[differentiate]
pub fn open_recip(x0: f64) -> f64 {
    x0.recip()
}

/// Differences: no
/// At: (-0.259, -0.18, -0.812)
/// At: (-1.838, -1.802, 1.971)
/// At: (0.9597272240775174, -0.24495424513465913, 0.6666587308533392)
/// At: (-0.9240557684676576, 0.8415242494482715, 1.8033272932079476)
#[differentiate]
pub fn open_mul_add(x0: f64, x1: f64, x2: f64) -> f64 {
    x0.mul_add(x1, x2)
}

/// Differences: no
/// At: (3.825, 1.663)
/// At: (6.77, 2.805)
/// At: (-6.184556602050442, 1.5295436517792957)
/// At: (-0.6709853310731377, 1.1853347415112598)
/// At: (-5.3, -2.0)
#[differentiate]
pub fn open_rem_euclid(x0: f64, x1: f64) -> f64 {
    x0.rem_euclid(x1)
}

/// Differences: no
/// At: (0.466)
/// At: (-1.426)
/// At: (0.9885784925604328)
/// At: (1.4307567070659872)
/// At: (0.0)
#[differentiate]
pub fn open_powi3(x0: f64) -> f64 {
    x0.powi(3)
}

/// Differences: no
/// At: (0.34)
/// At: (2.799)
/// At: (1.1373187546237216)
/// At: (2.5892517467782823)
/// At: (-1.5)
#[differentiate]
pub fn open_powi_m2(x0: f64) -> f64 {
    x0.powi(-2)
}

/// Differences: no
/// At: (0.765)
/// At: (1.907)
/// At: (1.192277385285767)
/// At: (-0.6441508376467078)
/// At: (0.0)
#[differentiate]
pub fn open_powi0(x0: f64) -> f64 {
    x0.powi(0)
}

/// Differences: no
/// At: (0.92)
/// At: (-1.413)
/// At: (0.854511141037344)
/// At: (-0.33141016636322496)
/// At: (0.0)
#[differentiate]
pub fn open_powi1(x0: f64) -> f64 {
    x0.powi(1)
}

/// Differences: no
/// At: (-0.939)
/// At: (-1.046)
/// At: (-1.132892708651779)
/// At: (1.185471341957117)
/// At: (0.0)
#[differentiate]
pub fn open_powi2(x0: f64) -> f64 {
    x0.powi(2)
}

/// Differences: no
/// At: (0.475, -1.071)
/// At: (0.85, -1.368)
/// At: (2.9469939118101154, 0.3493352169470101)
/// At: (2.6926952480015833, 1.6009784100027722)
/// At: (2.0, 0.5)
/// At: (1.0, 3.0)
#[differentiate]
pub fn open_powf(x0: f64, x1: f64) -> f64 {
    x0.powf(x1)
}

/// Differences: no
/// At: (1.85)
/// At: (0.247)
/// At: (0.8381917483742134)
/// At: (2.1145647747317375)
#[differentiate]
pub fn open_powf_const(x0: f64) -> f64 {
    x0.powf(2.5)
}

/// Differences: no
/// At: (0.861)
/// At: (1.674)
/// At: (0.04479390025958141)
/// At: (-1.0928592650588267)
#[differentiate]
pub fn open_const_powf(x0: f64) -> f64 {
    1.7_f64.powf(x0)
}

/// Differences: no
/// At: (2.411)
/// At: (3.745)
/// At: (1.398624174419356)
/// At: (3.7311237043386623)
#[differentiate]
pub fn open_x_pow_x(x0: f64) -> f64 {
    x0.powf(x0)
}

/// Differences: no
/// At: (3.23)
/// At: (0.615)
/// At: (-0.151866858743805)
/// At: (-2.9688070351073774)
/// At: (0.0)
/// At: (-40.0)
/// At: (40.0)
#[differentiate]
pub fn open_sigmoid(x0: f64) -> f64 {
    sigmoid(x0)
}

/// Differences: no
/// At: (-3.116)
/// At: (-3.673)
/// At: (0.8910609823889963)
/// At: (1.7015901728512306)
/// At: (0.0)
/// At: (-40.0)
/// At: (700.0)
#[differentiate]
pub fn open_softplus(x0: f64) -> f64 {
    softplus(x0)
}

/// Differences: no
/// At: (1.973)
/// At: (0.41)
/// At: (1.9751292251158485)
/// At: (-0.388341642800329)
#[differentiate]
pub fn open_relu(x0: f64) -> f64 {
    relu(x0)
}

/// Differences: no
/// At: (-2.197)
/// At: (-2.642)
/// At: (-1.2705923310861014)
/// At: (0.18454541542297198)
/// At: (0.0)
/// At: (-6.0)
#[differentiate]
pub fn open_gelu(x0: f64) -> f64 {
    gelu(x0)
}

/// Differences: no
/// At: (3.89)
/// At: (-1.622)
/// At: (-2.11845200265767)
/// At: (1.7858980195471874)
/// At: (0.0)
#[differentiate]
pub fn open_silu(x0: f64) -> f64 {
    silu(x0)
}

/// Differences: no
/// At: (-0.446, 0.234)
/// At: (-1.394, 1.413)
/// At: (1.6774576815540496, 1.0204505535489998)
/// At: (1.7427922974108916, -0.6698544711748631)
/// At: (-1.2, 1.0)
/// At: (1.0, 1.0)
#[differentiate]
pub fn open_rosenbrock2(x0: f64, x1: f64) -> f64 {
    100.0 * (x1 - x0 * x0).powi(2) + (1.0 - x0).powi(2)
}

/// Differences: no
/// At: (-1.87, -0.78, 0.796)
/// At: (-0.122, -1.198, -0.698)
/// At: (-1.34302695108939, -0.24387602547056142, 0.8514601021067996)
/// At: (1.5355861268566842, 1.030995846605435, 0.5122358338200963)
#[differentiate]
pub fn open_quotient(x0: f64, x1: f64, x2: f64) -> f64 {
    (x0 + x1) / (x0 - x1 * x2 + 5.0)
}

/// Differences: no
/// At: (-1.237, 1.11, -1.104, 0.103, -1.866, 1.57)
/// At: (-1.486, 0.371, 0.649, 0.576, 0.729, -0.523)
/// At: (1.1690356999943763, 1.753847076240533, 0.4683615545548858, 1.9186440486855263, 1.3993698650653301, -1.7778656049579635)
/// At: (0.0, 1.0, 2.0, 0.0, 3.0, 4.0)
#[differentiate]
pub fn open_product6(x0: f64, x1: f64, x2: f64, x3: f64, x4: f64, x5: f64) -> f64 {
    x0 * x1 * x2 * x3 * x4 * x5
}

/// Differences: no
/// At: (0.687, -1.634, 2.679)
/// At: (-0.515, 1.418, 0.274)
/// At: (1.7859806830970388, -1.8261047198183036, 0.32112567204199594)
/// At: (-1.989646691683311, -1.498129830095675, 3.9459799999499823)
#[differentiate]
pub fn open_gauss(x0: f64, x1: f64, x2: f64) -> f64 {
    (-0.5 * ((x0 - x1) / x2).powi(2)).exp() / (x2 * (2.0 * std::f64::consts::PI).sqrt())
}

/// Differences: no
/// At: (1.341, 1.667, 0.827)
/// At: (0.751, 1.181, 2.935)
/// At: (-0.9213948735907538, 1.8834470755273758, 2.9403842645626717)
/// At: (0.7373277424603484, -0.8618265434005719, 1.6496154549610273)
#[differentiate]
pub fn open_normal_logpdf(x0: f64, x1: f64, x2: f64) -> f64 {
    -0.5 * ((x0 - x1) / x2).powi(2) - x2.ln() - 0.5 * (2.0 * std::f64::consts::PI).ln()
}

/// Differences: no
/// At: (1.031, 0.065, -0.048, 0.92)
/// At: (-0.318, 1.436, -1.813, 0.53)
/// At: (0.8520022245645338, -1.9571819081254307, 0.7853367772669904, 0.2860240001745409)
#[differentiate]
pub fn open_logistic_loss(x0: f64, x1: f64, x2: f64, x3: f64) -> f64 {
    softplus(x0 + x1 * x2) - x3 * (x0 + x1 * x2)
}

/// Differences: no
/// At: (0.754, 0.74, -2.181)
/// At: (2.663, -1.544, -2.181)
/// At: (-0.3438261713345021, -2.6161998336645236, -2.3923565169552923)
/// At: (1.569150141548194, -2.4147916586325624, 0.2477825609405082)
/// At: (700.0, 701.0, 699.5)
/// At: (-800.0, 0.0, 1.0)
#[differentiate]
pub fn open_log_sum_exp3(x0: f64, x1: f64, x2: f64) -> f64 {
    log_sum_exp(x0, x1, x2)
}

/// Differences: no
/// At: (1.542, -0.092, 1.258)
/// At: (1.321, -0.671, -1.694)
/// At: (1.1368500659968812, 0.7327164226127816, 1.4118244647973137)
/// At: (0.856924937331105, 0.01979188272452248, 1.8315571372877515)
#[differentiate]
pub fn open_sin_chain(x0: f64, x1: f64, x2: f64) -> f64 {
    (x0 * x1.exp() + (x2 * x0).cos()).sin()
}

/// Differences: no
/// At: (0.959, 1.052)
/// At: (1.646, -1.782)
/// At: (0.9647785673990721, 0.3369855017423835)
/// At: (-1.9491940984045262, -0.9785576814350572)
/// At: (3.0, 0.5)
#[differentiate]
pub fn open_beale(x0: f64, x1: f64) -> f64 {
    (1.5 - x0 + x0 * x1).powi(2) + (2.25 - x0 + x0 * x1.powi(2)).powi(2) + (2.625 - x0 + x0 * x1.powi(3)).powi(2)
}

/// Differences: no
/// At: (1.728, 0.233)
/// At: (0.499, -1.702)
/// At: (0.5352977265047443, 3.0310419009313057)
/// At: (3.8393724111649883, 0.4188099243158083)
/// At: (3.0, 2.0)
#[differentiate]
pub fn open_himmelblau(x0: f64, x1: f64) -> f64 {
    (x0 * x0 + x1 - 11.0).powi(2) + (x0 + x1 * x1 - 7.0).powi(2)
}

/// Differences: no
/// At: (2.952, 0.353)
/// At: (0.647, 1.722)
/// At: (3.3232423220398575, 0.4461461302453249)
/// At: (0.6750218598598989, 1.549570307241497)
#[differentiate]
pub fn open_polar_x(x0: f64, x1: f64) -> f64 {
    x0 * x1.cos() + x0 * x1.sin() * x1.atan2(x0)
}

/// Differences: no
/// At: (-0.78, -1.438)
/// At: (-1.366, -0.301)
/// At: (1.1707128900159125, -1.3147284877757004)
/// At: (1.2235967185076122, -1.7013919779818099)
#[differentiate]
pub fn open_branch(x0: f64, x1: f64) -> f64 {
    if x0 > x1 {
        x0 * x1
    } else {
        (x1 - x0).exp()
    }
}

/// Differences: no
/// At: (-0.997, 0.675, -1.972, -0.712, -1.382, -1.079)
/// At: (1.547, -1.363, 0.88, 1.641, -1.016, 1.45)
/// At: (-0.717925395165989, 1.0907784678308277, 0.323590527010849, -0.5981772559942216, 1.5444603220706252, 0.7831764037775781)
#[differentiate]
pub fn open_mlp1(x0: f64, x1: f64, x2: f64, x3: f64, x4: f64, x5: f64) -> f64 {
    (x0 * 0.7 + x1 * -1.3 + 0.2).tanh() * x2 + sigmoid(x0 * x3 - x1) * x4 + x5
}

/// Differences: no
/// At: (1.345, 2.336, 1.248)
/// At: (1.214, 3.76, 3.904)
/// At: (0.7158023698298503, 3.674306571989039, 2.883971613004745)
/// At: (0.14328217188165254, 0.5220545132331106, 1.7995228313870162)
#[differentiate]
pub fn open_norm3(x0: f64, x1: f64, x2: f64) -> f64 {
    (x0 * x0 + x1 * x1 + x2 * x2).sqrt()
}

/// Differences: no
/// At: (3.561, 3.507, 1.078)
/// At: (1.837, 3.709, 0.918)
/// At: (0.5080288493155936, 1.7181846932500735, 2.754644029815511)
/// At: (3.503673286333043, 3.519544200914416, 0.14531443478508033)
#[differentiate]
pub fn open_michaelis(x0: f64, x1: f64, x2: f64) -> f64 {
    x0 * x2 / (x1 + x2)
}

/// Differences: no
/// At: (-1.298, 0.601, 0.383, 1.683)
/// At: (1.69, 2.5, 0.459, 2.779)
/// At: (-1.1804579559326958, 3.590087328618711, 1.4446121356591104, 3.3079034231634217)
#[differentiate]
pub fn open_kl_gauss(x0: f64, x1: f64, x2: f64, x3: f64) -> f64 {
    (x3 / x1).ln() + (x1 * x1 + (x0 - x2).powi(2)) / (2.0 * x3 * x3) - 0.5
}

/// Differences: no
/// At: (128.247, 67.25, 0.005, 0.282, 1.49)
/// At: (70.075, 136.892, 0.086, 0.448, 1.071)
/// At: (65.04505293911507, 130.9429365118383, 0.017267752447932883, 0.3479781823786079, 1.5651497990146022)
#[differentiate]
pub fn open_black_scholes_d1(x0: f64, x1: f64, x2: f64, x3: f64, x4: f64) -> f64 {
    ((x0 / x1).ln() + (x2 + 0.5 * x3 * x3) * x4) / (x3 * x4.sqrt())
}
