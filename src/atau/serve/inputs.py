"""The texts of a request, whatever they come as: JSON, plain text, uploaded files, lines of JSON."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Sequence
from itertools import islice
from pathlib import Path, PurePath
from typing import Any, Final

from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from atau.annotate.records import InputRecord
from atau.documents.formats import FORMATS, REFUSED
from atau.serve.bodies import is_small, lines_of, too_many
from atau.serve.body import Body
from atau.serve.jobs import TaskError
from atau.serve.lines import Lines
from atau.serve.pool import Pool
from atau.serve.problems import Problem
from atau.serve.reading import read
from atau.serve.settings import Settings
from atau.serve.state import State
from atau.serve.tasks import (
    BadBody,
    FileTask,
    Options,
    ReadTask,
    SplitTask,
    StudioTask,
    StudioTexts,
    TextResult,
    TextTask,
    Want,
)

JSON: Final = "application/json"
TEXT: Final = "text/plain"
FORM: Final = "multipart/form-data"
NDJSON: Final = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines")
_TYPES: Final = f"{JSON}, {TEXT}, {FORM} or {NDJSON[0]}"
_COPY: Final = 1 << 20

Item = TextTask | TextResult


def media_type(request: Request) -> str:
    """What the body of a request says it is, without parameters. Raises Problem (415) for what is not read."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(415, "a compressed body is not read; send it as it is", headers={"Accept-Encoding": "identity"})
    found = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if found in (JSON, TEXT, FORM, *NDJSON):
        return found
    raise Problem(
        415, f"the body must be {_TYPES}; a document (PDF, Word, …) is sent as a file in a form ({FORM})",
        headers={"Accept-Post": ", ".join((JSON, TEXT, FORM, NDJSON[0]))},
    )  # fmt: skip


