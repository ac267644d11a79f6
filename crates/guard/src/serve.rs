//! The child's side: a request on standard input -> an answer on standard output.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::thread;

use crate::engine::evaluate;
use crate::error::GuardError;
use crate::protocol::{Request, Response};

/// Bytes of stack for the thread that waits for the end of the input.
const WATCHER_STACK: usize = 128 << 10;

/// Serves [`Engine`](crate::Engine) as its child: reads one request, a line of `input`, holds this process to the limits
/// in it, evaluates, and writes one answer. It silences panics, for they are part of the answer.
///
/// When `input` ends before the answer is written, the program that asked is gone, and this process exits.
///
/// Memory is limited by the address space of the process (`RLIMIT_AS`) on Linux and the BSDs. macOS takes the limit and does not
/// keep it, and Windows has none: there the limit on time alone stops a child. Time is the process's CPU (`RLIMIT_CPU`), on
/// Windows what passes.
///
/// # Errors
/// Where the answer can't be written.
pub fn serve_child(input: impl Read + Send + 'static, mut output: impl Write) -> io::Result<()> {
    std::panic::set_hook(Box::new(|_| {}));
    let mut input = BufReader::new(input);
    let mut line = Vec::new();
    input.read_until(b'\n', &mut line)?;
    // Its stack counts as memory of this process.
    thread::Builder::new().stack_size(WATCHER_STACK).spawn(move || exit_at_end(input))?;
    let answer: Response = serde_json::from_slice(&line)
        .map_err(|error| GuardError::Child { problem: error.to_string() })
        .and_then(|request: Request| {
            limit(request.memory, request.cpu);
            evaluate(&request.batches)
        });
    serde_json::to_writer(&mut output, &answer)?;
    output.flush()
}

fn exit_at_end(mut input: impl Read) {
    let _ = io::copy(&mut input, &mut io::sink());
    std::process::exit(3);
}

/// Sets the limits. If one can't be set, the parent's own still holds.
#[cfg(all(unix, not(target_os = "openbsd")))]
fn limit(memory: Option<u64>, cpu: Option<u64>) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // A core dump of a child that died holds templates, and nobody looks at it.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    if memory.is_some() {
        let _ = setrlimit(Resource::As, Rlimit { current: memory, maximum: memory });
    }
    if cpu.is_some() {
        // The first limit ends it with a signal of its own; at the second it is killed.
        let _ = setrlimit(Resource::Cpu, Rlimit { current: cpu, maximum: cpu.map(|cpu| cpu + 1) });
    }
}

#[cfg(not(all(unix, not(target_os = "openbsd"))))]
const fn limit(_memory: Option<u64>, _cpu: Option<u64>) {}
