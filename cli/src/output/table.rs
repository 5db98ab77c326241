//! Tables that fit the terminal.

use comfy_table::{Attribute, Cell, CellAlignment, Color, ContentArrangement, Table};
use comfy_table::{ColumnConstraint, LineStyle, TableStyle, Width, presets};
use shared::kind::{ActorKind, AgreementKind, AgreementStatus};
use shared::proto;

use super::layout::{self, Demand};
use super::phrase::{beginning, event_kind, names, place, post, quantity};
use super::{Output, date, word};

/// Lines around the headings and below the table. The first column is never empty, so that no line
/// is needed between rows.
const STYLE: TableStyle = presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none());

/// What a column holds, which tells how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// A date or a span of time; never broken.
    Date,
    /// A closed class.
    Kind,
    /// Names of actors.
    Actor,
    /// Words that may be broken between two of them.
    Words,
    /// A count.
    Number,
    /// What other commands take.
    Id,
}

/// How long stretches of ids and of words may stay unbroken, from wide terminals to narrow ones.
/// Ids are whole where that is possible, so that they can be copied.
const BREAKING: &[(Option<usize>, usize)] = &[(None, usize::MAX), (Some(10), 14), (Some(6), 8)];

/// How much of a quote is shown in a table, in characters.
const QUOTE_MAX: usize = 120;

/// A table of these columns that fits the width. Columns without any content are left out.
fn grid(output: Output, columns: &[(&str, Column)], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return "none\n".to_owned();
    }
    let filled = |index: &usize| rows.iter().any(|row| !row[*index].is_empty());
    let kept: Vec<usize> = (0..columns.len()).filter(filled).collect();
    let mut table = Table::new();
    table
        .load_style(STYLE)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(output.width);
    if output.paint.on {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    let heading = |index: &usize| Cell::new(columns[*index].0).add_attribute(Attribute::Bold);
    table.set_header(kept.iter().map(heading));
    for row in rows {
        table.add_row(kept.iter().map(|index| cell(columns[*index].1, &row[*index])));
    }
    let widths = widths(output.width, columns, rows, &kept);
    for (position, index) in kept.iter().enumerate() {
        if let Some(arranged) = table.column_mut(position) {
            arrange(arranged, columns[*index].1, widths.as_ref().map(|widths| widths[position]));
        }
    }
    // Lines carry no blanks at their ends.
    table.trim_fmt() + "\n"
}

/// The widths of the columns that are kept; narrow terminals break more.
fn widths(
    width: u16,
    columns: &[(&str, Column)],
    rows: &[Vec<String>],
    kept: &[usize],
) -> Option<Vec<usize>> {
    // Padding and separators take two characters a column.
    let room = usize::from(width).checked_sub(2 * kept.len())?;
    BREAKING.iter().find_map(|(ids, words)| {
        let demand = |index: &usize| {
            let (heading, column) = columns[*index];
            let cells = std::iter::once(heading).chain(rows.iter().map(|row| row[*index].as_str()));
            let unbroken = match column {
                Column::Date | Column::Number => None,
                Column::Id => *ids,
                Column::Kind | Column::Actor | Column::Words => Some(*words),
            };
            Demand::of(cells, unbroken)
        };
        layout::widths(&kept.iter().map(demand).collect::<Vec<_>>(), room)
    })
}

fn cell(column: Column, text: &str) -> Cell {
    let cell = Cell::new(text);
    match column {
        Column::Date => cell.fg(Color::Cyan),
        Column::Kind => cell.fg(Color::Green),
        Column::Actor => cell.fg(Color::Yellow),
        Column::Id => cell.add_attribute(Attribute::Dim),
        Column::Words | Column::Number => cell,
    }
}

/// Without a width, in a terminal that is too narrow, the columns share it evenly.
fn arrange(arranged: &mut comfy_table::Column, column: Column, width: Option<usize>) {
    arranged.set_padding((0, 1));
    if column == Column::Number {
        arranged.set_cell_alignment(CellAlignment::Right);
    }
    if let Some(width) = width {
        // The padding counts as width.
        let width = u16::try_from(width + 1).unwrap_or(u16::MAX);
        arranged.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
    }
}

/// Events as a timeline.
pub(crate) fn events(output: Output, events: &[proto::Event]) -> String {
    let columns = [
        ("Date", Column::Date),
        ("Kind", Column::Kind),
        ("Who", Column::Actor),
        ("Where", Column::Words),
        ("Told as", Column::Words),
        ("Docs", Column::Number),
        ("Id", Column::Id),
    ];
    let row = |event: &proto::Event| {
        vec![
            date::span(event.date.as_ref()),
            event_kind(event.kind, event.modality),
            participants(&event.participants),
            place(event.place.as_ref()),
            first_words(&event.reports),
            documents(&event.reports).to_string(),
            event.id.clone(),
        ]
    };
    grid(output, &columns, &events.iter().map(row).collect::<Vec<_>>())
}