class Inputs:
    """Reads requests. readers: the processes that read documents."""

    def __init__(self, settings: Settings, readers: Pool, state: State) -> None:
        self._settings = settings
        self._state = state
        self._readers = readers

    async def whole(self, request: Request, kind: str, options: Options, want: Want) -> tuple[Body, list[Item]]:
        """The texts of a request that is answered as a whole, and its body, which has been read. Raises Problem."""
        most = self._settings.max_documents
        body = self.body(request)
        if kind == JSON:
            items = await self._json(await body.whole(), options, want)
        elif kind == TEXT:
            encoding = _charset(request.headers)
            items = [TextTask(await body.whole(), "text", options, want, encoding)]
        elif kind == FORM:
            items = await self._form(request, body, options, want)
        else:
            lines = islice(lines_of((await body.whole()).removeprefix(b"\xef\xbb\xbf")), most + 1)
            items = [TextTask(line, "json", options, want, line=number) for number, line in lines]
        if not items:
            raise Problem(422, "the body holds no text")
        if len(items) > most:
            raise Problem(413, too_many(len(items), most))
        return body, items

    def body(self, request: Request) -> Body:
        """The body of a request, to be held in memory. Raises Problem."""
        return Body(request, self._settings.max_body, self._settings.request_timeout, self._state.memory)

    def lines(self, request: Request) -> Lines:
        """The lines of a request that is answered line by line. Raises Problem."""
        settings = self._settings
        body = Body(request, settings.max_stream, settings.request_timeout, self._state.disk)
        return Lines(body, settings.max_body, self._state.memory.share(request.scope), settings.request_timeout)

    async def tasks(self, lines: Lines, options: Options, want: Want) -> AsyncIterator[Item]:
        """A task for each line."""
        async for number, line in lines:
            if line is not None:
                yield TextTask(line, "json", options, want, line=number)
            else:
                limit = self._settings.max_body
                yield TextResult(line=number, problem=f"the line is longer than {limit:,} bytes", status=413)

    async def _json(self, body: bytes, options: Options, want: Want) -> list[Item]:
        split: list[bytes] = await self.read(SplitTask(body, self._settings.max_documents))
        return [TextTask(raw, "json", options, want) for raw in split]

    async def studio(self, request: Request, labels: Sequence[str], *, is_setup: bool) -> tuple[Body, list[Item]]:
        """The texts of a request of Label Studio, as `whole`. labels: of the model."""
        body = self.body(request)
        task = StudioTask(await body.whole(), self._settings.max_documents, labels, is_setup)
        found: StudioTexts = await self.read(task)
        return body, found.items

    async def read(self, task: ReadTask) -> Any:
        """What a body says; a long one is read in another process. Raises Problem."""
        try:
            found = read(task) if is_small(task.body) else await asyncio.wrap_future(self._readers.submit(task))
        except TaskError as error:
            raise Problem(error.status, str(error)) from None
        if isinstance(found, BadBody):
            raise Problem(found.status, found.problem)
        return found

    # --- forms

    async def _form(self, request: Request, body: Body, options: Options, want: Want) -> list[Item]:
        most = self._settings.max_documents
        parser = _FormParser(
            request.headers, body.chunks(), max_files=most, max_fields=most, max_part_size=self._settings.max_body
        )
        try:
            form = await parser.parse()
        except MultiPartException as error:
            raise Problem(400, f"a bad form: {error.message}") from None
        if not parser.is_complete:
            await form.close()
            raise Problem(400, "a bad form: it is cut short, the last boundary is missing")
        try:
            return [item async for item in self._of_form(request, form, body, options, want)]
        finally:
            await form.close()

    async def _of_form(
        self, request: Request, form: FormData, body: Body, options: Options, want: Want
    ) -> AsyncIterator[Item]:
        characters = 0
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                for found in await self._of_file(request, value, self._settings.max_body - characters):
                    if isinstance(found, InputRecord):
                        # An archive of a megabyte may hold a thousand: what is read of it counts as what is sent.
                        characters += len(found.text)
                        body.grow_to(characters)
                    yield TextTask(found, "record", options, want) if isinstance(found, InputRecord) else found
            elif name == "text":
                yield TextTask(value.encode("utf-8"), "text", options, want, "utf-8")
            else:
                raise Problem(422, "a form holds files, or fields called text; options are parameters of the address")

    async def _of_file(self, request: Request, upload: UploadFile, most: int) -> list[InputRecord | TextResult]:
        name = called(upload.filename or "")
        # Nothing of the name but a known ending is used.
        suffix = PurePath(name).suffix.lower()
        with tempfile.TemporaryDirectory(prefix="atau-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / f"upload{suffix if suffix in FORMATS or suffix in REFUSED else ''}"
            await asyncio.to_thread(_copy, upload, path)
            task = FileTask(
                str(path), name, most, request.query_params.get("text_field", "text"),
                request.query_params.get("encoding", "auto"),
            )  # fmt: skip
            try:
                found: list[InputRecord | TextResult] = await asyncio.wrap_future(self._readers.submit(task))
            except TaskError as error:
                return [TextResult(name, problem=str(error), status=error.status)]
            return found


class _FormParser(MultiPartParser):
    """Notices the last boundary: of a form that is cut short the last part would be missing in silence.

    Neither is a field taken for Latin-1 that is in another encoding than the form says.
    """

    is_complete = False

    def on_part_end(self) -> None:
        if self._current_part.file is None:
            try:
                self._current_part.data.decode(self._charset)
            except (UnicodeDecodeError, LookupError):
                raise MultiPartException("a field is not UTF-8; send a text in another encoding as a file") from None
        super().on_part_end()

    def on_end(self) -> None:
        self.is_complete = True


def called(name: str) -> str:
    """The name of an uploaded file as records bear it: without folders and what a terminal may obey.

    >>> called("C:\\\\Users\\\\a\\\\жаңалық.pdf"), called("../../b.txt")
    ('жаңалық.pdf', 'b.txt')
    """
    last = PurePath(name.replace("\\", "/")).name
    return "".join(char for char in last if char.isprintable()) or "file"


def _copy(upload: UploadFile, path: Path) -> None:
    with path.open("wb") as stream:
        shutil.copyfileobj(upload.file, stream, _COPY)


def _charset(headers: Headers) -> str:
    """The encoding that the header Content-Type states, else auto. Raises Problem for one that does not exist."""
    from atau.documents.decoding import known_encoding

    _, _, rest = headers.get("content-type", "").partition(";")
    for part in rest.split(";"):
        key, _, value = part.strip().partition("=")
        if key.lower() == "charset" and value:
            try:
                known_encoding(value.strip('"'))
            except LookupError:
                raise Problem(415, "there is no encoding of the name in charset; send UTF-8") from None
            return value.strip('"').lower()
    return "auto"
