//! Diagnostics as plain text, in the manner of rustc.

use std::fmt::{Display, Formatter, Result};

use crate::escape::escape_line;
use crate::{Diagnostic, Diagnostics, Origin, Place, Severity};

impl Display for Severity {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

impl Display for Diagnostic {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}[{}]: {}", self.severity, self.code, escape_line(&self.message))?;
        write_place(f, &self.place)?;
        for related in &self.related {
            write!(f, "\n  = {}", escape_line(&related.message))?;
            write_place(f, &related.place)?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  = help: {}", escape_line(help))?;
        }
        Ok(())
    }
}

fn write_place(f: &mut Formatter<'_>, place: &Place) -> Result {
    let primary = place.primary();
    match (primary, &place.file) {
        (Some(origin), _) => write!(f, "\n  --> {}", origin.location)?,
        (None, Some(file)) => {
            write!(f, "\n  --> {}", escape_line(file))?;
            if let Some((line, column)) = place.position {
                write!(f, ":{line}:{column}")?;
            }
        }
        (None, None) => {}
    }
    if let Some(path) = &place.path {
        write!(f, "\n   | {}", escape_line(path))?;
        match (&place.logical_id, &place.property) {
            (Some(id), Some(property)) => {
                write!(f, " ({}, {})", escape_line(id), escape_line(property))?;
            }
            (Some(one), None) | (None, Some(one)) => write!(f, " ({})", escape_line(one))?,
            (None, None) => {}
        }
    }
    if let (None, Some(pointer)) = (&place.path, &place.pointer) {
        write!(f, "\n   | {}", escape_line(pointer))?;
    }
    let outer =
        |origin: &&Origin| primary.is_some_and(|primary| primary.location != origin.location);
    for origin in place.origins.iter().filter(|origin| !origin.path.is_empty()).filter(outer) {
        write!(f, "\n   | in {}, added at {}", escape_line(&origin.path), origin.location)?;
    }
    Ok(())
}

impl Display for Diagnostics {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for (at, diagnostic) in self.iter().enumerate() {
            if at > 0 {
                f.write_str("\n\n")?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}
