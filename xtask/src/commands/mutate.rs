//! `cargo xtask mutate`: changes templates at random and runs commands on them.
//! | No input may make a command panic, hang, or exit with an undocumented code.
//!
//! The seed decides what is changed; it is printed, with each finding's number. The changed template of a finding stays below
//! `target/mutate`.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use constructs_soundness::random::Random;

use crate::error::{Context, Error};
use crate::files::{self, Workspace};
use crate::terminal::say;

/// The arguments of `cargo xtask mutate`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder with templates, also in its subfolders
    folder: PathBuf,
    /// Binary of the program `constructs`
    #[arg(long, value_name = "PATH", default_value = "target/release/constructs")]
    program: PathBuf,
    /// Number of runs; 100,000 take half an hour
    #[arg(long, default_value_t = 100_000)]
    runs: u64,
    /// Seed of the random changes
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// The commands, with `OLD` for a template and `NEW` for its changed version.
const COMMANDS: &[&str] = &[
    "validate NEW",
    "validate NEW --format sarif",
    "validate NEW --format junit",
    "validate NEW --format github",
    "access matrix --templates NEW",
    "access matrix --templates NEW --format html",
    "access can R iam:CreateUser * --templates NEW",
    "access who-can iam:CreateUser * --templates NEW",
    "access diff OLD NEW --no-new-access",
    "access diff NEW OLD --format json",
    "migrate NEW",
];

/// How often to check whether a command has ended, and the time between two checks. A command that takes longer hangs.
const MOST_WAITS: usize = 30_000;
const WAIT: Duration = Duration::from_millis(2);
/// The exit codes that `docs/commands.md` documents.
const CODES: std::ops::RangeInclusive<i32> = 0..=3;

/// Changes a template and runs a command, for each run.
///
/// # Errors
/// A command panicked, hung, or exited with an undocumented code; or the templates can't be read.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let program = workspace.path(&arguments.program);
    let program =
        program.canonicalize().context(|| format!("can't find `{}`", program.display()))?;
    let texts = read_templates(&arguments.folder)?;
    let folder = workspace.path("target/mutate");
    files::create_folder(&folder)?;
    say(&format!("seed {}, {} templates", arguments.seed, texts.len()));
    let mut findings = 0;
    for number in 0..arguments.runs {
        let mut random = Random::new(arguments.seed.wrapping_add(number));
        let (old, other) = (random.pick(&texts).as_slice(), random.pick(&texts).as_slice());
        let new = mutate(old, other, &mut random);
        let command = *random.pick(COMMANDS);
        let case = Trial { program: &program, folder: &folder, number };
        if let Some(finding) = case.run(command, old, &new)? {
            findings += 1;
            say(&format!("{number}: `{command}`: {finding}"));
        }
    }
    say(&format!("{} runs, {findings} findings", arguments.runs));
    match findings {
        0 => Ok(()),
        _ => Err(Error::new("a command panicked, hung, or exited with an undocumented code")),
    }
}

fn read_templates(folder: &Path) -> Result<Vec<Vec<u8>>, Error> {
    let ends = ["json", "yaml", "yml", "template"];
    let is_template = |path: &PathBuf| {
        path.extension().is_some_and(|end| ends.iter().any(|own| end.eq_ignore_ascii_case(own)))
    };
    let paths = files::files_below(folder)?.into_iter().filter(is_template);
    let read = |path: PathBuf| {
        let path = folder.join(path);
        std::fs::read(&path).context(|| format!("can't read `{}`", path.display()))
    };
    let texts: Vec<Vec<u8>> = paths.map(read).collect::<Result<_, Error>>()?;
    if texts.is_empty() {
        return Err(Error::new(format!("`{}` contains no templates", folder.display())));
    }
    Ok(texts)
}

struct Trial<'a> {
    program: &'a Path,
    folder: &'a Path,
    number: u64,
}

