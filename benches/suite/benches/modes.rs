//! Second derivatives and a Jacobian by criterion.

use criterion::Criterion;
use gradient_suite::modes;

fn main() {
    let mut criterion = Criterion::default().without_plots().configure_from_args();
    for mut measured in modes::all() {
        measured.case.check_ways();
        let mut group = criterion.benchmark_group(measured.case.name);
        let unit = if measured.unit == "evaluation" {
            "evaluation"
        } else {
            "gradient"
        };
        group.bench_function(unit, |bencher| bencher.iter(|| (measured.case.primal)()));
        let mut derivatives = vec![0.0; measured.case.size];
        for (name, way) in &mut measured.case.ways {
            group.bench_function(*name, |bencher| bencher.iter(|| way(&mut derivatives)));
        }
        group.finish();
    }
    criterion.final_summary();
}
