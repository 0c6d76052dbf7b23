"""A server for tests of the web page: its files, and a service that answers as the test wants."""

from __future__ import annotations

import email
import email.policy
import json
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import spacy

from atau.annotate.annotation import Annotated, WriterRequirements, describe
from atau.annotate.records import InputRecord
from atau.annotate.writers.jsonl import jsonl_record
from atau.documents.model import Document
from atau.documents.reading import read_documents
from atau.serve.page import POLICY, page_files


class PageServer(ThreadingHTTPServer):
    """nlp: what annotates. answers: (status, headers, body) for the next requests, instead of annotations.

    asked: the names of what came in. hold: cleared, requests wait until it is set.
    """

    daemon_threads = True

    def __init__(self, nlp: spacy.Language) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.nlp = nlp
        self.lock = threading.Lock()
        self.answers: list[tuple[int, dict[str, str], str]] = []
        self.asked: list[str] = []
        self.token = ""
        self.hold = threading.Event()
        self.hold.set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def record(self, name: str, text: str, fields: dict[str, Any]) -> dict[str, Any]:
        """The record of a text, with facts and places."""
        with self.lock:
            annotation = describe(self.nlp(text), WriterRequirements(facts=True))
        item = Annotated(InputRecord(name, text, name, None, {"id": name, "text": text, **fields}), annotation)
        return json.loads(jsonl_record(item))  # type: ignore[no-any-return]


class _Handler(BaseHTTPRequestHandler):
    server: PageServer

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        found = page_files().get(self.path.partition("?")[0])
        if found is None:
            self.reply(404, {}, b"")
        else:
            headers = {"Content-Type": found.media_type, "Content-Security-Policy": POLICY}
            self.reply(200, {**headers, "X-Content-Type-Options": "nosniff"}, found.content)

    def do_POST(self) -> None:
        assert self.path == "/v1/facts"
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.hold.wait(60)
        if self.server.token and self.headers["Authorization"] != f"Bearer {self.server.token}":
            self.reply(401, {"WWW-Authenticate": "Bearer"}, b"{}")
        elif self.server.answers:
            status, headers, text = self.server.answers.pop(0)
            self.reply(status, headers, text.encode())
        else:
            self.reply(200, {"Content-Type": "application/json"}, self.annotated(body))

    def annotated(self, body: bytes) -> bytes:
        documents, failures = [], []
        for name, text, fields in self.given(body):
            self.server.asked.append(name)
            if text is None:
                failures.append({"id": name, "error": "not a document"})
            else:
                documents.append(self.server.record(name, text, fields))
        model = {"name": "rules", "version": "1"}
        answer = {"model": model, "documents": documents, "failures": failures}
        return json.dumps(answer, ensure_ascii=False).encode()

    def given(self, body: bytes) -> Iterator[tuple[str, str | None, dict[str, Any]]]:
        kind = self.headers["Content-Type"]
        if kind.startswith("application/json"):
            for document in json.loads(body)["documents"]:
                yield document["id"], document["text"], {}
            return
        message = email.message_from_bytes(f"Content-Type: {kind}\n\n".encode() + body, policy=email.policy.HTTP)
        for part in message.iter_parts():
            name = part.get_filename()
            if name is not None:
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                yield name, *_text_of(content)

    def reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _text_of(content: bytes) -> tuple[str | None, dict[str, Any]]:
    """What a test wants of a file: the text of a PDF, or UTF-8; a file that begins with ``broken`` has none."""
    if content.startswith(b"%PDF"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.pdf"
            path.write_bytes(content)
            (document,) = read_documents(path, timeout=None)
        assert isinstance(document, Document)
        return document.text, {"meta": dict(document.meta)}
    return (None, {}) if content.startswith(b"broken") else (content.decode(), {})


def serve(server: PageServer) -> Iterator[PageServer]:
    """The server, in a thread, until the test is done."""
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.hold.set()
        server.shutdown()
        server.server_close()
        thread.join()
