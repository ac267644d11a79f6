//! Renders and parses the file of runtimes, retired services, and the regions that lack a resource type.

use std::collections::BTreeSet;

use super::line::{LineWriter, SplitLine, header, read};
use crate::error::Error;
use crate::model::lifecycle::{Lifecycle, Retirement, Runtime};

/// The text of the file.
pub(crate) fn render(facts: &Lifecycle) -> String {
    let mut text = header(&facts.header);
    text.push('\n');
    render_dates(facts, &mut text);
    facts
        .regions
        .iter()
        .for_each(|region| LineWriter::new(0, "region").word(region).end(&mut text));
    for (name, lacking) in &facts.lacking {
        let having: Vec<&String> = facts.regions.difference(lacking).collect();
        let line = LineWriter::new(0, "type").word(name);
        let line = match having.len() < lacking.len() {
            true => line.word("only-in").words(having),
            false => line.word("not-in").words(lacking),
        };
        line.end(&mut text);
    }
    text
}

/// The lines of runtimes and retired services.
pub(crate) fn render_dates(facts: &Lifecycle, text: &mut String) {
    for (name, runtime) in &facts.runtimes {
        let line = LineWriter::new(0, "runtime").word(name);
        let mut line = line.value("deprecated", &runtime.deprecated);
        for (key, value) in [
            ("create-block", &runtime.create_block),
            ("update-block", &runtime.update_block),
            ("successor", &runtime.successor),
        ] {
            if let Some(value) = value {
                line = line.value(key, value);
            }
        }
        line.end(text);
    }
    for (name, retirement) in &facts.retired {
        let line = LineWriter::new(0, "retired").word(name);
        let line = match retirement {
            Retirement::Ended(date) => line.value("ended", date),
            Retirement::Announced(Some(date)) => line.value("announced", date),
            Retirement::Announced(None) => line.word("announced"),
        };
        line.end(text);
    }
}

/// The facts of the file.
pub(crate) fn parse(text: &str) -> Result<Lifecycle, Error> {
    let (header, lines) = read(text)?;
    let mut facts = Lifecycle { header, ..Lifecycle::default() };
    for line in &lines {
        let name = line.word(0)?.to_owned();
        match line.keyword {
            "runtime" => drop(facts.runtimes.insert(name, read_runtime(line)?)),
            "retired" => drop(facts.retired.insert(name, read_retirement(line)?)),
            "region" => drop(facts.regions.insert(name)),
            "type" => drop(facts.lacking.insert(name, read_lacking(line, &facts.regions)?)),
            _ => return Err(Error::new(line.expected("nothing: it is not a keyword"))),
        }
    }
    Ok(facts)
}

fn read_runtime(line: &SplitLine<'_>) -> Result<Runtime, Error> {
    let value = |name| line.value(name).map(str::to_owned);
    let deprecated = value("deprecated").ok_or_else(|| Error::new(line.expected("a date")))?;
    Ok(Runtime {
        deprecated,
        create_block: value("create-block"),
        update_block: value("update-block"),
        successor: value("successor"),
    })
}

fn read_retirement(line: &SplitLine<'_>) -> Result<Retirement, Error> {
    let value = |name| line.value(name).map(str::to_owned);
    match (line.word(1)?, value("ended")) {
        ("ended", Some(date)) => Ok(Retirement::Ended(date)),
        ("announced", _) => Ok(Retirement::Announced(value("announced"))),
        _ => Err(Error::new(line.expected("`ended` with a date, or `announced`"))),
    }
}

/// The regions that lack a type.
fn read_lacking(
    line: &SplitLine<'_>,
    regions: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Error> {
    let named: BTreeSet<String> = line.words_from(2).into_iter().collect();
    if !named.is_subset(regions) {
        return Err(Error::new(line.expected("regions that the file lists")));
    }
    match line.word(1)? {
        "not-in" => Ok(named),
        "only-in" => Ok(regions.difference(&named).cloned().collect()),
        _ => Err(Error::new(line.expected("`not-in` or `only-in`"))),
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, render};
    use crate::error::Error;

    #[test]
    fn texts_survive_the_round_trip() -> Result<(), Error> {
        let text = "# head\n\nruntime a1 deprecated=2026-01-01\n\
            runtime a2 deprecated=2026-01-01 create-block=2026-02-01 update-block=2026-03-01 successor=a3\n\
            retired AWS::A::B announced\nretired AWS::A::C announced=2026-01-01\nretired AWS::A::D ended=2026-01-01\n\
            region r-1\nregion r-2\nregion r-3\ntype AWS::A::E not-in r-2\ntype AWS::A::F only-in r-3\n";
        assert_eq!(render(&parse(text)?), text);
        for wrong in ["runtime a", "retired a", "retired a gone", "type a not-in r-9", "other a"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        Ok(())
    }
}
