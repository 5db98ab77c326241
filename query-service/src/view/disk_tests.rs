use super::*;
use crate::view::sample::Sample;

fn memory_of(disk: &Disk) -> Vec<Row> {
    disk.snapshot().scan(&[1], &[255]).collect::<Result<_, _>>().unwrap()
}

fn take_in(disk: &Disk, entries: &[shared::proto::FeedEntry]) {
    let applied = crate::view::apply(&disk.snapshot(), entries).unwrap();
    let position = entries.last().unwrap().position;
    let state = State { view_version: VIEW_VERSION, position, feed_id: "feed".to_owned() };
    disk.commit(&applied.writes, &state).unwrap();
}

fn entries() -> Vec<shared::proto::FeedEntry> {
    let sample = |n: i64| {
        Sample::new(&format!("doc-{n}"), "2025-04-07")
            .person("Hans Kluge", "Regional Director for Europe|WHO|")
            .event(
                shared::kind::EventKind::Statement,
                &format!("2025-04-{n:02}"),
                "",
                "Hans Kluge:SPEAKER",
                "Kluge speaks",
            )
            .entry(n)
    };
    (1..=9).map(sample).collect()
}

#[test]
fn a_view_opened_again_goes_on_from_its_position() {
    let entries = entries();
    let whole = tempfile::tempdir().unwrap();
    let whole = Disk::open(whole.path(), 16).unwrap();
    take_in(&whole, &entries);
    let directory = tempfile::tempdir().unwrap();
    for (taken, entry) in entries.iter().enumerate() {
        let disk = Disk::open(directory.path(), 16).unwrap();
        assert_eq!(disk.state().position, i64::try_from(taken).unwrap());
        take_in(&disk, std::slice::from_ref(entry));
    }
    let disk = Disk::open(directory.path(), 16).unwrap();
    assert_eq!(memory_of(&disk), memory_of(&whole));
}

#[test]
fn a_view_of_another_version_is_rebuilt() {
    let directory = tempfile::tempdir().unwrap();
    let disk = Disk::open(directory.path(), 16).unwrap();
    take_in(&disk, &entries());
    let old = State { view_version: VIEW_VERSION + 1, position: 9, feed_id: "feed".to_owned() };
    disk.commit(&Writes::new(), &old).unwrap();
    drop(disk);
    let disk = Disk::open(directory.path(), 16).unwrap();
    assert_eq!((disk.state(), memory_of(&disk).len()), (State::default(), 0));
}

#[test]
fn files_that_are_no_view_are_thrown_away() {
    let directory = tempfile::tempdir().unwrap();
    let disk = Disk::open(directory.path(), 16).unwrap();
    take_in(&disk, &entries());
    drop(disk);
    std::fs::write(directory.path().join("view/conf"), b"garbage").unwrap();
    std::fs::write(directory.path().join("view/db"), b"garbage").unwrap();
    let disk = Disk::open(directory.path(), 16).unwrap();
    assert_eq!(disk.state(), State::default());
}

#[test]
fn a_value_that_does_not_check_is_no_answer() {
    let directory = tempfile::tempdir().unwrap();
    let disk = Disk::open(directory.path(), 16).unwrap();
    take_in(&disk, &entries());
    let key = Key::of(Table::Document).text("doc-1").bytes();
    let mut frame = disk.tree.get(&key).unwrap().unwrap().to_vec();
    *frame.last_mut().unwrap() ^= 1;
    disk.tree.insert(&key, frame).unwrap();
    assert!(!disk.is_damaged());
    assert!(matches!(disk.snapshot().get(&key), Err(ReadError::Damaged(_))));
    assert!(disk.is_damaged());
}

#[test]
fn a_directory_in_use_is_said_to_be() {
    let directory = tempfile::tempdir().unwrap();
    let _disk = Disk::open(directory.path(), 16).unwrap();
    let second = Disk::open(directory.path(), 16);
    assert!(matches!(second, Err(OpenError::InUse { .. })), "{second:?}");
}
