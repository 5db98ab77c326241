//! What was measured, as docs/PERFORMANCE.md tells it.

use std::fs;
use std::io::{self, Write as _};

use super::figures::{HEADING, Row};
use crate::articles::project;

/// What stands before the measured part of the page, and after it.
const MARKS: [&str; 2] = ["<!-- measured -->", "<!-- end of what is measured -->"];

/// What one part of the measurement found.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Lines of the table.
    pub rows: Vec<Row>,
    /// What goes with them.
    pub notes: Vec<String>,
}

/// The table, what goes with it, and the machine.
pub fn markdown(machine: &[String], parts: &[Part]) -> String {
    let rows = parts.iter().flat_map(|part| &part.rows);
    let reached = rows.clone().filter(|row| row.is_reached() == Some(true)).count();
    let goals = rows.clone().filter(|row| row.is_reached().is_some()).count();
    let lines: Vec<String> = rows.map(ToString::to_string).collect();
    let list = |notes: Vec<&String>| {
        let items: Vec<String> = notes.into_iter().map(|note| format!("- {note}\n")).collect();
        items.concat()
    };
    let notes = list(parts.iter().flat_map(|part| &part.notes).collect());
    format!(
        "{reached} of {goals} goals are reached.\n\n{HEADING}\n{}\n\n## The machine\n\n{}\n\
         ## What goes with the figures\n\n{notes}",
        lines.join("\n"),
        list(machine.iter().collect()),
    )
}

/// Puts the measured part into docs/PERFORMANCE.md.
///
/// # Errors
///
/// If the page is missing or has no marks.
pub fn write(measured: &str) -> io::Result<()> {
    let path = project().join("docs/PERFORMANCE.md");
    let page = fs::read_to_string(&path)?;
    fs::write(path, replaced(&page, measured).ok_or_else(|| io::Error::other("no marks"))?)
}

fn replaced(page: &str, measured: &str) -> Option<String> {
    let [begin, end] = MARKS;
    let (before, rest) = page.split_once(begin)?;
    let (_, after) = rest.split_once(end)?;
    Some(format!("{before}{begin}\n\n{measured}\n{end}{after}"))
}

/// Tells how far the measurement is.
pub fn progress(what: &str) {
    // Nobody may be looking.
    drop(writeln!(io::stderr(), "{what}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measured_part_is_replaced_and_nothing_else() {
        let page = "# Title\n<!-- measured -->\nold\n<!-- end of what is measured -->\nrest\n";
        let new = replaced(page, "new").unwrap();
        assert!(new.starts_with("# Title\n<!-- measured -->\n\nnew\n"), "{new}");
        assert!(new.ends_with("<!-- end of what is measured -->\nrest\n") && !new.contains("old"));
        assert_eq!(replaced("no marks", "new"), None);
    }
}
