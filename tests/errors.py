#!/usr/bin/env python3
"""Errors as other languages meet them: grpcurl and grpcio-status decode code, reason and details.

Usage: clients/python/.venv/bin/python tests/errors.py     (clients/run.py python makes the .venv)

Needs the release build, in target/release or the folder CHANCERY_BIN. Each row of the table is a
call that really fails, made twice: by grpcurl and by grpcio with grpcio-status. A tool that is
missing is skipped and says so; with CI set that is a failure.
"""
import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "clients"))
from run import BINARIES, Server  # noqa: E402

FREE = "127.0.0.1:0"
NO_TOKEN, READ_TOKEN, BAD_TOKEN = "none", "read", "bad"

# service, token, method, request; code, reason, details beside ErrorInfo and RequestInfo
INGEST, FEED = "IngestService", "FeedService"
TIMELINE, ACTORS, AGREEMENTS = "TimelineService", "ActorService", "AgreementService"
TABLE = [
    (INGEST, NO_TOKEN, "IngestDocument", {"document": {"id": "a"}},
     "INVALID_ARGUMENT", "FIELD_REQUIRED", ["BadRequest"]),
    (INGEST, NO_TOKEN, "IngestDocument", {"document": {"body": "x", "title": "t" * 5000}},
     "INVALID_ARGUMENT", "FIELD_TOO_LONG", ["BadRequest"]),
    (TIMELINE, NO_TOKEN, "GetTimeline", {"page_size": -1, "filter": {"kinds": [77]}},
     "INVALID_ARGUMENT", "FIELD_INVALID", ["BadRequest"]),
    (TIMELINE, NO_TOKEN, "GetTimeline", {"page_token": "x"},
     "INVALID_ARGUMENT", "PAGE_TOKEN_INVALID", ["BadRequest"]),
    (INGEST, NO_TOKEN, "GetDocument", {"document_id": "none"},
     "NOT_FOUND", "DOCUMENT_NOT_FOUND", ["ResourceInfo"]),
    (TIMELINE, NO_TOKEN, "GetEvent", {"event_id": "none"},
     "NOT_FOUND", "EVENT_NOT_FOUND", ["ResourceInfo"]),
    (ACTORS, NO_TOKEN, "GetActor", {"actor": "none"},
     "NOT_FOUND", "ACTOR_NOT_FOUND", ["ResourceInfo"]),
    (AGREEMENTS, NO_TOKEN, "GetAgreement", {"agreement_id": "none"},
     "NOT_FOUND", "AGREEMENT_NOT_FOUND", ["ResourceInfo"]),
    (FEED, NO_TOKEN, "Follow", {"after_position": 7},
     "OUT_OF_RANGE", "POSITION_BEYOND_HEAD", []),
    (FEED, NO_TOKEN, "Follow", {"feed_id": "another"}, "OUT_OF_RANGE", "FEED_CHANGED", []),
    (TIMELINE, NO_TOKEN, "GetTimeline", {"min_position": 1000000},
     "DEADLINE_EXCEEDED", "DEADLINE", []),
    ("guarded", NO_TOKEN, "ListDocuments", {}, "UNAUTHENTICATED", "TOKEN_MISSING", []),
    ("guarded", BAD_TOKEN, "ListDocuments", {}, "UNAUTHENTICATED", "TOKEN_UNKNOWN", []),
    ("guarded", READ_TOKEN, "DeleteDocument", {"document_id": "none"},
     "PERMISSION_DENIED", "SCOPE_MISSING", []),
    ("small", NO_TOKEN, "AnalyzeDocument", {"document": {"body": "x" * (1 << 20)}},
     "RESOURCE_EXHAUSTED", "OVERLOADED", ["QuotaFailure", "RetryInfo"]),
]
METHOD_SERVICE = {"guarded": INGEST, "small": INGEST}
CODES = {
    3: "INVALID_ARGUMENT", 4: "DEADLINE_EXCEEDED", 5: "NOT_FOUND", 7: "PERMISSION_DENIED",
    8: "RESOURCE_EXHAUSTED", 11: "OUT_OF_RANGE", 12: "UNIMPLEMENTED", 16: "UNAUTHENTICATED",
}


def headers(token: str, tokens: dict) -> list:
    """What a call carries."""
    return [] if token == NO_TOKEN else [("authorization", f"Bearer {tokens[token]}")]


def by_grpcurl(address: str, metadata: list, method: str, request: dict) -> dict:
    """The status as grpcurl prints it."""
    command = ["grpcurl", "-plaintext", "-format-error"]
    for name, value in metadata:
        command += ["-H", f"{name}: {value}"]
    command += ["-d", "@", address, method]
    text = json.dumps(request)
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60)
    text = done.stderr[done.stderr.index("{"):]
    return json.loads(text)


