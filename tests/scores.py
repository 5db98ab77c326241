#!/usr/bin/env python3
"""Measures how articles are read, and fails if a figure fell below its floor.

    tests/scores.py SHARED [--markdown]

SHARED holds the annotated articles and their scorers (corpus/, seeds/, gold/, temporal/, tools/).
Needs `cargo build --release`. The floors in tests/score_floors.json are what the rules reached when
they were last raised; a change to the rules may raise them, never lower them without a reason.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLOORS = json.loads((ROOT / "tests/score_floors.json").read_text(encoding="utf-8"))
SUITES = {
    "meantime": ["relaxed F1", "value F1"],
    "gum_news": ["relaxed F1", "value F1"],
    "wikiwars": ["relaxed F1", "value acc"],
    "rt_datetime": ["relaxed F1", "denote* acc"],
    "rt_datetime_parser": ["denote* acc"],
    "chrono_en": ["relaxed F1"],
    "duckling_time": ["relaxed F1"],
    "rt_quantity": ["relaxed F1", "value F1"],
    "duckling_money": ["relaxed F1"],
    "meantime_values": ["relaxed F1"],
}
READING = ["actors", "posts", "events", "exact kind", "dates", "who", "agreements"]


def analyze(path, out):
    with open(out, "w", encoding="utf-8") as file:
        command = [ROOT / "target/release/chancery", "analyze", path, "-o", "jsonl"]
        subprocess.run(command, stdout=file, check=True)
    return out


def python(script, *arguments):
    return subprocess.check_output([sys.executable, script, *arguments], text=True)


def reading(shared, folder):
    """Figures of score_reading.py by name, for the corpus and the seeds."""
    figures = {}
    for name, source, gold in (
        ("corpus", shared / "corpus", shared / "corpus"),
        ("seeds", shared / "seeds/metadata.json", shared / "gold/seeds.json"),
    ):
        out = analyze(source, folder / f"{name}.jsonl")
        scorer = shared / "tools/score_reading.py"
        score = json.loads(python(scorer, "--gold", gold, "--predictions", out, "--json"))
        for item in READING:
            figures[f"{name} {item}"] = score[item]["f1"]
        figures[f"{name} reading"] = score["reading"]
        figures[f"{name} false alarms"] = score["false alarms"]["rate"]
    return figures


QUANTITIES = {"currency", "percentage", "dimension", "number"}


def of_suite(suite, predictions):
    """Only times for the suites of times, only quantities for the others: each marks one of both."""
    wanted = suite in ("rt_quantity", "duckling_money", "meantime_values")
    for line in predictions.splitlines():
        case = json.loads(line)
        case["spans"] = [
            span for span in case["spans"] if (span["type"].lower() in QUANTITIES) == wanted
        ]
        yield json.dumps(case, ensure_ascii=False) + "\n"


def temporal(shared, folder):
    """Figures of score_temporal.py by name."""
    figures = {}
    tools = shared / "tools"
    for suite, items in SUITES.items():
        gold = shared / f"temporal/{suite}.jsonl"
        documents = folder / f"{suite}.documents.jsonl"
        documents.write_text(python(tools / "temporal_io.py", "documents", gold), encoding="utf-8")
        out = analyze(documents, folder / f"{suite}.out.jsonl")
        found = folder / f"{suite}.found.jsonl"
        predictions = python(tools / "temporal_io.py", "predictions", out)
        found.write_text("".join(of_suite(suite, predictions)), encoding="utf-8")
        metrics = json.loads(python(tools / "score_temporal.py", gold, found, "--json"))["metrics"]
        for item in items:
            family, figure = item.split()
            figures[f"{suite} {item}"] = metrics[family][figure]
    return figures


def main():
    shared = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        figures = reading(shared, folder) | temporal(shared, folder)
    if "--markdown" in sys.argv:
        print("| figure | value |\n| --- | --- |")
        for name, value in figures.items():
            print(f"| {name} | {value:.3f} |")
    failed = 0
    for name, value in figures.items():
        floor = FLOORS.get(name)
        # False alarms are the one figure that is better when it is smaller.
        good = floor is None or (value <= floor if "alarms" in name else value >= floor)
        failed += not good
        if "--markdown" not in sys.argv:
            print(f"{'ok  ' if good else 'FAIL'} {name:32} {value:.3f}  floor {floor}")
    print(f"{len(figures) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
