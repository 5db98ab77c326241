#!/usr/bin/env python3
"""Reads articles with another library and prints the seconds that took, without its start.

`peers.py spacy|dateparser TEXTS.json`; the file holds a list of texts. Needs `pip install spacy`
and `python -m spacy download en_core_web_sm`, or `pip install dateparser`.
"""
import json
import sys
import time


def spacy(texts):
    import spacy

    pipeline = spacy.load("en_core_web_sm")
    pipeline(texts[0])
    begun = time.perf_counter()
    found = sum(len(document.ents) for document in pipeline.pipe(texts))
    return found, time.perf_counter() - begun


def dateparser(texts):
    from dateparser.search import search_dates

    settings = {"languages": ["en"]}
    search_dates("On 7 May 2025 they met.", **settings)
    begun = time.perf_counter()
    found = sum(len(search_dates(text, **settings) or []) for text in texts)
    return found, time.perf_counter() - begun


found, seconds = {"spacy": spacy, "dateparser": dateparser}[sys.argv[1]](
    json.load(open(sys.argv[2], encoding="utf-8"))
)
if not found:
    sys.exit("nothing was found")
print(seconds)
