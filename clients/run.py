#!/usr/bin/env python3
"""Builds the example clients and runs each against the real pair.

Usage: python3 clients/run.py [python] [go] [typescript] [java]     (all of them by default)

Needs a build of the command: target/release/chancery, or the path in CHANCERY_BIN. Each example
must print clients/expected.txt, the last line after Ctrl-C, and end with exit code 0. A language
whose tools are missing is skipped and says so; with CI set that is a failure.
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
BINARY = os.environ.get("CHANCERY_BIN", HERE.parent / "target/release/chancery")
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


class Pair:
    """Both services over an empty directory, on free ports."""

    def __init__(self, folder: str) -> None:
        free = "127.0.0.1:0"
        command = [BINARY, "dev", "--data-dir", folder, "--log", "error"]
        command += ["--listen-ingest", free, "--listen-query", free]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.addresses: list[str] = []
        while len(self.addresses) < 2:
            line = self.process.stdout.readline()
            if not line:
                sys.exit("the pair did not start")
            self.addresses += re.findall(r"listens on (\S+)", line)

    def stop(self) -> None:
        """Ctrl-C, and wait."""
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=60)


def run(language: str) -> bool:
    """Runs one built client; True if it printed what is expected and ended well."""
    with tempfile.TemporaryDirectory() as folder:
        pair = Pair(folder)
        try:
            command = [*CLIENTS[language][2], *pair.addresses]
            client = subprocess.Popen(
                command, cwd=HERE / language, stdout=subprocess.PIPE, text=True
            )
            printed = []
            for line in client.stdout:
                printed.append(line.rstrip("\n"))
                if line.startswith("watching"):
                    client.send_signal(signal.SIGINT)
            code = client.wait(timeout=60)
        finally:
            pair.stop()
    good = printed == EXPECTED and code == 0
    print("ok  " if good else f"FAIL (exit {code})", language)
    if not good:
        print("\n".join(printed))
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
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
