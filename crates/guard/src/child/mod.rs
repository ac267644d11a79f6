//! Rules and templates -> diagnostics, by children of this process that are held to limits.
//!
//! Templates are shared out over as many children as there are cores, by size. A child that dies or takes too long can't say
//! what it was at: its templates are tried one by one, then the rules on the one that failed, until the two are found.
//!
//! A child gets a few templates at a time, and the search for the one that failed has a limit too: so rules that never end are
//! stopped within two minutes, however many templates there are.

mod process;
mod shares;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use constructs::{Code, Diagnostic};

use crate::error::{GuardError, Running};
use crate::place::diagnostics;
use crate::protocol::{Batch, Request, Response, batches};
use crate::rules::Rules;
use crate::template::TemplateText;

/// What a child may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of CPU, for one template and all rules; a thirtieth of it more for each further template. On a system that does not count
    /// for us, and on a busy machine, a child is stopped after twice that, from start to answer.
    pub time: Duration,
    /// Bytes of address space; see `serve_child` for where it holds.
    pub memory: u64,
}

impl Default for Limits {
    /// 20 seconds and 2 GiB: a hundred times what the largest template takes.
    fn default() -> Self {
        Self { time: Duration::from_secs(20), memory: 2 << 30 }
    }
}

/// The most templates that one child gets.
const MAX_TEMPLATES_OF_CHILD: usize = 16;

/// How long to search for the template and the rules that a child failed on.
const MAX_SEARCH_TIME: Duration = Duration::from_secs(50);

/// The engine behind a command that serves as a child.
#[derive(Clone, Debug)]
pub struct Engine {
    command: Vec<OsString>,
    limits: Limits,
    children: usize,
}

impl Engine {
    /// Runs `command`, a program and its arguments, as a child. The program has to call
    /// `serve_child` with its standard input and output.
    #[must_use]
    pub fn new(command: impl IntoIterator<Item = impl Into<OsString>>, limits: Limits) -> Self {
        let children = thread::available_parallelism().map_or(1, NonZero::get);
        Self { command: command.into_iter().map(Into::into).collect(), limits, children }
    }

    /// With at most so many children at once, one at least, instead of one for each core.
    #[must_use]
    pub fn children(mut self, children: usize) -> Self {
        self.children = children.max(1);
        self
    }