def by_grpcio(address: str, metadata: list, method: str, request: dict) -> dict:
    """The same as grpcio-status decodes it."""
    import grpc
    from google.protobuf import descriptor_pool, json_format, message_factory
    from grpc_status import rpc_status

    service, name = method.split("/")
    described = descriptor_pool.Default().FindServiceByName(service).methods_by_name[name]
    message = json_format.ParseDict(
        request, message_factory.GetMessageClass(described.input_type)()
    )
    decode = message_factory.GetMessageClass(described.output_type).FromString
    with grpc.insecure_channel(address) as channel:
        shape = channel.unary_stream if described.server_streaming else channel.unary_unary
        call = shape(f"/{method}", type(message).SerializeToString, decode)
        try:
            # Without a deadline: the client's own would race the service's answer about it.
            answer = call(message, metadata=metadata)
            if described.server_streaming:
                next(answer)
        except grpc.RpcError as error:
            status = rpc_status.from_call(error)
            return json_format.MessageToDict(status) if status else {"code": error.code().name}
    sys.exit(f"{method} did not fail")


def fault(row: tuple, status: dict) -> str:
    """What is not as the row says; empty if all is."""
    (*_, code, reason, expected) = row
    details = {each["@type"].rpartition(".")[2]: each for each in status.get("details", [])}
    told = details.get("ErrorInfo", {})
    rest = sorted(set(details) - {"ErrorInfo", "RequestInfo"})
    found = (CODES.get(status.get("code"), status.get("code")), told.get("reason"), rest)
    if found == (code, reason, expected) and details.get("RequestInfo", {}).get("requestId"):
        return ""
    return f"{found} and not {(code, reason, expected)}: {status}"


def tools() -> dict:
    """The tools that are there."""
    found = {}
    if shutil.which("grpcurl"):
        found["grpcurl"] = by_grpcurl
    try:
        sys.path.insert(0, str(ROOT / "clients/python/generated"))
        from chancery.v1 import actor_service_pb2, agreement_service_pb2  # noqa: F401
        from chancery.v1 import feed_service_pb2, ingest_service_pb2  # noqa: F401
        from chancery.v1 import timeline_service_pb2  # noqa: F401
        import google.rpc.error_details_pb2  # noqa: F401
        import grpc_status  # noqa: F401

        found["grpcio-status"] = by_grpcio
    except ImportError:
        pass
    for name in {"grpcurl", "grpcio-status"} - set(found):
        print(f"SKIPPED: {name} is missing")
    return found


def guarded(folder: pathlib.Path, tokens: dict) -> Server:
    """ingest-service with a token that may only read."""
    command = [BINARIES / "ingest-service", "token", "new", "--name", "r", "--scope", "read"]
    made = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    tokens[READ_TOKEN], line = re.findall(r": (.*)", made)
    (folder / "tokens").write_text(line + "\n", encoding="utf-8")
    return Server([BINARIES / "ingest-service", "--listen", FREE, "--log", "error", "--tokens",
                   folder / "tokens", "--data-dir", folder / "guarded"])


def main() -> int:
    """Makes every call with every tool."""
    found, failed, tokens = tools(), 0, {BAD_TOKEN: "chancery_guess"}
    with tempfile.TemporaryDirectory() as scratch, contextlib.ExitStack() as running:
        folder = pathlib.Path(scratch)
        ingest, query = running.enter_context(
            Server([BINARIES / "chancery", "dev", "--data-dir", folder / "pair", "--log",
                    "error", "--listen-ingest", FREE, "--listen-query", FREE], 2))
        (own,) = running.enter_context(guarded(folder, tokens))
        (small,) = running.enter_context(
            Server([BINARIES / "ingest-service", "--listen", FREE, "--log", "error",
                    "--request-mib-max", "1", "--data-dir", folder / "small"]))
        places = {INGEST: ingest, FEED: ingest, "guarded": own, "small": small}
        for address in [ingest, query, own, small]:
            wait = [BINARIES / "ingest-service", "health", "--url", f"http://{address}"]
            while subprocess.run(wait, capture_output=True).returncode:
                pass
        for name, ask in found.items():
            for row in TABLE:
                service, token, method, request, *_ = row
                full_name = f"chancery.v1.{METHOD_SERVICE.get(service, service)}/{method}"
                address = places.get(service, query)
                wrong = fault(row, ask(address, headers(token, tokens), full_name, request))
                print("FAIL" if wrong else "ok  ", name, row[5], wrong)
                failed += bool(wrong)
    missing = len(found) < 2 and bool(os.environ.get("CI"))
    return 1 if failed or missing else 0


if __name__ == "__main__":
    sys.exit(main())
