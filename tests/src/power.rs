//! What a disk may keep of what a process wrote, when the power fails.
//!
//! A trace of all writes and syncs of the process (see `power/shim.c`) is played into a model of
//! the disk: what was synced is there, of everything else any part may be. A name is only there
//! for sure once its directory was synced.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::newsroom::Draw;
use crate::trace::MARKER;
pub use crate::trace::{Call, mark, recorder};

/// What a disk writes whole or not at all.
const SECTOR_BYTES: usize = 512;
const CREATE: u64 = 0o100;
const TRUNCATE: u64 = 0o1000;

#[derive(Clone, Debug)]
enum Change {
    Write(usize, Vec<u8>),
    Resize(usize),
}

#[derive(Clone, Debug)]
enum Naming {
    Link(String, usize),
    Unlink(String),
    Rename(String, String),
}

#[derive(Clone, Debug, Default)]
struct Node {
    is_directory: bool,
    /// Names as the process sees them.
    live: BTreeMap<String, usize>,
    /// Names that are on the disk for sure, and what may or may not have followed.
    names: BTreeMap<String, usize>,
    namings: Vec<Naming>,
    /// Content that is on the disk for sure, and what may or may not have followed.
    content: Vec<u8>,
    changes: Vec<Change>,
}

/// The disk under one directory.
#[derive(Clone, Debug)]
pub struct Disk {
    nodes: Vec<Node>,
    open: BTreeMap<i32, usize>,
}

/// How much of what was not synced a state keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Nothing.
    Nothing,
    /// Everything: a plain kill.
    All,
    /// Of each file and directory what came first, the last write torn.
    First,
    /// Any part, in sectors.
    Any,
}

impl Disk {
    /// An empty directory.
    pub fn new() -> Self {
        let root = Node { is_directory: true, ..Node::default() };
        Self { nodes: vec![root], open: BTreeMap::new() }
    }

    fn find(&self, path: &str) -> Option<usize> {
        let mut names = path.split('/').filter(|name| !name.is_empty());
        names.try_fold(0, |node, name| self.nodes[node].live.get(name).copied())
    }

    /// The directory of a path, and the name in it.
    fn place<'a>(&self, path: &'a str) -> (usize, &'a str) {
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        (self.find(above).expect("a directory that was made"), name)
    }

    fn link(&mut self, path: &str, node: usize) {
        let (above, name) = self.place(path);
        self.nodes[above].live.insert(name.to_owned(), node);
        self.nodes[above].namings.push(Naming::Link(name.to_owned(), node));
    }

    /// Plays one call.
    pub fn play(&mut self, call: &Call) {
        let node = self.open.get(&call.descriptor).copied();
        match (call.kind, node) {
            (1, _) => self.opened(call),
            // OK because files of a test are small.
            (2, Some(node)) => self.nodes[node]
                .changes
                .push(Change::Write(call.number as usize, call.content.clone())),
            (3, Some(node)) => {
                self.nodes[node].changes.push(Change::Resize(call.number as usize));
            }
            (4, Some(node)) => self.synced(node),
            (5, _) => drop(self.open.remove(&call.descriptor)),
            (6, _) => self.renamed(call),
            (7 | 9, _) => {
                let (above, name) = self.place(&call.path);
                self.nodes[above].live.remove(name);
                self.nodes[above].namings.push(Naming::Unlink(name.to_owned()));
            }
            (8, _) => {
                if self.find(&call.path).is_none() {
                    self.nodes.push(Node { is_directory: true, ..Node::default() });
                    self.link(&call.path, self.nodes.len() - 1);
                }
            }
            (11, _) => self.open.clear(),
            (MARKER, _) => {}
            (kind, node) => panic!("a call of kind {kind} to {node:?}"),
        }
    }

    fn opened(&mut self, call: &Call) {
        let node = match self.find(&call.path) {
            Some(node) => node,
            None => {
                assert!(call.number & CREATE != 0, "{} was never made", call.path);
                self.nodes.push(Node::default());
                self.link(&call.path, self.nodes.len() - 1);
                self.nodes.len() - 1
            }
        };
        if call.number & TRUNCATE != 0 {
            self.nodes[node].changes.push(Change::Resize(0));
        }
        self.open.insert(call.descriptor, node);
    }

    fn renamed(&mut self, call: &Call) {
        let target = std::str::from_utf8(&call.content).expect("a path").to_owned();
        let (above, from) = self.place(&call.path);
        let (other, to) = self.place(&target);
        assert_eq!(above, other, "renamed within a directory");
        let node = self.nodes[above].live.remove(from).expect("a name that is there");
        self.nodes[above].live.insert(to.to_owned(), node);
        self.nodes[above].namings.push(Naming::Rename(from.to_owned(), to.to_owned()));
    }

    fn synced(&mut self, node: usize) {
        let node = &mut self.nodes[node];
        for change in std::mem::take(&mut node.changes) {
            apply(&mut node.content, &change);
        }
        for naming in std::mem::take(&mut node.namings) {
            name(&mut node.names, &naming);
        }
    }

    /// Removes a file or folder of the root for sure, as somebody does between two runs.
    pub fn remove(&mut self, name: &str) {
        self.nodes[0].live.remove(name);
        self.nodes[0].namings.retain(|naming| !matches!(naming, Naming::Link(n, _) if n == name));
        self.nodes[0].names.remove(name);
    }

    /// Brings everything to the disk, as time does.
    pub fn settle(&mut self) {
        (0..self.nodes.len()).for_each(|node| self.synced(node));
    }

    /// Writes one of the states that the disk may be in into a directory.
    pub fn write(&self, directory: &Path, keep: Keep, draw: &mut Draw) {
        let mut waiting: Vec<(usize, PathBuf)> = vec![(0, directory.to_path_buf())];
        while let Some((number, path)) = waiting.pop() {
            let node = &self.nodes[number];
            if !node.is_directory {
                fs::write(&path, content(node, keep, draw)).expect("a file of the state");
                continue;
            }
            fs::create_dir_all(&path).expect("a directory of the state");
            let mut names = node.names.clone();
            let first = draw.below(node.namings.len() + 1);
            for (number, naming) in node.namings.iter().enumerate() {
                let kept = match keep {
                    Keep::Nothing => false,
                    Keep::All => true,
                    Keep::First => number < first,
                    Keep::Any => draw.below(2) == 0,
                };
                if kept {
                    name(&mut names, naming);
                }
            }
            waiting.extend(names.into_iter().map(|(name, node)| (node, path.join(name))));
        }
    }
}

