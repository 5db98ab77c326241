#!/usr/bin/env python3
"""Runs what README.md and docs/SERVICE.md show, as a reader would paste it.

Needs a release build (cargo build --release), in target/release or the folder CHANCERY_BIN, and
grpcurl on the PATH; docs/SERVICE.md also openssl. Of the README the `$ grpcurl` lines are run
against the demo, of docs/SERVICE.md every line that begins with `$`, in one shell. Behind a command
`# expect: WORDS` names words of what it prints, `# exit: 67` its exit code where that is not 0, and
any other line is one that it prints, up to `...`. Where the README shows lines of a client, they
must be those of the client.
"""
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARIES = pathlib.Path(os.environ.get("CHANCERY_BIN", ROOT / "target/release")).resolve()


class Step:
    """A command of a page and what the page says of it."""

    def __init__(self, command: str) -> None:
        self.command, self.code, self.words = command, 0, []

    def says(self, line: str) -> None:
        """Takes in a line behind the command."""
        if line.startswith("# exit:"):
            self.code = int(line.removeprefix("# exit:"))
        elif line.startswith("# expect:"):
            self.words.append(line.removeprefix("# expect:").strip())
        elif line.strip():
            self.words.append(line.split("...")[0].strip())

    def is_met(self, code: int, printed: str) -> bool:
        """Whether all is as the page says; prints what came of it."""
        good = code == self.code and all(words in printed for words in self.words)
        print("ok  " if good else f"FAIL (exit {code})", self.command)
        if not good:
            print(printed)
        return good


def steps(page: str) -> list:
    """The commands of a page's console blocks."""
    text, found = (ROOT / page).read_text(encoding="utf-8"), []
    for block in re.findall(r"```console\n(.*?)```", text, re.S):
        current = None
        for line in re.sub(r"\\\n\s*", " ", block).splitlines():
            if line.startswith("$ "):
                current = Step(line[2:])
                found.append(current)
            elif current:
                current.says(line)
    return found


class Shell:
    """A shell that is handed one command after the other."""

    END = "-- the command ended with"

    def __init__(self, folder: str) -> None:
        path = f"{BINARIES}:{os.environ['PATH']}"
        self.process = subprocess.Popen(
            ["bash"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            cwd=folder, env={**os.environ, "PATH": path}, text=True,
        )

    def run(self, command: str) -> tuple:
        """Exit code, and what was printed until then, also by what runs in the background."""
        self.process.stdin.write(f"{command}\ncode=$?; echo; echo '{self.END}' $code\n")
        self.process.stdin.flush()
        printed = []
        for line in self.process.stdout:
            if line.startswith(self.END):
                return int(line.rsplit(" ", 1)[1]), "".join(printed)
            printed.append(line)
        sys.exit(f"the shell ended: {command}")


def service_page() -> int:
    """How many commands of docs/SERVICE.md are not as it says."""
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(folder)
        try:
            return sum(not step.is_met(*shell.run(step.command)) for step in steps("docs/SERVICE.md"))
        finally:
            shell.run("kill $(jobs -p) 2>/dev/null; wait")


def readme() -> int:
    """The same of the README, against the demo."""
    with tempfile.TemporaryDirectory() as folder:
        command = [BINARIES / "chancery", "demo", "--data-dir", folder]
        demo = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            for line in demo.stdout:
                print("demo:", line, end="")
                if "Ctrl-C" in line:
                    break
            calls = [step for step in steps("README.md") if step.command.startswith("grpcurl")]
            shell = Shell(folder)
            failed = sum(not step.is_met(*shell.run(step.command)) for step in calls)
        finally:
            demo.send_signal(signal.SIGINT)
            ended = demo.wait(timeout=60)
    print("demo ended with", ended)
    return failed + (ended != 0) + (not calls)


def shown_clients() -> int:
    """How many lines that the README shows of a client are not in the client's source."""
    text, failed = (ROOT / "README.md").read_text(encoding="utf-8"), 0
    shown = re.findall(r"<!-- from (\S+) -->\n```\w+\n(.*?)```", text, re.S)
    for path, block in shown:
        good = block in (ROOT / path).read_text(encoding="utf-8")
        print("ok  " if good else "FAIL", f"the README shows {path} as it is")
        failed += not good
    return failed + (not shown)


def main() -> int:
    """All pages."""
    failed = shown_clients() + readme() + service_page()
    print(f"{failed} not as the pages say")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
