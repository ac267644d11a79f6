//! Runs several jobs at a time, because a check mostly waits for other programs.

use std::sync::{Mutex, PoisonError};
use std::thread::available_parallelism;

/// How many jobs run at a time: one more than the number of processors, which counts as at least two and at most five.
pub(super) fn width() -> usize {
    available_parallelism().map_or(2, |count| count.get().clamp(2, 5)) + 1
}

/// Runs every job, those with the smallest `rank` first. The results are in the order of the jobs.
pub(super) fn run<J: Sync, R: Send>(
    jobs: &[J],
    rank: impl Fn(&J) -> usize,
    run: impl Fn(&J) -> R + Sync,
) -> Vec<R> {
    let mut order: Vec<(usize, &J)> = jobs.iter().enumerate().collect();
    order.sort_by_key(|(_, job)| rank(job));
    let (left, done) = (Mutex::new(order.into_iter()), Mutex::new(Vec::new()));
    let work = || {
        loop {
            let next = left.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((number, job)) = next else { break };
            let result = run(job);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
        }
    };
    std::thread::scope(|scope| (0..width()).for_each(|_| drop(scope.spawn(work))));
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_has_its_result() {
        let jobs: Vec<usize> = (0..20).collect();
        let results = run(&jobs, |job| 20 - job, |job| job * 2);
        assert_eq!(results, jobs.iter().map(|job| job * 2).collect::<Vec<_>>());
    }
}
