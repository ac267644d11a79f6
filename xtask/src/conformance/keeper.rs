//! The processes of a run -> none of them left, however the run ends: by itself, by Ctrl-C, by a signal that nobody catches.
//!
//! Each process has a process group of its own, so that what it starts ends with it. A small shell reads from a pipe which
//! groups live; only this process holds the other end. When the pipe ends, so does all that still lives.

use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::error::{Context, Error};

/// `add GROUP` and `end GROUP` keep the list; `stop GROUP` and `kill GROUP` send a signal. Whoever does not end by the first
/// signal has two seconds.
const WATCH: &str = r#"
trap '' INT TERM HUP
live=' '
while read -r what group; do
    case $what in
        add) live="$live$group " ;;
        end) live="${live%% "$group" *} ${live#* "$group" }" ;;
        stop) kill -s TERM -- "-$group" ;;
        kill) kill -s KILL -- "-$group" ;;
    esac
done
for group in $live; do kill -s TERM -- "-$group" && left="$left $group"; done
[ -z "$left" ] || sleep 2
for group in $left; do kill -s KILL -- "-$group"; done
"#;

/// Knows all processes of a run.
pub(super) struct Keeper {
    watcher: Mutex<(Child, Option<ChildStdin>)>,
}

impl Keeper {
    /// Starts the shell that watches.
    pub(super) fn start() -> Result<Self, Error> {
        let mut shell = Command::new("sh");
        shell.args(["-c", WATCH]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut watcher =
            set_own_group(&mut shell).spawn().context(|| "can't watch over processes".into())?;
        let pipe = watcher.stdin.take();
        Ok(Self { watcher: Mutex::new((watcher, pipe)) })
    }

    /// Starts a process in a group of its own.
    pub(super) fn spawn(&self, command: &mut Command) -> Result<Child, Error> {
        let program = command.get_program().to_string_lossy().into_owned();
        let child = set_own_group(command).spawn();
        let mut child = child.context(|| format!("can't start `{program}`"))?;
        if let Err(error) = self.send("add", &child) {
            let stopped = child.kill().and_then(|()| child.wait());
            stopped.context(|| format!("can't stop `{program}`"))?;
            return Err(error);
        }
        Ok(child)
    }

    /// Forgets a process that has ended.
    pub(super) fn forget(&self, child: &Child) -> Result<(), Error> {
        self.send("end", child)
    }

    /// Asks a process that has not been waited for to end, and all that it started.
    pub(super) fn stop(&self, child: &Child) -> Result<(), Error> {
        self.send("stop", child)
    }

    /// Ends a process that has not been waited for, and all that it started.
    pub(super) fn kill(&self, child: &Child) -> Result<(), Error> {
        self.send("kill", child)
    }

    fn send(&self, what: &str, child: &Child) -> Result<(), Error> {
        let mut watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
        let pipe = watcher.1.as_mut().context(|| "nobody watches over processes".into())?;
        let told = writeln!(pipe, "{what} {}", child.id());
        told.context(|| "can't watch over processes".into())
    }
}

/// Ctrl-C reaches the terminal's group only: the others are the keeper's.
fn set_own_group(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command
}

impl Drop for Keeper {
    fn drop(&mut self) {
        let watcher = self.watcher.get_mut().unwrap_or_else(PoisonError::into_inner);
        drop(watcher.1.take());
        _ = watcher.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::conformance::process::wait;

    const SOON: Duration = Duration::from_secs(20);

    fn sleeping(keeper: &Keeper) -> Child {
        let mut shell = Command::new("sh");
        keeper.spawn(shell.args(["-c", "sleep 100 & wait"])).unwrap()
    }

    #[test]
    fn what_still_lives_ends_with_the_keeper() {
        let keeper = Keeper::start().unwrap();
        let (mut first, mut second, mut third) =
            (sleeping(&keeper), sleeping(&keeper), sleeping(&keeper));
        keeper.kill(&second).unwrap();
        assert!(wait(&mut second, SOON).unwrap().is_some());
        keeper.forget(&second).unwrap();
        assert!(first.try_wait().unwrap().is_none());
        drop(keeper);
        for child in [&mut first, &mut third] {
            assert!(wait(child, SOON).unwrap().is_some_and(|status| !status.success()));
        }
    }
}
