"""Requests that are damaged, hostile or beyond a limit: each gets a clear answer, and the next one is annotated."""

from __future__ import annotations

import errno
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

pytest.importorskip("fastapi", reason="needs atau[web]")

from serving import DIES, MOST_CHARACTERS, slow_text, wait_for_requests

from atau.serve import bodies
from atau.serve.jobs import TaskError, TookTooLong, WorkerDied
from atau.serve.service import Service

JSON = {"Content-Type": "application/json"}
JSON_TYPE = "application/json"
LINES = {"Content-Type": "application/x-ndjson"}


def problem(answer: httpx.Response, status: int) -> str:
    """The detail of an answer, which is a problem of RFC 9457 without markup."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert b"<" not in answer.content
    found = answer.json()
    assert found["status"] == status
    assert found["title"]
    return str(found["detail"])


def cut_short(answer: httpx.Response) -> bytes:
    """What came of an answer that breaks off."""
    found = b""
    try:
        for chunk in answer.iter_raw():
            found += chunk
    except httpx.TransportError:
        return found
    raise AssertionError("the answer was complete")


@pytest.fixture(autouse=True)
def _alive(client: httpx.Client) -> Iterator[None]:
    yield
    assert client.post("/v1/annotate", json={"text": "12"}).status_code == 200


DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"", 400, "bad JSON"),
        (b"{", 400, "bad JSON"),
        (b'{"text": "a", "text": "b"}', 400, "given twice"),
        (b'{"text": NaN}', 400, "NaN"),
        (b'{"text": "\xff"}', 400, "not UTF-8"),
        ('{"text": "Атырау"}'.encode("utf-16"), 400, "not UTF-8"),
        (f'{{"text": "12", "meta": {DEEP[:60_000]}}}'.encode(), 400, "bad JSON"),
        (b"[1]", 422, "found an array"),
        (b"5", 422, "found a number"),
        (b"{}", 422, "needs either"),
        (b'{"text": "a", "documents": []}', 422, "needs either"),
        (b'{"documents": {}}', 422, "an object, not an array"),
        (b'{"documents": []}', 422, "is empty"),
        (b'{"documents": [5]}', 400, "expected a JSON object, found a number"),
        (b'{"text": 5}', 422, "is a number, not a string"),
        (rb'{"text": "a \ud83d b"}', 422, "half a surrogate pair at character 2"),
        (b'{"text": "' + rb"\u0000" * 100 + b'"}', 422, "NUL"),
        (b'{"documents": [{"title": "<script>alert(1)</script>"}]}', 422, "no field 'text'"),
    ],
)
def test_bad_bodies(client: httpx.Client, body: bytes, status: int, said: str) -> None:
    assert said in problem(client.post("/v1/annotate", content=body, headers=JSON), status)


@pytest.mark.parametrize("depth", [101, 300, 600, 900, 970, 90_000])
def test_json_that_is_nested_deeply_is_refused_and_costs_no_process(
    client: httpx.Client, service: Service, depth: int
) -> None:
    """Between what Python reads and what it pickles there are some hundred levels."""
    before = service.pool.counts.died, service.readers.counts.died
    deep = "[" * depth + "]" * depth
    for body in (f'{{"text": "12", "meta": {deep}}}', f'{{"text": 5, "id": {deep}}}'):
        whole = client.post("/v1/annotate", content=body, headers=JSON)
        assert "more than 100 levels" in problem(whole, 400)
        for answer in (
            client.post("/v1/annotate", content=body + '\n{"text": "12"}', headers={**LINES, "Accept": JSON_TYPE}),
            client.post("/v1/annotate", files=[upload("a.jsonl", f'{body}\n{{"text": "12"}}'.encode())]),
        ):
            assert "more than 100 levels" in answer.json()["failures"][0]["error"]
            assert len(answer.json()["documents"]) == 1
    assert (service.pool.counts.died, service.readers.counts.died) == before


def test_json_that_is_nested_less_deeply_is_kept(client: httpx.Client) -> None:
    deep = "[" * 99 + "]" * 99
    found = client.post("/v1/annotate", content=f'{{"text": "12", "meta": {deep}}}', headers=JSON).json()
    assert json.dumps(found["documents"][0]["meta"]) == deep
    [failure] = client.post("/v1/annotate", content=f'{{"text": 5, "id": {deep}}}', headers=JSON).json()["failures"]
    assert json.dumps(failure["id"]) == deep


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (RuntimeError("of a library"), 500, "the request id finds the cause"),
        (TimeoutError("of a folder in the network"), 500, "the request id finds the cause"),
        (OSError(errno.EIO, "bad block"), 500, "the request id finds the cause"),
        (OSError(errno.ENOSPC, "no space left"), 503, "no room on its disk"),
        (OSError(errno.EDQUOT, "quota exceeded"), 503, "no room on its disk"),
    ],
)
def test_what_nobody_foresaw_is_answered_like_any_problem(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, said: str
) -> None:
    def fail(*arguments: Any, **options: Any) -> Any:
        raise error

    # Where an upload is written to disk, and where a stream is.
    monkeypatch.setattr("atau.serve.inputs._copy", fail)
    monkeypatch.setattr("atau.serve.lines.tempfile.TemporaryFile", fail)
    assert said in problem(client.post("/v1/annotate", files=[upload("a.txt", b"12")]), status)
    assert said in problem(client.post("/v1/annotate", content=b'{"text": "12"}', headers=LINES), status)


def test_a_disk_that_is_full_is_said_in_the_last_line(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, data: Any, /) -> int:
            if self.tell() > 20_000:
                raise OSError("no space left")
            return super().write(bytes(data[:7000]))

    monkeypatch.setattr("atau.serve.lines.tempfile.TemporaryFile", lambda buffering: Full())
    line = b'{"text": "12", "meta": "' + b"a" * 4000 + b'"}\n'
    with client.stream("POST", "/v1/annotate", content=line * 20, headers=LINES) as answer:
        found = cut_short(answer)
    *records, last = map(json.loads, found.splitlines())
    assert all("ents" in record for record in records)
    assert (last["status"], last["line"]) == (503, len(records) + 1)


def test_a_big_body_of_json_is_read_as_a_small_one(with_settings: Callable[..., httpx.Client]) -> None:
    documents = [{"id": n, "text": "12 " + "a" * 4000} for n in range(100)]
    answer = with_settings(max_body=1_000_000).post("/v1/annotate", json={"documents": documents})
    assert [record["id"] for record in answer.json()["documents"]] == list(range(100))


@pytest.mark.parametrize(("error", "status"), [(TookTooLong("took longer"), 504), (WorkerDied("it died"), 500)])
def test_a_big_body_that_no_process_can_read(
    client: httpx.Client, service: Service, monkeypatch: pytest.MonkeyPatch, error: TaskError, status: int
) -> None:
    failed: Future[Any] = Future()
    failed.set_exception(error)
    monkeypatch.setattr(service.readers, "submit", lambda task: failed)
    body = b'{"a": "' + b"a" * 180_000 + b'"}'
    monkeypatch.setattr(bodies, "_SMALL", 100_000)
    for path in ("/v1/annotate", "/predict", "/setup"):
        assert str(error) in problem(client.post(path, content=body, headers=JSON), status)


@pytest.mark.parametrize(
    ("content", "kind", "status", "said"),
    [
        (b"12", "application/pdf", 415, "as a file in a form"),
        (b"12", "text/plain; charset=klingon", 415, "no encoding"),
        (b"12", "text/plain; charset=rot13", 415, "no encoding"),
        (b"12 +2AA-", "text/plain; charset=utf-7", 422, "half a surrogate pair at character 3"),
        (b"\xff\xfe\xfd", "text/plain", 400, "UTF-8"),
        (b"\xd0", "text/plain; charset=utf-8", 400, "invalid UTF-8"),
        (b"", "application/x-ndjson; q=1", 422, "no text"),
        (b"12", "multipart/form-data", 400, "a bad form"),
        (b"--x\r\n\r\n12\r\n--x--", "multipart/form-data; boundary=x", 400, "a bad form"),
        (b"--x\r\nContent-Disposition: form-data; name=file; filename=a.txt\r\n\r\n12",
         "multipart/form-data; boundary=x", 400, "a bad form"),
        (b"nothing", "multipart/form-data; boundary=x", 400, "a bad form"),
        ("--x\r\nContent-Disposition: form-data; name=text\r\n\r\n12 үй\r\n--x--\r\n".encode("kz1048"),
         "multipart/form-data; boundary=x", 400, "a field is not UTF-8"),
    ],
)  # fmt: skip
def test_bad_types(client: httpx.Client, content: bytes, kind: str, status: int, said: str) -> None:
    headers = {"Content-Type": kind, "Accept": "application/json"}
    assert said in problem(client.post("/v1/annotate", content=content, headers=headers), status)


def test_a_compressed_body_is_not_read(client: httpx.Client) -> None:
    answer = client.post("/v1/annotate", content=b"12", headers={**JSON, "Content-Encoding": "gzip"})
    assert "compressed" in problem(answer, 415)


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_text_is_a_text_however_it_comes(client: httpx.Client, text: str) -> None:
    line = json.dumps({"text": text})
    whole = {**LINES, "Accept": "application/json"}
    answers = [
        client.post("/v1/annotate", json={"text": text}),
        client.post("/v1/annotate", json={"documents": [{"text": text}, {"text": "12"}]}),
        client.post("/v1/annotate", content=text, headers={"Content-Type": "text/plain"}),
        client.post("/v1/annotate", files={"text": (None, text)}),
        client.post("/v1/annotate", content=line, headers=whole),
        client.post("/v1/facts", content=text, headers={"Content-Type": "text/plain"}),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.json()["documents"][0]["text"] == text
        assert answer.json()["documents"][0]["ents"] == []
        assert answer.json()["failures"] == []
    lines = client.post("/v1/annotate", content=f'{line}\n{{"text": "12"}}\n', headers=LINES).iter_lines()
    assert [json.loads(line)["text"] for line in lines] == [text, "12"]


def test_other_encodings_of_plain_text(client: httpx.Client) -> None:
    text = "Арман Сейітов Көкбұлақта 12 үй салды."
    for encoding in ("utf-8", "utf-16", "kz1048"):
        answer = client.post(
            "/v1/annotate", content=text.encode(encoding), headers={"Content-Type": f"text/plain; charset={encoding}"}
        )
        assert answer.json()["documents"][0]["text"] == text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("labels=PERSON,CITY", "no label CITY; it has"),
        ("labels=", "names no label; the model has PERSON, LOC, QUANTITY"),
        ("labels=,%20,", "names no label"),
        ("min_score=2", "min_score"),
        ("min_score=nan", "min_score"),
        ("min_score=", "min_score"),
        ("min_score=0.5", "gives no scores"),
        ("nested=maybe", "nested"),
        ("lables=PERSON", "no parameter lables"),
        ("labels=PERSON&labels=ORG", "labels is given twice"),
        ("encoding=klingon", "no encoding of text"),
        ("encoding=rot13", "no encoding of text"),
        ("encoding=utf-8%00", "no encoding of text"),
    ],
)
def test_bad_parameters(client: httpx.Client, query: str, said: str) -> None:
    assert said in problem(client.post(f"/v1/annotate?{query}", json={"text": "12"}), 422)


def test_labels(client: httpx.Client) -> None:
    answer = client.post("/v1/annotate?labels=QUANTITY", json={"text": "Арман Сейітов 12"})
    assert [ent["label"] for ent in answer.json()["documents"][0]["ents"]] == ["QUANTITY"]


def test_addresses_and_methods(client: httpx.Client) -> None:
    problem(client.get("/v1/<script>"), 404)
    problem(client.get("/v1/annotate"), 405)


# --- limits


def chunks(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b"a" * 1000


def test_a_body_that_is_too_long(client: httpx.Client) -> None:
    assert "200,000 bytes" in problem(client.post("/v1/annotate", content=b"a" * 300_000, headers=JSON), 413)
    assert "200,000 bytes" in problem(client.post("/v1/annotate", content=chunks(300), headers=JSON), 413)
    assert "200,000 bytes" in problem(client.post("/predict", content=chunks(300), headers=JSON), 413)


def test_an_endless_body_is_not_read_to_its_end(client: httpx.Client) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for chunk in chunks(10_000_000):
            sent += 1
            yield chunk

    problem(client.post("/v1/annotate", content=endless(), headers=JSON), 413)
    assert sent < 10_000_000


def test_a_text_that_is_too_long(client: httpx.Client) -> None:
    text = "12 " * MOST_CHARACTERS
    assert "--max-characters" in problem(client.post("/v1/annotate", json={"text": text}), 413)
    found = client.post("/v1/annotate", json={"documents": [{"id": 1, "text": text}, {"id": 2, "text": "12"}]}).json()
    assert [failure["id"] for failure in found["failures"]] == [1]
    assert [record["id"] for record in found["documents"]] == [2]


def test_too_many_documents(with_settings: Callable[..., httpx.Client]) -> None:
    client = with_settings(max_documents=2)
    documents = [{"text": "12"}] * 3
    assert "application/x-ndjson" in problem(client.post("/v1/annotate", json={"documents": documents}), 413)
    lines = b'{"text": "12"}\n' * 3
    assert client.post("/v1/annotate", content=lines, headers=LINES).content.count(b"\n") == 3
    problem(client.post("/v1/annotate", content=lines, headers={**LINES, "Accept": "application/json"}), 413)


def test_a_stream_that_is_too_long_says_so_in_its_last_line(with_settings: Callable[..., httpx.Client]) -> None:
    client = with_settings(max_stream=200_000)
    line = b'{"text": "12", "meta": "' + b"a" * 4000 + b'"}\n'
    with client.stream("POST", "/v1/annotate", content=(line for _ in range(10_000)), headers=LINES) as answer:
        found = cut_short(answer)
    *records, last = found.splitlines()
    assert len(records) == 200_000 // len(line)
    assert all("ents" in json.loads(record) for record in records)
    assert (json.loads(last)["status"], json.loads(last)["line"]) == (413, len(records) + 1)


def test_a_line_that_is_too_long_is_a_failure(client: httpx.Client) -> None:
    long = b'{"text": "' + b"a" * 300_000 + b'"}'
    body = b'{"text": "12"}\n' + long + b'\n\n{"text": "12"}\n' + long + b"\n" + long
    lines = [json.loads(line) for line in client.post("/v1/annotate", content=body, headers=LINES).iter_lines()]
    too_long = "the line is longer than 200,000 bytes"
    assert [line.get("error") for line in lines] == [None, too_long, None, too_long, too_long]
    assert [line["line"] for line in lines if "error" in line] == [2, 5, 6]


def test_the_lines_of_many_streams_share_the_memory(with_settings: Callable[..., httpx.Client]) -> None:
    """Each waits until there is room for its next line; alone a few of them would be beyond the limit."""
    client = with_settings(max_body=60_000, max_memory=60_000)
    line = json.dumps({"text": "12", "meta": "b" * 40_000}).encode() + b"\n\n"
    with ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(client.post, "/v1/annotate", content=line * 5, headers=LINES) for _ in range(4)]
        for answer in answers:
            records = [json.loads(record) for record in answer.result().iter_lines()]
            assert [len(record["meta"]) for record in records] == [40_000] * 5
    # All of it was given back.
    body = json.dumps({"text": "12", "meta": "b" * 58_000})
    assert client.post("/v1/annotate", content=body, headers=JSON).status_code == 200


def test_bodies_together_have_a_limit(with_settings: Callable[..., httpx.Client], tmp_path: Path) -> None:
    client = with_settings(max_body=50_000, max_memory=60_000)
    with ThreadPoolExecutor(1) as threads:
        with slow_text(tmp_path) as text:
            body = json.dumps({"text": text, "meta": "b" * 40_000})
            first = threads.submit(client.post, "/v1/annotate", content=body, headers=JSON)
            wait_for_requests(client, 1)
            assert "together" in problem(client.post("/v1/annotate", content=body, headers=JSON), 429)
        assert first.result().status_code == 200
    # What the first one held is free again.
    assert client.post("/v1/annotate", content=body, headers=JSON).status_code == 200


def test_requests_under_way_have_a_limit_and_one_slow_text_holds_nobody_up(
    with_settings: Callable[..., httpx.Client], tmp_path: Path
) -> None:
    client = with_settings(max_requests=2)
    with ThreadPoolExecutor(2) as threads:
        with slow_text(tmp_path) as text:
            first = threads.submit(client.post, "/v1/annotate", json={"text": text})
            wait_for_requests(client, 1)
            # The other process works on.
            assert client.post("/v1/annotate", json={"text": "12"}).status_code == 200
            second = threads.submit(client.post, "/v1/annotate", json={"text": text})
            wait_for_requests(client, 2)
            refused = client.post("/v1/annotate", json={"text": "12"})
            assert "2 requests are under way" in problem(refused, 429)
            assert refused.headers["retry-after"] == "1"
            assert client.get("/v1/health").status_code == 200
        assert [answer.result().status_code for answer in (first, second)] == [200, 200]


def test_a_request_that_takes_too_long(with_settings: Callable[..., httpx.Client], tmp_path: Path) -> None:
    client = with_settings(request_timeout=0.5)
    with slow_text(tmp_path) as text:
        assert "took longer than 0.5 s" in problem(client.post("/v1/annotate", json={"text": text}), 504)


def test_a_process_that_dies_costs_its_request_only(client: httpx.Client) -> None:
    documents = [{"id": 1, "text": "12"}, {"id": 2, "text": DIES}, {"id": 3, "text": "12"}]
    found = client.post("/v1/annotate", json={"documents": documents}).json()
    assert [record["id"] for record in found["documents"]] == [1, 3]
    assert [(failure["id"], failure["error"][:34]) for failure in found["failures"]] == [
        (2, "the process that worked on it died")
    ]
    assert "died" in problem(client.post("/v1/annotate", json={"text": DIES}), 500)


def test_a_body_that_stops_coming(with_settings: Callable[..., httpx.Client]) -> None:
    import socket

    address = with_settings(request_timeout=0.5).base_url
    with socket.create_connection((address.host, address.port)) as connection:
        connection.sendall(
            b"POST /v1/annotate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Content-Length: 9\r\n\r\n{"
        )
        answer = connection.makefile("rb").read()
    # Either limit may be the first to act.
    assert answer.startswith((b"HTTP/1.1 408", b"HTTP/1.1 504"))


# --- uploads


def upload(name: str, content: bytes) -> Any:
    return ("file", (name, content, "application/octet-stream"))


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_uploads(client: httpx.Client) -> None:
    files = [
        upload("../../etc/а.txt", "12 үй".encode()),
        upload("rows.csv", "id,text\n1,12 үй\n2,Арман Сейітов\n".encode()),
        upload("news.zip", zipped({"in/b.txt": b"12"})),
        upload("old.doc", b"12"),
        upload("empty.txt", b""),
    ]
    found = client.post("/v1/annotate", files=files).json()
    assert [record["id"] for record in found["documents"]] == ["а.txt", "rows.csv:2", "rows.csv:3", "news.zip/in/b.txt"]
    assert found["documents"][1]["meta"]["source"] == "rows.csv"
    errors = {failure["id"]: failure["error"] for failure in found["failures"]}
    assert errors["old.doc"].startswith(".doc is not read; save it as .docx")
    assert errors["empty.txt"] == "the file is empty"


def test_a_text_in_a_form(client: httpx.Client) -> None:
    found = client.post("/v1/annotate", files={"text": (None, "12 үй")}).json()
    assert found["documents"][0]["ents"][0]["text"] == "12"
    assert "fields called text" in problem(client.post("/v1/annotate", files={"labels": (None, "LOC")}), 422)


def test_a_zip_bomb(client: httpx.Client) -> None:
    inner = zipped({f"{n}.txt": b"a" * (2 << 20) for n in range(3)})
    bomb = zipped({f"{n}.zip": inner for n in range(2)})
    answer = client.post("/v1/annotate", files=[upload("bomb.zip", bomb)])
    assert answer.status_code in (413, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.json()["failures"]) >= 1


def test_what_an_archive_holds_counts_as_what_is_sent(with_settings: Callable[..., httpx.Client]) -> None:
    """Two archives of a few hundred bytes, each within the limit, together beyond it."""
    archive = zipped({f"{n}.txt": b"a " * 2000 for n in range(3)})
    client = with_settings(max_body=18_000, max_memory=18_000)
    found = client.post("/v1/annotate", files=[upload("1.zip", archive), upload("2.zip", archive)]).json()
    assert [record["id"] for record in found["documents"]] == [
        "1.zip/0.txt",
        "1.zip/1.txt",
        "1.zip/2.txt",
        "2.zip/0.txt",
    ]
    [failure] = found["failures"]
    assert failure["id"] == "2.zip"
    assert "--max-body" in failure["error"]


def test_an_id_that_is_no_number_of_json_is_left_out(client: httpx.Client) -> None:
    answer = client.post(
        "/v1/annotate", content=b'{"documents": [{"id": 1e999, "text": 5}, {"text": "12"}]}', headers=JSON
    )
    [failure] = json.loads(answer.content, parse_constant=float.fromhex)["failures"]
    assert failure["id"] is None
    assert b"Infinity" not in answer.content


def test_blank_lines_are_none(client: httpx.Client) -> None:
    """A body of them is not split: each line would take memory."""
    body = b"\n" * 90_000 + b' {"text": "12"}\r\n \t\n{"text": 5}\n' + b"\n" * 90_000
    found = client.post("/v1/annotate", content=body, headers={**LINES, "Accept": "application/json"}).json()
    assert len(found["documents"]) == 1
    assert [failure["line"] for failure in found["failures"]] == [90_003]


def test_a_missing_extra_says_what_to_install(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from atau.serve import reading

    found = reading._failure(
        reading.Failure("a.pdf", None, 'needs pypdfium2, which is not installed; pip install "atau[documents]"'), "", ""
    )
    assert found.status == 501