/// Agreements with their parties and stage.
pub(crate) fn agreements(output: Output, agreements: &[proto::Agreement]) -> String {
    let columns = [
        ("Signed", Column::Date),
        ("Agreement", Column::Words),
        ("Kind", Column::Kind),
        ("Status", Column::Words),
        ("Parties", Column::Actor),
        ("Period", Column::Date),
        ("Value", Column::Words),
        ("Id", Column::Id),
    ];
    let row = |agreement: &proto::Agreement| {
        vec![
            date::span(agreement.signed.as_ref()),
            agreement.title.clone(),
            word::shown::<AgreementKind>(agreement.kind),
            word::shown::<AgreementStatus>(agreement.status),
            names(agreement.parties.iter()),
            date::optional(agreement.period.as_ref()),
            agreement.value.as_ref().map(quantity).unwrap_or_default(),
            agreement.id.clone(),
        ]
    };
    grid(output, &columns, &agreements.iter().map(row).collect::<Vec<_>>())
}

/// Actors with their latest post.
pub(crate) fn actors(output: Output, actors: &[proto::Actor]) -> String {
    let columns = [
        ("Name", Column::Actor),
        ("Kind", Column::Kind),
        ("Latest post", Column::Words),
        ("Country", Column::Words),
        ("Events", Column::Number),
        ("Docs", Column::Number),
        ("Active", Column::Words),
        ("Id", Column::Id),
    ];
    let row = |actor: &proto::Actor| {
        let latest = actor.tenures.iter().max_by_key(|tenure| last_seen(tenure));
        vec![
            actor.name.clone(),
            word::shown::<ActorKind>(actor.kind),
            latest.and_then(|tenure| tenure.role.as_ref()).map(post).unwrap_or_default(),
            actor.country_code.clone(),
            actor.event_count.to_string(),
            actor.document_count.to_string(),
            date::optional(actor.active.as_ref()),
            actor.id.clone(),
        ]
    };
    grid(output, &columns, &actors.iter().map(row).collect::<Vec<_>>())
}

/// Stored documents.
pub(crate) fn documents_stored(output: Output, stored: &[proto::DocumentSummary]) -> String {
    let columns = [
        ("Id", Column::Id),
        ("Title", Column::Words),
        ("Source", Column::Words),
        ("Published", Column::Date),
        ("Revision", Column::Number),
        ("Position", Column::Number),
        ("Events", Column::Number),
    ];
    let row = |document: &proto::DocumentSummary| {
        vec![
            document.document_id.clone(),
            document.title.clone(),
            document.source.clone(),
            date::moment(document.publish_time.as_ref()),
            document.revision.to_string(),
            document.position.to_string(),
            document.event_count.to_string(),
        ]
    };
    grid(output, &columns, &stored.iter().map(row).collect::<Vec<_>>())
}

/// Whom an actor deals with.
pub(crate) fn relations(output: Output, relations: &[proto::Relation]) -> String {
    let columns = [
        ("With", Column::Actor),
        ("Events", Column::Number),
        ("Kinds", Column::Words),
        ("Active", Column::Date),
        ("Id", Column::Id),
    ];
    let row = |relation: &proto::Relation| {
        let actor = relation.actor.clone().unwrap_or_default();
        let kind = |count: &proto::EventCount| {
            format!("{} {}", count.count, count.key.to_lowercase().replace('_', " "))
        };
        vec![
            actor.name,
            relation.event_count.to_string(),
            relation.kinds.iter().map(kind).collect::<Vec<_>>().join(", "),
            date::optional(relation.active.as_ref()),
            actor.actor_id,
        ]
    };
    grid(output, &columns, &relations.iter().map(row).collect::<Vec<_>>())
}

/// How many events each group has.
pub(crate) fn counts(output: Output, counts: &[proto::EventCount]) -> String {
    let columns = [("Events", Column::Number), ("Group", Column::Words), ("Key", Column::Id)];
    let row = |count: &proto::EventCount| {
        let label = if count.label.is_empty() { &count.key } else { &count.label };
        vec![count.count.to_string(), label.clone(), count.key.clone()]
    };
    grid(output, &columns, &counts.iter().map(row).collect::<Vec<_>>())
}

/// Names of the participants, each once.
fn participants(participants: &[proto::Participant]) -> String {
    names(participants.iter().filter_map(|participant| participant.actor.as_ref()))
}

/// The evidence of the first report: what the other columns cannot tell.
fn first_words(reports: &[proto::Report]) -> String {
    let evidence = reports.first().and_then(|report| report.evidence.as_ref());
    evidence.map(|span| beginning(&span.quote, QUOTE_MAX)).unwrap_or_default()
}

fn documents(reports: &[proto::Report]) -> usize {
    let mut ids: Vec<&str> = reports.iter().map(|report| report.document_id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

fn last_seen(tenure: &proto::Tenure) -> (i32, i32, i32) {
    let end = tenure.observed.as_ref().and_then(|span| span.end);
    end.map_or((0, 0, 0), |date| (date.year, date.month, date.day))
}

#[cfg(test)]
mod tests;
