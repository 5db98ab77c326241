//! The countries that both services know.

/// One country a line: code, name, other names, adjectives, seats of government; parted by tabs,
/// names within a column by `|`. Lines that begin with `#` tell source and licence.
pub const TABLE: &str = include_str!("../data/countries.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_code_and_a_name() {
        for row in TABLE.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
            let columns: Vec<&str> = row.split('\t').collect();
            assert!(columns[0].len() == 2 && !columns[1].is_empty(), "{row}");
        }
    }
}
