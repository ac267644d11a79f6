//! Runs the emulator ministack on a free port of the loopback interface, until its value is dropped.
//!
//! INVARIANT: the emulator never outlives the check or the run, however the run ends.

mod account;
mod aws;
mod cloud;

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use super::clock::Stopwatch;
use super::keeper::Keeper;
use super::process::{self, Logs};
use super::python::VirtualEnvironment;
use crate::error::{Context, Error};

pub(super) use account::{ACCOUNT, REGION, sign_in};
pub(super) use cloud::Cloud;

use account::KEY;

const READY_LIMIT: Duration = Duration::from_secs(60);
const STOP_LIMIT: Duration = Duration::from_secs(10);
const REQUEST_LIMIT: Duration = Duration::from_secs(5);

/// A running emulator.
pub(super) struct Emulator {
    server: Child,
    keeper: Arc<Keeper>,
    address: SocketAddr,
}

impl Emulator {
    /// Starts the emulator and waits until it answers.
    pub(super) fn start(server: &VirtualEnvironment, logs: &Logs) -> Result<Self, Error> {
        let address = free_address().context(|| "no free port".into())?;
        let mut command = server.command("ministack");
        command.env("BIND_HOST", address.ip().to_string());
        command.env("GATEWAY_PORT", address.port().to_string());
        command.env("AUTH", "true").env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", KEY);
        command.env("MINISTACK_ACCOUNT_ID", ACCOUNT).env("MINISTACK_REGION", REGION);
        // Without Docker, databases and caches are records only, on every machine.
        command.env("DOCKER_HOST", "unix:///dev/null");
        let (server, keeper) = logs.start("ministack", &mut command, Stdio::null())?;
        let mut emulator = Self { server, keeper, address };
        emulator.wait_until_ready()?;
        Ok(emulator)
    }

    /// The URL that it listens at.
    pub(super) fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    fn wait_until_ready(&mut self) -> Result<(), Error> {
        let stopwatch = Stopwatch::start();
        while stopwatch.elapsed() < READY_LIMIT {
            if !matches!(self.server.try_wait(), Ok(None)) {
                return Err(Error::new("the emulator ended while it was starting"));
            } else if self.is_ready() {
                return Ok(());
            }
            sleep(Duration::from_millis(50));
        }
        Err(Error::new(format!(
            "the emulator did not answer within {} seconds",
            READY_LIMIT.as_secs()
        )))
    }

    fn is_ready(&self) -> bool {
        let ask = || {
            let mut stream = TcpStream::connect_timeout(&self.address, REQUEST_LIMIT)?;
            stream.set_read_timeout(Some(REQUEST_LIMIT))?;
            stream.write_all(b"GET /_ministack/health HTTP/1.0\r\n\r\n")?;
            let mut status = [0; 12];
            stream.read_exact(&mut status).map(|()| status)
        };
        ask().is_ok_and(|status| status.ends_with(b" 200"))
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let is_running = |server: &mut Child| matches!(server.try_wait(), Ok(None));
        if is_running(&mut self.server) {
            // A process that does not get the message ends with the run.
            _ = self.keeper.stop(&self.server);
            _ = process::wait(&mut self.server, STOP_LIMIT);
        }
        if is_running(&mut self.server) {
            _ = self.server.kill();
            _ = self.server.wait();
        }
        _ = self.keeper.forget(&self.server);
    }
}

fn free_address() -> std::io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}
