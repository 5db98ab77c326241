"""Prints the actors of an article with the annotator that added each.

Usage: python3 annotated.py INGEST ARTICLE.txt
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "generated"))

import grpc

from chancery.v1 import document_pb2, ingest_service_pb2, ingest_service_pb2_grpc

with grpc.insecure_channel(sys.argv[1]) as channel:
    body = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
    request = ingest_service_pb2.AnalyzeDocumentRequest(document=document_pb2.Document(body=body))
    stub = ingest_service_pb2_grpc.IngestServiceStub(channel)
    answer = stub.AnalyzeDocument(request, wait_for_ready=True, timeout=60)
    for actor in answer.analysis.actors:
        print(f"{actor.name} ({actor.annotator or 'rules'})")
