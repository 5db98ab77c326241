use super::*;

fn changes(number: u64) -> Vec<Change> {
    vec![
        Change::set(number.to_be_bytes(), vec![number as u8; 40]),
        Change::remove((number / 2).to_be_bytes()),
    ]
}

fn filled(directory: &Path, segment_bytes: u64, frames: u64) -> Log {
    let mut log = Log::open(directory, segment_bytes).unwrap();
    for number in 1..=frames {
        assert_eq!(log.append(&changes(number)).unwrap(), number);
    }
    log
}

fn read(log: &Log, from_sequence: u64) -> Vec<u64> {
    let mut sequences = Vec::new();
    log.replay(from_sequence, &mut |frame| {
        assert_eq!(frame.changes, changes(frame.sequence));
        sequences.push(frame.sequence);
        Ok(())
    })
    .unwrap();
    sequences
}

#[test]
fn frames_come_back_in_order_over_segments_and_openings() {
    let directory = tempfile::tempdir().unwrap();
    let mut log = filled(directory.path(), 300, 20);
    assert!(log.segments.len() > 3);
    drop(log);
    log = Log::open(directory.path(), 300).unwrap();
    assert_eq!(log.last_sequence(), 20);
    log.append(&changes(21)).unwrap();
    for from in 1..=21 {
        assert_eq!(read(&log, from), (from..=21).collect::<Vec<_>>());
    }
}

#[test]
fn a_frame_cut_short_at_the_end_is_taken_off() {
    let directory = tempfile::tempdir().unwrap();
    let log = filled(directory.path(), u64::MAX, 3);
    let path = log.segments[0].path.clone();
    drop(log);
    let whole = fs::read(&path).unwrap();
    let third = whole.len() - encode([0; 8], 3, &changes(3)).len();
    for end in third..whole.len() {
        fs::write(&path, &whole[..end]).unwrap();
        let mut log = Log::open(directory.path(), u64::MAX).unwrap();
        assert_eq!(log.last_sequence(), 2, "cut at {end}");
        assert_eq!(log.append(&changes(3)).unwrap(), 3);
        assert_eq!(read(&log, 1), [1, 2, 3]);
        assert_eq!(fs::read(&path).unwrap(), whole);
    }
}

#[test]
fn a_segment_cut_within_its_first_bytes_is_taken_off() {
    let directory = tempfile::tempdir().unwrap();
    drop(filled(directory.path(), u64::MAX, 2));
    fs::write(directory.path().join(format!("{:020}.log", 3)), b"CHL").unwrap();
    let log = Log::open(directory.path(), u64::MAX).unwrap();
    assert_eq!(log.last_sequence(), 2);
    assert_eq!(read(&log, 1), [1, 2]);
}

#[test]
fn every_flipped_byte_before_the_last_frame_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let log = filled(directory.path(), u64::MAX, 3);
    let path = log.segments[0].path.clone();
    drop(log);
    let whole = fs::read(&path).unwrap();
    let third = whole.len() - encode([0; 8], 3, &changes(3)).len();
    for byte in 0..third {
        let mut damaged = whole.clone();
        damaged[byte] ^= 0x20;
        fs::write(&path, damaged).unwrap();
        let opened = Log::open(directory.path(), u64::MAX);
        assert!(matches!(opened, Err(LogError::Damaged { .. })), "byte {byte}");
    }
}

#[test]
fn a_missing_segment_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let log = filled(directory.path(), 300, 20);
    fs::remove_file(&log.segments[1].path).unwrap();
    drop(log);
    let log = Log::open(directory.path(), 300).unwrap();
    let replayed = log.replay(1, &mut |_| Ok(()));
    assert!(matches!(replayed, Err(LogError::Damaged { .. })));
}

#[test]
fn the_oldest_segment_can_go() {
    let directory = tempfile::tempdir().unwrap();
    let mut log = filled(directory.path(), 300, 20);
    let before = log.bytes();
    let oldest = log.oldest().unwrap().unwrap();
    assert_eq!(oldest[..2], changes(1));
    log.drop_oldest().unwrap();
    assert!(log.bytes() < before);
    let first = log.segments[0].first_sequence;
    assert_eq!(read(&log, 1), (first..=20).collect::<Vec<_>>());
}
