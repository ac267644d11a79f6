//! Ends all processes of a run, however the run ends: normally, with Ctrl-C, or by a signal that can't be caught.
//!
//! Each process has a process group of its own, so that its child processes end with it. A small shell reads the list
//! of groups from a pipe; only this process has the other end. When the pipe closes, the shell ends all groups.

use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::error::{Context, Error};

/// `add GROUP` and `end GROUP` change the list; `stop GROUP` and `kill GROUP` send a signal. A process has two seconds
/// to end after the first signal.
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
    /// Starts the shell.
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

    /// Removes a process that has ended from the list.
    pub(super) fn forget(&self, child: &Child) -> Result<(), Error> {
        self.send("end", child)
    }

    /// Asks a process and its child processes to end. The caller must not have waited for it.
    pub(super) fn stop(&self, child: &Child) -> Result<(), Error> {
        self.send("stop", child)
    }

    /// Ends a process and its child processes. The caller must not have waited for it.
    pub(super) fn kill(&self, child: &Child) -> Result<(), Error> {
        self.send("kill", child)
    }

    fn send(&self, what: &str, child: &Child) -> Result<(), Error> {
        let mut watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
        let pipe = watcher
            .1
            .as_mut()
            .context(|| "the shell that watches over processes has ended".into())?;
        let told = writeln!(pipe, "{what} {}", child.id());
        told.context(|| "can't watch over processes".into())
    }
}

/// Ctrl-C reaches only the terminal's group, so that the keeper ends the others.
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
