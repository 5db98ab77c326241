#!/usr/bin/env python3
"""Runs the README's grpcurl transcript against the demo, as a reader would paste it.

Needs a release build (cargo build --release) and grpcurl on the PATH. Every line of the README's
`console` blocks that begins with `$ grpcurl` is run; its exit code must be 0, and the line after
it that begins with `# expect:` names a word of the output.
"""
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def commands():
    """(command, expected word) for each grpcurl line of the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for block in re.findall(r"```console\n(.*?)```", readme, re.S):
        lines = re.sub(r"\\\n\s*", " ", block).splitlines()
        for line, after in zip(lines, [*lines[1:], ""]):
            if line.startswith("$ grpcurl"):
                expected = after.removeprefix("# expect:").strip() if after.startswith("#") else ""
                yield line[2:], expected


def main() -> int:
    binary = ROOT / "target/release/chancery"
    with tempfile.TemporaryDirectory() as folder:
        demo = subprocess.Popen(
            [binary, "demo", "--data-dir", folder], stdout=subprocess.PIPE, text=True
        )
        try:
            for line in demo.stdout:
                print("demo:", line, end="")
                if "Ctrl-C" in line:
                    break
            failed = passed = 0
            for command, expected in commands():
                done = subprocess.run(shlex.split(command), capture_output=True, text=True)
                good = done.returncode == 0 and expected in done.stdout
                passed, failed = passed + good, failed + (not good)
                print("ok  " if good else "FAIL", command)
                if not good:
                    print(done.stdout, done.stderr)
        finally:
            demo.send_signal(signal.SIGINT)
            ended = demo.wait(timeout=60)
    print("demo ended with", ended)
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed and ended == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
