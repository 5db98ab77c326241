//! Headings that hold nothing but a day: of a diary or a live report.

use shared::date::{DateSpan, Precision};

use crate::text::time::TimeMention;

use super::scene::Scene;

/// The day of the last heading above a block.
pub(crate) fn heading_above(headings: &[(usize, DateSpan)], block: usize) -> Option<DateSpan> {
    let above = headings.partition_point(|(at, _)| *at <= block);
    above.checked_sub(1).map(|last| headings[last].1)
}

/// Blocks that hold nothing but a date, with it: the days of a diary or a live report.
pub(crate) fn headings(scene: &Scene<'_>) -> Vec<(usize, DateSpan)> {
    let mut found = Vec::new();
    for (index, block) in scene.text.blocks.iter().enumerate() {
        let heads = block.tokens.len() <= 7 && !crate::text::Text::tells(block.role)
            || block.tokens.len() <= 5;
        if !heads || index == 0 {
            continue;
        }
        let times: Vec<&TimeMention> = scene.times(block.tokens.clone()).collect();
        let covered: usize = times.iter().map(|time| time.tokens.len()).sum();
        let date = times.iter().find_map(|time| time.date);
        let day = date.filter(|date| {
            date.start == date.end && date.start.is_some_and(|s| s.precision() == Precision::Day)
        });
        if let Some(date) = day.filter(|_| covered + 2 >= block.tokens.len()) {
            found.push((index, date));
        }
    }
    // One day by itself that is the publication's is a line of the page, not of a diary.
    let published = |date: &DateSpan| date.start == scene.reading.anchor;
    if found.len() == 1 {
        found.retain(|(_, date)| !published(date));
    }
    found
}
