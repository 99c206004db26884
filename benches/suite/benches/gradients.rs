//! All problems by criterion.

use criterion::Criterion;
use gradient_suite::problems;

fn main() {
    let mut criterion = Criterion::default().without_plots().configure_from_args();
    for mut case in problems::all() {
        case.check();
        let mut group = criterion.benchmark_group(case.name);
        group.bench_function("primal", |bencher| bencher.iter(|| (case.primal)()));
        let mut dx = vec![0.0; case.size];
        for (name, way) in &mut case.ways {
            group.bench_function(*name, |bencher| bencher.iter(|| way(&mut dx)));
        }
        group.finish();
    }
    criterion.final_summary();
}