    /// Checks all templates against all rules.
    ///
    /// What breaks a rule is an error with `code`, the name of the rule, and the rule's own message as its help. A place has the
    /// template's position, its name as the file, and the pointer as far as the template has it, without a line; the pointer
    /// is empty where the engine gives no detail. The errors are in the templates' order, then by place.
    ///
    /// It takes no longer than a child's limits where all goes well, and a few times that where it has to find out which template
    /// and which rules a child died of.
    ///
    /// # Errors
    /// What keeps any template from being checked; of several in the same children, the one of the first template.
    pub fn check(
        &self,
        rules: &[Rules],
        templates: &[TemplateText],
        code: Code,
    ) -> Result<Vec<Diagnostic>, GuardError> {
        if let Some(fault) = templates.iter().find_map(TemplateText::fault) {
            return Err(fault);
        }
        let shares = shares::split(batches(rules, templates), self.children);
        let has_failed = AtomicBool::new(false);
        let answers = thread::scope(|scope| {
            let started: Vec<_> = shares
                .iter()
                .map(|share| scope.spawn(|| self.answer_share(share, &has_failed)))
                .collect();
            let lost = || {
                Err(GuardError::Child { problem: "a thread of this program panicked".to_owned() })
            };
            started
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|_| lost()))
                .collect::<Vec<_>>()
        });
        let mut findings = Vec::new();
        for answer in answers {
            findings.extend(answer?);
        }
        diagnostics(findings, rules, templates, code)
    }

    /// The answers on all templates of a share, a few at a time. It ends early where another share has failed: nobody wants the
    /// rest.
    fn answer_share(&self, share: &[Batch], has_failed: &AtomicBool) -> Response {
        let mut findings = Vec::new();
        for batches in shares::pieces(share, MAX_TEMPLATES_OF_CHILD) {
            if has_failed.load(Ordering::Relaxed) {
                break;
            }
            let answer = self.answer(&batches);
            has_failed.fetch_or(answer.is_err(), Ordering::Relaxed);
            findings.extend(answer?);
        }
        Ok(findings)
    }

    /// One child's answer; where it does not say what it was at, that is found out.
    fn answer(&self, batches: &[Batch]) -> Response {
        self.run(batches, Duration::MAX).map_err(|error| match error.running() {
            Some(running) if running.templates.len() > 1 || running.rules.len() > 1 => {
                self.culprit(batches).unwrap_or(error)
            }
            _ => error,
        })
    }

    /// The error of the first template that fails alone, of the first rules that fail on it.
    fn culprit(&self, batches: &[Batch]) -> Option<GuardError> {
        let end = Deadline::after(MAX_SEARCH_TIME);
        let fails = |batch: &Batch| self.run(std::slice::from_ref(batch), end.left()?).err();
        let mut templates = batches.iter().flat_map(each_template);
        let (one, error) = templates.find_map(|one| fails(&one).map(|error| (one, error)))?;
        each_rules(&one).find_map(|alone| fails(&alone)).or(Some(error))
    }

    fn run(&self, batches: &[Batch], longest: Duration) -> Response {
        let time = self.time(batches);
        let cpu = time.as_secs().max(1);
        let memory = self.limits.memory;
        let request = Request { memory: Some(memory), cpu: Some(cpu), batches: batches.to_vec() };
        process::run(&self.command, &request, time, longest)
            .map_err(|failure| failure.error(running(batches)))?
    }

    /// What a child may take for these: each view's batch has the same templates.
    fn time(&self, batches: &[Batch]) -> Duration {
        let templates = batches.iter().map(|batch| batch.templates.len()).max().unwrap_or_default();
        let further = u32::try_from(templates.saturating_sub(1)).unwrap_or(u32::MAX);
        self.limits.time.saturating_add((self.limits.time / 30).saturating_mul(further))
    }
}

/// A moment by which something has to end.
struct Deadline(Instant);

#[expect(
    clippy::disallowed_methods,
    reason = "the clock stops what takes too long, and decides about nothing else"
)]
impl Deadline {
    fn after(time: Duration) -> Self {
        Self(Instant::now() + time)
    }

    /// The time that is left, if any.
    fn left(&self) -> Option<Duration> {
        self.0.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
    }
}

fn each_template(batch: &Batch) -> impl Iterator<Item = Batch> {
    let one = |template| Batch { rules: batch.rules.clone(), templates: vec![template] };
    batch.templates.iter().cloned().map(one)
}

fn each_rules(batch: &Batch) -> impl Iterator<Item = Batch> {
    let one = |rules| Batch { rules: vec![rules], templates: batch.templates.clone() };
    batch.rules.iter().cloned().map(one)
}

fn running(batches: &[Batch]) -> Running {
    let mut running = Running::default();
    let mut seen = BTreeSet::new();
    for batch in batches {
        let new = batch.templates.iter().filter(|named| seen.insert(named.name.clone()));
        running.templates.extend(new.map(|named| named.name.clone()));
        running.rules.extend(batch.rules.iter().map(|named| named.name.clone()));
    }
    running
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::NamedText;

    #[test]
    fn rules_that_never_end_are_stopped_within_two_minutes() {
        let template = |index: usize| NamedText { index, name: String::new(), text: String::new() };
        let templates: Vec<_> = (0..2_000).map(template).collect();
        let share = [Batch { rules: Vec::new(), templates }];
        let engine = Engine::new(["engine"], Limits::default());
        let pieces: Vec<_> = shares::pieces(&share, MAX_TEMPLATES_OF_CHILD).collect();
        assert_eq!(pieces.len(), 125);
        for batches in pieces {
            let longest = engine.time(&batches) * process::PATIENCE + MAX_SEARCH_TIME;
            assert!(longest < Duration::from_secs(115), "{longest:?}");
        }
    }

    #[test]
    fn the_search_ends_with_its_time() {
        assert!(Deadline::after(Duration::ZERO).left().is_none());
        assert!(Deadline::after(Duration::from_secs(60)).left().is_some());
    }
}
