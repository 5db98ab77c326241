#!/usr/bin/env python3
"""Builds the example clients and runs each against the real pair.

Usage: python3 clients/run.py [python] [go] [typescript] [java]     (all of them by default)

Needs the release build of the whole workspace in target/release, or in the folder CHANCERY_BIN.
Each example must print clients/expected.txt, the last line after Ctrl-C, and end with exit code 0;
the annotator in Python must add a name to an article. A language whose tools are missing is
skipped and says so; with CI set that is a failure.
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import venv

HERE = pathlib.Path(__file__).resolve().parent
BINARIES = pathlib.Path(os.environ.get("CHANCERY_BIN", HERE.parent / "target/release"))
EXPECTED = (HERE / "expected.txt").read_text(encoding="utf-8").splitlines()

# language: tools that must be there, commands that build, command that runs
CLIENTS = {
    "python": (
        ["python3"],
        [[".venv/bin/pip", "install", "-q", "-r", "requirements.txt"], ["./generate"]],
        [".venv/bin/python", "example.py"],
    ),
    "go": (
        ["go", "buf"],
        [["go", "generate"], ["go", "build", "-o", "generated/example", "."]],
        ["generated/example"],
    ),
    "typescript": (
        ["node", "npm"],
        [["npm", "ci", "--silent", "--ignore-scripts"], ["npm", "run", "--silent", "build"]],
        ["node", "dist/src/example.js"],
    ),
    "java": (
        ["java", "mvn"],
        [["mvn", "-q", "-B", "package"]],
        ["java", "-cp", "target/classes:target/libraries/*", "example.Example"],
    ),
}


def build(language: str) -> None:
    """Installs what the client needs inside its folder, and generates and compiles it."""
    folder = HERE / language
    environment = dict(os.environ)
    if language == "python":
        venv.create(folder / ".venv", with_pip=True)
        environment["PATH"] = f"{folder}/.venv/bin:{environment['PATH']}"
    for command in CLIENTS[language][1]:
        subprocess.run(command, cwd=folder, env=environment, check=True)


class Server:
    """A program that prints the addresses it listens on, and stops at Ctrl-C."""

    def __init__(self, command: list, count: int = 1, folder: pathlib.Path = HERE) -> None:
        self.process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        self.addresses: list[str] = []
        while len(self.addresses) < count:
            line = self.process.stdout.readline()
            if not line:
                sys.exit(f"{command[0]} did not start")
            self.addresses += re.findall(r"listens on ([^\s,]+)", line)

    def __enter__(self) -> list[str]:
        return self.addresses

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=60)


def pair(folder: str) -> Server:
    """Both services over an empty directory, on free ports."""
    free = "127.0.0.1:0"
    command = [BINARIES / "chancery", "dev", "--data-dir", folder, "--log", "error"]
    return Server([*command, "--listen-ingest", free, "--listen-query", free], 2)


def run(language: str) -> bool:
    """Runs one built client; True if it printed what is expected and ended well."""
    printed = []
    with tempfile.TemporaryDirectory() as folder, pair(folder) as addresses:
        command = [*CLIENTS[language][2], *addresses]
        client = subprocess.Popen(command, cwd=HERE / language, stdout=subprocess.PIPE, text=True)
        for line in client.stdout:
            printed.append(line.rstrip("\n"))
            if line.startswith("watching"):
                client.send_signal(signal.SIGINT)
        code = client.wait(timeout=60)
    good = printed == EXPECTED and code == 0
    print("ok  " if good else f"FAIL (exit {code})", language)
    if not good:
        print("\n".join(printed))
    return good


def annotate() -> bool:
    """Runs the annotator in Python; True if its name is added beside what the rules read."""
    folder = HERE / "python"
    python = folder / ".venv/bin/python"
    with tempfile.TemporaryDirectory() as scratch:
        names, article = pathlib.Path(scratch, "names.tsv"), pathlib.Path(scratch, "article.txt")
        names.write_text("the Quay Street group\tGROUP\tIE\n", encoding="utf-8")
        article.write_text("Ireland thanked the Quay Street group on 3 May 2025.", encoding="utf-8")
        with Server([python, "annotator.py", names, "127.0.0.1:0"], folder=folder) as [annotator]:
            command = [BINARIES / "ingest-service", "--data-dir", scratch, "--log", "error"]
            command += ["--listen", "127.0.0.1:0", "--annotator", f"http://{annotator}"]
            with Server(command) as [ingest]:
                asked = [python, "annotated.py", ingest, article]
                done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, timeout=120)
    good = done.stdout.splitlines() == ["Ireland (rules)", "the Quay Street group (watch-list 1)"]
    print("ok  " if good else "FAIL", "annotator in python")
    if not good:
        print(done.stdout, done.stderr)
    return good


def main() -> int:
    """Every language asked for."""
    failed = 0
    for language in sys.argv[1:] or CLIENTS:
        missing = [tool for tool in CLIENTS[language][0] if not shutil.which(tool)]
        if missing:
            print(f"SKIPPED {language}: {', '.join(missing)} missing")
            failed += bool(os.environ.get("CI"))
            continue
        build(language)
        failed += not run(language)
        if language == "python":
            failed += not annotate()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
