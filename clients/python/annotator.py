"""A small annotator: finds the names of a list of your own that the rules did not read.

Usage: python3 annotator.py NAMES.tsv [ADDRESS], by default 127.0.0.1:50061. Then start
`ingest-service --annotator http://127.0.0.1:50061`. Each line of the list has a name, a tab, a
kind (PERSON, ORGANIZATION, COUNTRY, INTERGOVERNMENTAL, GROUP) and, after another tab, an ISO
3166-1 country code, if there is one. A language model or a recogniser of names fits in the place
of `find` just as well.
"""
import pathlib
import re
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "generated"))

import grpc

from chancery.v1 import actor_pb2, annotator_service_pb2, annotator_service_pb2_grpc, document_pb2


def find(text: str, name: str) -> list[document_pb2.TextSpan]:
    """Every place of a name; offsets count code points, as Python's do."""
    return [
        document_pb2.TextSpan(
            start=match.start(),
            end=match.end(),
            quote=match.group(),
            field=document_pb2.SPAN_FIELD_TEXT,
        )
        for match in re.finditer(rf"\b{re.escape(name)}\b", text)
    ]


class WatchList(annotator_service_pb2_grpc.AnnotatorServiceServicer):
    """Adds the actors of a list."""

    def __init__(self, lines: list[str]) -> None:
        self.rows = [(*line.split("\t"), "")[:3] for line in lines if line.strip()]

    def Annotate(self, request, context):
        """The actors of the list that stand in the text."""
        answer = annotator_service_pb2.AnnotateResponse(annotator="watch-list 1")
        for name, kind, country in self.rows:
            spans = find(request.text, name)
            if spans:
                number = actor_pb2.ActorKind.Value(f"ACTOR_KIND_{kind}")
                answer.actors.add(name=name, kind=number, country_code=country, spans=spans)
        return answer


def main() -> None:
    """Serves until Ctrl-C."""
    lines = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    server = grpc.server(ThreadPoolExecutor(max_workers=4))
    annotator_service_pb2_grpc.add_AnnotatorServiceServicer_to_server(WatchList(lines), server)
    address = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1:50061"
    port = server.add_insecure_port(address)
    server.start()
    print(f"annotator listens on {address.rsplit(':', 1)[0]}:{port}", flush=True)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})
    server.stop(grace=5).wait()


if __name__ == "__main__":
    main()