impl Trial<'_> {
    /// Runs a command. Returns a finding if it panics, hangs, or exits with an undocumented code.
    fn run(&self, command: &str, old: &[u8], new: &[u8]) -> Result<Option<String>, Error> {
        files::write_bytes(&self.folder.join("old.yaml"), old)?;
        files::write_bytes(&self.folder.join("new.yaml"), new)?;
        let errors = self.folder.join("errors.txt");
        let file =
            File::create(&errors).context(|| format!("can't write `{}`", errors.display()))?;
        let words = command.split(' ').map(|word| match word {
            "OLD" => "old.yaml",
            "NEW" => "new.yaml",
            other => other,
        });
        let mut child = Command::new(self.program)
            .args(words)
            .current_dir(self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(file)
            .spawn()
            .context(|| format!("can't start `{}`", self.program.display()))?;
        let mut status = None;
        for _ in 0..MOST_WAITS {
            status = child.try_wait().context(|| "can't wait for a command".into())?;
            if status.is_some() {
                break;
            }
            std::thread::sleep(WAIT);
        }
        let text =
            String::from_utf8_lossy(&std::fs::read(&errors).unwrap_or_default()).into_owned();
        let finding = match status {
            None => {
                child.kill().context(|| "can't stop a command".into())?;
                child.wait().context(|| "can't wait for a command".into())?;
                Some("it does not end".to_owned())
            }
            Some(_) if text.contains("panicked at") => Some(text),
            Some(status) if status.code().is_none_or(|code| !CODES.contains(&code)) => {
                Some(format!("it ends with {status}: {text}"))
            }
            Some(_) => None,
        };
        if finding.is_some() {
            let kept = self.folder.join(format!("finding-{}.yaml", self.number));
            files::write_bytes(&kept, new)?;
        }
        Ok(finding)
    }
}

/// Words that templates often contain, for insertion at random places.
const WORDS: &[&str] = &[
    "!Ref X",
    "!Sub '${A}'",
    "!If [C, 1, 2]",
    "{\"Fn::If\": []}",
    "{Fn::Transform: {Name: M}}",
    "null",
    "[]",
    "{}",
    "*",
    "'",
    "\"",
    "- ",
    ": ",
    "Fn::ForEach::A: [X, [a], {}]",
    "AWS::NoValue",
    "Condition",
    "1e999",
    "-0",
    "\u{202e}",
    "\0",
    "é",
    "\n",
    "    ",
    "Principal",
    "NotAction",
    "${",
    "{{resolve:ssm:x}}",
    "arn:aws:iam::1:root",
    "AWS::Serverless::Function",
    "Resources:\n",
];

/// A text with one to four changes: bytes, lines, words, parts of another template.
fn mutate(text: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut text = text.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(text.len() + 1);
        match random.below(7) {
            0 => {
                if let Some(byte) = text.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
            1 => {
                let end = (at + random.below(40)).min(text.len());
                text.drain(at..end);
            }
            2 => insert(&mut text, at, random.pick(WORDS).as_bytes()),
            3 => move_line(&mut text, random),
            4 => {
                let start = random.below(other.len() + 1);
                let end = (start + random.below(400)).min(other.len());
                insert(&mut text, at, other.get(start..end).unwrap_or_default());
            }
            5 => text.truncate(at),
            _ => replace_word(&mut text, random),
        }
    }
    text
}

fn insert(text: &mut Vec<u8>, at: usize, part: &[u8]) {
    text.splice(at..at, part.iter().copied());
}

/// Moves or copies a line to another place.
fn move_line(text: &mut Vec<u8>, random: &mut Random) {
    let mut lines: Vec<Vec<u8>> = text.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let line = random.pick(&lines).clone();
    if random.percent(50) {
        lines.retain(|own| *own != line);
    }
    let at = random.below(lines.len() + 1);
    lines.insert(at, line);
    *text = lines.join(&b'\n');
}

/// Replaces a value after `:`.
fn replace_word(text: &mut Vec<u8>, random: &mut Random) {
    let colons: Vec<usize> =
        text.iter().enumerate().filter(|(_, byte)| **byte == b':').map(|(at, _)| at).collect();
    if colons.is_empty() {
        return;
    }
    let start = *random.pick(&colons) + 1;
    let rest = text.iter().skip(start).position(|byte| matches!(byte, b'\n' | b',' | b'}'));
    let end = rest.map_or(text.len(), |rest| start + rest);
    let word = format!(" {}", random.pick(WORDS));
    text.splice(start..end, word.into_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_changes_and_most_change_something() {
        let text = b"Resources:\n  Q:\n    Type: AWS::SQS::Queue\n";
        let of = |seed| mutate(text, text, &mut Random::new(seed));
        assert!((0..200).all(|seed| of(seed) == of(seed)));
        assert!((0..200).filter(|seed| of(*seed) != text).count() > 150);
    }
}
