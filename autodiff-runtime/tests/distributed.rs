//! Sums over the processes of a ring: right, the same bits everywhere and every time, and errors instead of waiting for ever.
#![cfg(feature = "std")]

use autodiff_runtime::distributed::{in_memory, mean_over_parts, Link, Ring, RingError, TcpLink};
use autodiff_runtime::optimizers::Adam;
use autodiff_runtime::training::{Batches, Trainer};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

const PATIENCE: Duration = Duration::from_secs(20);

/// Free addresses of this machine, with what listens there.
fn addresses(size: usize) -> (Vec<SocketAddr>, Vec<TcpListener>) {
    let listeners: Vec<TcpListener> = (0..size).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    (
        listeners
            .iter()
            .map(|listener| listener.local_addr().unwrap())
            .collect(),
        listeners,
    )
}

/// Runs all processes of a ring as threads.
fn by_tcp<T: Send>(size: usize, process: impl Fn(Ring<TcpLink>) -> T + Sync) -> Vec<T> {
    let (addresses, listeners) = addresses(size);
    thread::scope(|scope| {
        let (addresses, process) = (&addresses, &process);
        let join = |rank, listener| Ring::join(rank, addresses, listener, PATIENCE).unwrap();
        let start = |(rank, listener)| scope.spawn(move || process(join(rank, listener)));
        let threads: Vec<_> = listeners.iter().enumerate().map(start).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

fn by_memory<T: Send>(
    size: usize,
    process: impl Fn(Ring<autodiff_runtime::distributed::MemoryLink>) -> T + Sync,
) -> Vec<T> {
    thread::scope(|scope| {
        let process = &process;
        let threads: Vec<_> = in_memory(size)
            .into_iter()
            .map(|ring| scope.spawn(move || process(ring)))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// What a process adds.
fn numbers(rank: usize, len: usize) -> Vec<f64> {
    (0..len)
        .map(|k| ((k * 31 + rank * 17 + 1) as f64).sin() * 10_f64.powi((k % 9) as i32 - 4))
        .collect()
}

/// The sum, part by part in the order of the documentation.
fn expected(size: usize, len: usize) -> Vec<u64> {
    let all: Vec<Vec<f64>> = (0..size).map(|rank| numbers(rank, len)).collect();
    let part = |k: usize| {
        (0..size)
            .find(|part| (part * len / size..(part + 1) * len / size).contains(&k))
            .unwrap()
    };
    let sum = |k: usize| {
        let first = part(k);
        (1..size).fold(all[first][k], |sum, step| all[(first + step) % size][k] + sum)
    };
    (0..len).map(|k| sum(k).to_bits()).collect()
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

fn twice<L: Link>(mut ring: Ring<L>, len: usize) -> Vec<u64> {
    let mut values = numbers(ring.rank(), len);
    ring.sum(&mut values).unwrap();
    let mut again = numbers(ring.rank(), len);
    ring.sum(&mut again).unwrap();
    assert_eq!(bits(&values), bits(&again));
    bits(&values)
}

#[test]
fn all_have_the_same_sum_to_the_bit() {
    for size in [1, 2, 3, 4, 7] {
        for len in [0, 1, 2, 6, 7, 1000] {
            let expected = expected(size, len);
            for (rank, sum) in by_memory(size, |ring| twice(ring, len)).into_iter().enumerate() {
                assert_eq!(sum, expected, "process {rank} of {size}, {len} numbers");
            }
        }
    }
    for (size, len) in [(2, 5), (3, 10_000), (5, 3)] {
        assert!(by_tcp(size, |ring| twice(ring, len))
            .into_iter()
            .all(|sum| sum == expected(size, len)));
    }
}

#[test]
fn more_than_fits_into_the_buffers_of_the_system_is_summed() {
    let len = 2_000_000;
    let sums = by_tcp(2, |mut ring| {
        let mut values = vec![ring.rank() as f64 + 0.5; len];
        ring.sum(&mut values).unwrap();
        values.iter().all(|value| *value == 2.0)
    });
    assert_eq!(sums, [true, true]);
}

#[test]
fn averages_are_weighted() {
    let averages = by_memory(3, |mut ring| {
        let share = ring.share(&[1.0, 2.0, 3.0, 4.0]);
        let n = share.len() as f64;
        let mean = share.iter().sum::<f64>() / n;
        ring.average(n, mean, (vec![mean, 2.0 * mean], 1.0_f32)).unwrap()
    });
    for (loss, (gradient, single)) in averages {
        assert!((loss - 2.5).abs() < 1e-15 && (gradient[1] - 5.0).abs() < 1e-14 && single == 1.0);
    }
    // More processes than examples: shares without examples count for nothing, whatever their mean is.
    let averages = by_memory(4, |mut ring| {
        let share = ring.share(&[7.0]);
        let n = share.len() as f64;
        ring.average(n, share.iter().sum::<f64>() / n, vec![n / n]).unwrap()
    });
    assert!(averages.into_iter().all(|average| average == (7.0, vec![1.0])));
    let nobody = by_memory(2, |mut ring| {
        ring.average(0.0, f64::NAN, vec![f64::NAN]).unwrap_err().to_string()
    });
    assert!(nobody[0].ends_with("no process has an example"), "{nobody:?}");
}

#[test]
fn what_does_not_fit_together_is_an_error() {
    let errors = by_tcp(2, |mut ring| {
        let mut values = vec![1.0; 3 + ring.rank()];
        ring.sum(&mut values).unwrap_err().to_string()
    });
    assert_eq!(
        errors[0],
        "the processes of the ring are out of step: process 1 adds up 4 numbers in round 1, process 0 3 in round 1"
    );
}

#[test]
fn a_process_that_has_gone_is_an_error() {
    let results = by_tcp(3, |mut ring| match ring.rank() {
        1 => None,
        _ => Some(
            (0..3)
                .map(|_| ring.sum(&mut [1.0; 9]))
                .collect::<Result<Vec<()>, RingError>>(),
        ),
    });
    for result in results.into_iter().flatten() {
        assert!(matches!(result, Err(RingError::Link(_))), "{result:?}");
    }
}

#[test]
fn a_process_that_does_not_answer_is_an_error() {
    let (addresses, mut listeners) = addresses(2);
    let (listener, first) = (listeners.pop().unwrap(), addresses[0]);
    let silent = thread::spawn(move || {
        let mut next = TcpStream::connect(first).unwrap();
        next.write_all(&[&b"diffrin1"[..], &1_u64.to_le_bytes(), &2_u64.to_le_bytes()].concat())
            .unwrap();
        // It takes what comes until the other one has had enough, and says nothing.
        let (mut previous, _) = listener.accept().unwrap();
        previous.read_to_end(&mut Vec::new()).unwrap();
    });
    let mut ring = Ring::join(0, &addresses, &listeners[0], Duration::from_millis(300)).unwrap();
    let error = ring.sum(&mut [1.0, 2.0]).unwrap_err();
    assert!(matches!(error, RingError::Link(_)), "{error}");
    drop(ring);
    silent.join().unwrap();
}

#[test]
fn nobody_there_is_an_error_after_some_time() {
    let (addresses, listeners) = addresses(2);
    let began = Instant::now();
    let error = Ring::join(0, &addresses, &listeners[0], Duration::from_millis(200)).unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(10), "{error}");
}

#[test]
fn strangers_are_refused() {
    let (addresses, listeners) = addresses(2);
    let stranger = thread::spawn({
        let addresses = addresses.clone();
        move || {
            TcpStream::connect(addresses[0])
                .unwrap()
                .write_all(b"GET / HTTP/1.1\r\n\r\n......")
                .unwrap()
        }
    });
    let error = Ring::join(0, &addresses, &listeners[0], PATIENCE).unwrap_err();
    assert!(
        error.to_string().contains("is not the previous process of this ring"),
        "{error}"
    );
    stranger.join().unwrap();
}

const RANK: &str = "DISTRIBUTED_RANK";
const ADDRESSES: &str = "DISTRIBUTED_ADDRESSES";
const RESULT: &str = "DISTRIBUTED_RESULT";

/// A line through points, whose examples all processes share.
fn train<L: Link>(mut ring: Ring<L>) -> Vec<f64> {
    let loss = |line: &[f64], share: &[usize]| {
        let n = share.len() as f64;
        let (mut loss, mut gradient) = (0.0, vec![0.0; 2]);
        for &k in share {
            let x = (k as f64 * 0.37).sin();
            let error = line[0] * x + line[1] - (2.0 * x - 1.0 + 0.1 * (k as f64).cos());
            loss += 0.5 * error * error / n;
            gradient[0] += error * x / n;
            gradient[1] += error / n;
        }
        (loss, gradient)
    };
    let mut line = vec![0.0, 0.0];
    Trainer::new(Adam::new(0.05))
        .batches(Batches::new(100, 16).seed(3))
        .epochs(30)
        .fit(&mut line, |line, batch| {
            let share = ring.share(batch.indices());
            let (value, gradient) = mean_over_parts(share, 2, |part| loss(line, part));
            ring.average(share.len() as f64, value, gradient).unwrap()
        })
        .unwrap();
    line
}

#[test]
#[ignore = "the process that the other test starts several times"]
fn process() {
    let (Ok(rank), Ok(list), Ok(result)) = (env::var(RANK), env::var(ADDRESSES), env::var(RESULT)) else {
        return;
    };
    let addresses: Vec<SocketAddr> = list.split(' ').map(|address| address.parse().unwrap()).collect();
    let ring = Ring::connect(rank.parse().unwrap(), &addresses, PATIENCE).unwrap();
    fs::write(result, format!("{:x?}", bits(&train(ring)))).unwrap();
}

#[test]
fn processes_train_together_and_stay_the_same() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("distributed");
    fs::create_dir_all(&folder).unwrap();
    let (addresses, listeners) = addresses(3);
    // The processes listen at these addresses themselves.
    drop(listeners);
    let list = addresses
        .iter()
        .map(SocketAddr::to_string)
        .collect::<Vec<_>>()
        .join(" ");
    let result = |rank: usize| folder.join(rank.to_string());
    let children: Vec<_> = (0..3)
        .map(|rank| {
            let _ = fs::remove_file(result(rank));
            let mut command = Command::new(env::current_exe().unwrap());
            command.args(["--exact", "process", "--ignored", "--quiet"]);
            command
                .env(RANK, rank.to_string())
                .env(ADDRESSES, &list)
                .env(RESULT, result(rank));
            command.stdout(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let lines: Vec<String> = (0..3).map(|rank| fs::read_to_string(result(rank)).unwrap()).collect();
    // As threads in memory, too: the transport changes no bit.
    let threads: Vec<String> = by_memory(3, |ring| format!("{:x?}", bits(&train(ring))));
    assert!(
        lines.iter().chain(&threads).all(|line| *line == lines[0]),
        "{lines:?} {threads:?}"
    );
    let alone = by_memory(1, train).remove(0);
    assert!(
        (alone[0] - 2.0).abs() < 0.1 && (alone[1] + 1.0).abs() < 0.1,
        "{alone:?}"
    );
    let together: Vec<f64> = by_memory(3, train).remove(0);
    assert!(
        alone.iter().zip(&together).all(|(a, b)| (a - b).abs() < 1e-9),
        "{alone:?} {together:?}"
    );
}

macro_rules! refuses {
    ($($name:ident: $does:expr => $words:literal;)*) => {$(
        #[test]
        #[should_panic(expected = $words)]
        fn $name() {
            let _ = $does;
        }
    )*};
}

refuses! {
    no_processes: in_memory(0) => "size is 0";
    a_ring_of_one: Ring::connect(0, &addresses(1).0, PATIENCE) => "a ring needs at least 2";
    ranks_that_are_not_there: Ring::connect(2, &addresses(2).0, PATIENCE) => "rank is 2, but must be below the size, 2";
    no_patience: Ring::connect(0, &addresses(2).0, Duration::ZERO) => "patience is zero";
}
