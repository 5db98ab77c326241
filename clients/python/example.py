"""Pushes documents, asks for a timeline, follows the feed and watches, from Python.

Usage: python3 example.py [INGEST QUERY], by default 127.0.0.1:50051 and 127.0.0.1:50052.
With CHANCERY_TOKEN set, every call carries it as a bearer token.
"""
import os
import pathlib
import signal
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "generated"))

import grpc
from google.protobuf.timestamp_pb2 import Timestamp
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from chancery.v1 import document_pb2, event_pb2, feed_service_pb2, feed_service_pb2_grpc
from chancery.v1 import ingest_service_pb2, ingest_service_pb2_grpc
from chancery.v1 import timeline_service_pb2, timeline_service_pb2_grpc

METADATA = (
    [("authorization", "Bearer " + os.environ["CHANCERY_TOKEN"])]
    if "CHANCERY_TOKEN" in os.environ
    else []
)


def connect(address: str) -> grpc.Channel:
    """A channel that retries what may be retried."""
    retries = (HERE.parent / "service_config.json").read_text(encoding="utf-8")
    return grpc.insecure_channel(address, options=[("grpc.service_config", retries)])


def document(name: str, body: str) -> document_pb2.Document:
    """An article of 3 June 2025, which anchors "Monday"."""
    published = Timestamp()
    published.FromJsonString("2025-06-03T08:00:00Z")
    return document_pb2.Document(id=name, body=body, source="Example", publish_time=published)


DOCUMENTS = [
    document("clinics", "Moldova and Romania signed a memorandum on rural clinics in Chisinau on Monday."),
    document("blank", ""),
    document("visit", "Norwegian Prime Minister Jonas Gahr Store visited Nairobi on 28 May 2025."),
]


def push(channel: grpc.Channel) -> int:
    """Pushes over one stream; returns the position to wait for."""
    stub = ingest_service_pb2_grpc.IngestServiceStub(channel)
    requests = (ingest_service_pb2.IngestDocumentsRequest(document=each) for each in DOCUMENTS)
    position = 0
    for answer in stub.IngestDocuments(requests, metadata=METADATA):
        if answer.WhichOneof("result") == "rejected":
            bad = answer.rejected
            fields = ", ".join(violation.field for violation in bad.field_violations)
            print(f"rejected {bad.document_id}: {bad.reason} {fields}")
        else:
            position = max(position, answer.accepted.position)
            print(f"accepted {answer.accepted.document_id}")
    return position


def print_timeline(channel: grpc.Channel, position: int) -> None:
    """The events of May and June 2025, once the view has taken in `position`."""
    stub = timeline_service_pb2_grpc.TimelineServiceStub(channel)
    request = timeline_service_pb2.GetTimelineRequest(min_position=position)
    request.filter.window.since.year = 2025
    for event in stub.GetTimeline(request, metadata=METADATA).events:
        day = event.date.start
        kind = event_pb2.EventKind.Name(event.kind).removeprefix("EVENT_KIND_")
        print(f"{day.year}-{day.month:02}-{day.day:02} {kind}")


def print_refusal(channel: grpc.Channel) -> None:
    """What a bad request is answered with: code, stable reason, and each bad field."""
    stub = timeline_service_pb2_grpc.TimelineServiceStub(channel)
    try:
        stub.GetTimeline(timeline_service_pb2.GetTimelineRequest(page_size=-1), metadata=METADATA)
    except grpc.RpcError as error:
        reason, fields = "", []
        for detail in rpc_status.from_call(error).details:
            info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
            if detail.Unpack(info):
                reason = info.reason
            if detail.Unpack(bad):
                fields = [violation.field for violation in bad.field_violations]
        print(f"refused {error.code().name}: {reason} {', '.join(fields)}")


def follow(channel: grpc.Channel) -> None:
    """Reads one entry of the feed, breaks off, and resumes where it stopped."""
    stub = feed_service_pb2_grpc.FeedServiceStub(channel)
    place = feed_service_pb2.FollowRequest(until_head=True)
    for attempt in range(2):
        answers = stub.Follow(place, metadata=METADATA)
        for answer in answers:
            place.feed_id = answer.feed_id
            for entry in answer.entries[: 1 if attempt == 0 else None]:
                place.after_position = entry.position
                print(f"feed {entry.document_id}")
            if attempt == 0:
                answers.cancel()
                break


def watch(channel: grpc.Channel) -> None:
    """Prints what changes until Ctrl-C."""
    stub = timeline_service_pb2_grpc.TimelineServiceStub(channel)
    answers = stub.WatchTimeline(timeline_service_pb2.WatchTimelineRequest(), metadata=METADATA)
    signal.signal(signal.SIGINT, lambda *_: answers.cancel())
    seen, caught_up = 0, False
    try:
        for answer in answers:
            if answer.change == timeline_service_pb2.CHANGE_KIND_PRESENT:
                seen += 1
            elif answer.change == timeline_service_pb2.CHANGE_KIND_CAUGHT_UP and not caught_up:
                caught_up = True  # The later ones are heartbeats.
                print(f"watching after {seen} events", flush=True)
    except grpc.RpcError as error:
        if error.code() != grpc.StatusCode.CANCELLED:
            raise
    print("stopped")


def main() -> None:
    """Everything in turn."""
    addresses = sys.argv[1:3] if len(sys.argv) == 3 else ["127.0.0.1:50051", "127.0.0.1:50052"]
    ingest, query = addresses
    with connect(ingest) as writing, connect(query) as reading:
        position = push(writing)
        print_timeline(reading, position)
        print_refusal(reading)
        follow(writing)
        watch(reading)


if __name__ == "__main__":
    main()