impl Default for Disk {
    fn default() -> Self {
        Self::new()
    }
}

fn name(names: &mut BTreeMap<String, usize>, naming: &Naming) {
    match naming {
        Naming::Link(name, node) => drop(names.insert(name.clone(), *node)),
        Naming::Unlink(name) => drop(names.remove(name)),
        Naming::Rename(from, to) => {
            // Its file may never have got its first name.
            if let Some(node) = names.remove(from) {
                names.insert(to.clone(), node);
            }
        }
    }
}

fn apply(content: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Resize(bytes) => content.resize(*bytes, 0),
        Change::Write(offset, bytes) => {
            let end = offset + bytes.len();
            if content.len() < end {
                content.resize(end, 0);
            }
            content[*offset..end].copy_from_slice(bytes);
        }
    }
}

fn content(node: &Node, keep: Keep, draw: &mut Draw) -> Vec<u8> {
    let mut content = node.content.clone();
    let first = draw.below(node.changes.len() + 1);
    for (number, change) in node.changes.iter().enumerate() {
        match keep {
            Keep::Nothing => {}
            Keep::All => apply(&mut content, change),
            Keep::First if number < first => apply(&mut content, change),
            Keep::First if number == first => torn(&mut content, change, draw),
            Keep::First => {}
            Keep::Any => match draw.below(3) {
                0 => {}
                1 => apply(&mut content, change),
                _ => torn(&mut content, change, draw),
            },
        }
    }
    content
}

/// Keeps some sectors of a write; the length may have been kept without any.
fn torn(content: &mut Vec<u8>, change: &Change, draw: &mut Draw) {
    let Change::Write(offset, bytes) = change else { return };
    if draw.below(2) == 0 && content.len() < offset + bytes.len() {
        content.resize(offset + bytes.len(), 0);
    }
    let mut from = 0;
    while from < bytes.len() {
        let sector_end = (offset + from) / SECTOR_BYTES * SECTOR_BYTES + SECTOR_BYTES;
        let to = (sector_end - offset).min(bytes.len());
        if draw.below(2) == 0 {
            apply(content, &Change::Write(offset + from, bytes[from..to].to_vec()));
        }
        from = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(kind: u8, number: u64, path: &str, content: &[u8]) -> Call {
        Call { kind, descriptor: 3, number, path: path.into(), content: content.into() }
    }

    fn written(disk: &Disk, keep: Keep) -> Option<Vec<u8>> {
        let folder = tempfile::tempdir().expect("a folder");
        disk.write(folder.path(), keep, &mut Draw::new(1));
        fs::read(folder.path().join("f")).ok()
    }

    #[test]
    fn only_what_was_synced_is_there_for_sure() {
        let mut disk = Disk::new();
        disk.play(&call(1, CREATE, "/f", b""));
        disk.play(&call(2, 0, "", b"one"));
        disk.play(&call(4, 0, "", b""));
        assert_eq!(written(&disk, Keep::Nothing), None, "its name was not synced");
        assert_eq!(written(&disk, Keep::All), Some(b"one".to_vec()));
        disk.play(&Call { descriptor: 4, ..call(1, 0, "", b"") });
        disk.play(&Call { descriptor: 4, ..call(4, 0, "", b"") });
        disk.play(&call(2, 3, "", b"two"));
        assert_eq!(written(&disk, Keep::Nothing), Some(b"one".to_vec()));
        assert_eq!(written(&disk, Keep::All), Some(b"onetwo".to_vec()));
    }
}
