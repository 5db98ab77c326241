use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::view::map::Row;

type Rows = BTreeMap<Vec<u8>, Vec<u8>>;

/// So little memory that every batch becomes a run.
const TIGHT: Memory = Memory { engine: 1 << 20, recent: 64, pages: 1 << 16 };

fn rows_of(disk: &Disk) -> Vec<Row> {
    disk.snapshot().scan(&[1], &[255]).collect::<Result<_, _>>().unwrap()
}

fn write(disk: &Disk, position: i64, rows: &[(&str, Option<&str>)]) {
    let row = |(key, value): &(&str, Option<&str>)| {
        (key.as_bytes().to_vec(), value.map(|value| value.as_bytes().to_vec()))
    };
    let state = State { view_version: VIEW_VERSION, position, feed_id: "feed".to_owned() };
    disk.commit(rows.iter().map(row).collect(), &state).unwrap();
}

#[test]
fn a_view_opened_again_goes_on_from_its_position() {
    for memory in [TIGHT, Memory::of(16)] {
        let directory = tempfile::tempdir().unwrap();
        let mut expected = Rows::new();
        for position in 0..30_i64 {
            let disk = Disk::open_with(directory.path(), memory).unwrap();
            assert_eq!(disk.state().position, position);
            let (key, gone) = (format!("key {position}"), format!("key {}", position - 3));
            write(&disk, position + 1, &[(&key, Some("value")), (&gone, None)]);
            expected.insert(key.into_bytes(), b"value".to_vec());
            expected.remove(gone.as_bytes());
        }
        let disk = Disk::open_with(directory.path(), memory).unwrap();
        assert_eq!(rows_of(&disk), expected.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn batches_of_one_position_are_all_kept() {
    let directory = tempfile::tempdir().unwrap();
    let disk = Disk::open(directory.path(), 16).unwrap();
    write(&disk, 1, &[("a", Some("1"))]);
    write(&disk, 1, &[("b", Some("2"))]);
    drop(disk);
    assert_eq!(rows_of(&Disk::open(directory.path(), 16).unwrap()).len(), 2);
}

#[test]
fn a_view_of_another_version_is_rebuilt() {
    let directory = tempfile::tempdir().unwrap();
    let disk = Disk::open(directory.path(), 16).unwrap();
    write(&disk, 9, &[("a", Some("1"))]);
    let old = State { view_version: VIEW_VERSION + 1, position: 9, feed_id: "feed".to_owned() };
    disk.commit(Writes::new(), &old).unwrap();
    drop(disk);
    let disk = Disk::open(directory.path(), 16).unwrap();
    assert_eq!((disk.state(), rows_of(&disk).len()), (State::default(), 0));
}

#[test]
fn files_that_are_no_view_are_thrown_away() {
    let directory = tempfile::tempdir().unwrap();
    let disk = Disk::open(directory.path(), 16).unwrap();
    write(&disk, 1, &[("a", Some("1"))]);
    drop(disk);
    std::fs::write(directory.path().join("view/conf"), b"garbage").unwrap();
    std::fs::write(directory.path().join("view/db"), b"garbage").unwrap();
    let disk = Disk::open(directory.path(), 16).unwrap();
    assert_eq!(disk.state(), State::default());
}

#[test]
fn a_block_that_does_not_check_is_no_answer() {
    let directory = tempfile::tempdir().unwrap();
    let disk = Disk::open_with(directory.path(), TIGHT).unwrap();
    write(&disk, 1, &[("a", Some("a value that makes a run of its own"))]);
    let run = disk.snapshot().content.runs[0].record.number;
    disk.shared.pages.engine.corrupt(&pages::block_key(run, 0));
    assert!(!disk.is_damaged());
    assert!(matches!(disk.snapshot().get(b"a"), Err(ReadError::Damaged(_))));
    assert!(disk.is_damaged());
    disk.clear().unwrap();
    assert!(!disk.is_damaged() && rows_of(&disk).is_empty());
}

#[test]
fn a_directory_in_use_is_said_to_be() {
    let directory = tempfile::tempdir().unwrap();
    let _disk = Disk::open(directory.path(), 16).unwrap();
    let second = Disk::open(directory.path(), 16);
    assert!(matches!(second, Err(OpenError::InUse { .. })), "{second:?}");
}

/// Keys as the view has them: few stems, and many keys of one.
fn key() -> impl Strategy<Value = Vec<u8>> {
    (0..4_u8, 0..40_u8).prop_map(|(stem, rest)| vec![b'A' + stem, 0, b'a' + rest / 8, rest, 0])
}

/// A value, long ones so that there are many blocks.
fn value() -> impl Strategy<Value = Option<Vec<u8>>> {
    prop_oneof![
        2 => (any::<u8>(), 0..9_000_usize).prop_map(|(byte, length)| Some(vec![byte; length])),
        1 => Just(None),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..Default::default() })]

    #[test]
    fn it_is_the_map_of_what_was_written(
        batches in prop::collection::vec(prop::collection::btree_map(key(), value(), 0..24), 1..24),
        (from, until) in (key(), key()),
    ) {
        let directory = tempfile::tempdir().unwrap();
        let memory = Memory { recent: 20_000, ..TIGHT };
        let mut disk = Disk::open_with(directory.path(), memory).unwrap();
        let mut expected = Rows::new();
        for (number, batch) in (1..).zip(batches) {
            let state = State { view_version: VIEW_VERSION, position: number, ..State::default() };
            for (key, value) in batch.clone() {
                match value {
                    Some(value) => drop(expected.insert(key, value)),
                    None => drop(expected.remove(&key)),
                }
            }
            disk.commit(batch, &state).unwrap();
            if number % 7 == 0 {
                drop(disk);
                disk = Disk::open_with(directory.path(), memory).unwrap();
            }
            let snapshot = disk.snapshot();
            prop_assert_eq!(snapshot.get(&from).unwrap(), expected.get(&from).cloned());
            let of_stem = [from[0], 1];
            for bounds in [(&from[..], &until[..]), (&from[..2], &of_stem), (&[1], &[255])] {
                let inside = |key: &Vec<u8>| bounds.0 <= &key[..] && &key[..] < bounds.1;
                let wanted: Vec<Row> = expected
                    .iter()
                    .filter(|(key, _)| inside(key))
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect();
                let rows: Result<Vec<Row>, _> = snapshot.scan(bounds.0, bounds.1).collect();
                prop_assert_eq!(rows.unwrap(), wanted.clone());
                let mut shown: Vec<Row> = Vec::new();
                let look = &mut |key: &[u8], value: &[u8]| {
                    shown.push((key.to_vec(), value.to_vec()));
                    Ok(())
                };
                prop_assert_eq!(snapshot.visit(bounds.0, bounds.1, look), Ok(()));
                prop_assert_eq!(shown, wanted.clone());
                let back: Result<Vec<Row>, _> = snapshot.scan_back(bounds.0, bounds.1).collect();
                prop_assert_eq!(back.unwrap(), wanted.into_iter().rev().collect::<Vec<_>>());
            }
        }
    }
}
