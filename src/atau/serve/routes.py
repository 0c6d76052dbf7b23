"""The addresses below /v1."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response

from atau.documents.decoding import known_encoding
from atau.serve import openapi
from atau.serve.answering import check_any, document_json, each_of, result_line
from atau.serve.body import within
from atau.serve.inputs import NDJSON, Item, media_type
from atau.serve.lines import Lines
from atau.serve.problems import Problem
from atau.serve.responses import LinesResponse
from atau.serve.safe_json import safe_json
from atau.serve.service import Service, service_of
from atau.serve.tasks import Options, TextResult, Want

router = APIRouter()
_OF_FILES = frozenset({"text_field", "encoding"})
_KNOWN = frozenset({"labels", "min_score", "nested", "explain", "facts", *_OF_FILES})


def options_of(
    request: Request,
    labels: Annotated[str | None, Query(description="Only the mentions of these labels: PERSON,ORG.")] = None,
    min_score: Annotated[float | None, Query(ge=0, le=1, description="Only mentions of at least this score.")] = None,
    nested: Annotated[bool, Query(description="Write the mentions inside of others.")] = True,
    explain: Annotated[bool, Query(description="Say why each mention was found.")] = False,
    facts: Annotated[bool, Query(description="Also write the facts of each document.")] = False,
    text_field: Annotated[str, Query(description="Of uploaded tables and JSON: the field with the text.")] = "text",
    encoding: Annotated[str, Query(description="Of uploaded text files.")] = "auto",
) -> Options:
    """The options of a request. Raises Problem for one that is unknown, or that the model cannot satisfy."""
    given = [name for name, _ in request.query_params.multi_items()]
    unknown = sorted(set(given) - _KNOWN)
    if unknown:
        raise Problem(422, f"there is no parameter {', '.join(unknown)}; there are {', '.join(sorted(_KNOWN))}")
    if len(set(given)) < len(given):
        twice = next(name for name in given if given.count(name) > 1)
        raise Problem(422, f"the parameter {twice} is given twice; several labels are written labels=PERSON,ORG")
    try:
        known_encoding(encoding)
    except LookupError:
        raise Problem(
            422, "encoding: there is no encoding of text of this name; utf-8 is one, auto detects it"
        ) from None
    service = service_of(request)
    service.check_ready()
    names = None if labels is None else tuple(name for part in labels.split(",") if (name := part.strip()))
    service.check_options(names, min_score)
    return Options(names, min_score, nested, explain, facts)


Chosen = Annotated[Options, Depends(options_of)]


@router.post("/v1/annotate", openapi_extra=openapi.ANNOTATE)
async def annotate(request: Request, options: Chosen) -> Response:
    """Find the named entities of one text, or of many documents."""
    service = service_of(request)
    kind = media_type(request)
    if _wants_lines(request, kind):
        return await _lines(service, request, kind, options)
    results = await within(_results(service, request, kind, options, "record"), service.settings.request_timeout)
    return Response(document_json(service.named_model, results), media_type="application/json")


@router.post("/v1/facts", openapi_extra=openapi.FACTS)
async def facts(request: Request, options: Chosen) -> Response:
    """Facts of each document; people, organisations and places joined over all of them."""
    from atau.serve.tasks import JoinTask

    service = service_of(request)
    kind = media_type(request)

    async def answer() -> bytes:
        results = await _results(service, request, kind, options, "facts")
        found = [result.found for result in results if result.found is not None]
        return document_json(service.named_model, results, await service.answers.run(JoinTask(found)))

    return Response(await within(answer(), service.settings.request_timeout), media_type="application/json")


async def _results(service: Service, request: Request, kind: str, options: Options, want: Want) -> list[TextResult]:
    """The results of a request that is answered as a whole. Raises Problem where nothing was annotated."""
    body, items = await service.inputs.whole(request, kind, options, want)
    results = await body.unless_gone(service.answers.whole(items))
    check_any(results)
    return results


def _wants_lines(request: Request, kind: str) -> bool:
    """Whether the answer is to be line by line: as the header Accept says, else as the body is."""
    accepted = [part.partition(";")[0].strip().lower() for part in request.headers.get("accept", "").split(",")]
    if any(name in accepted for name in NDJSON):
        return True
    return kind in NDJSON and "application/json" not in accepted


async def _lines(service: Service, request: Request, kind: str, options: Options) -> Response:
    idle = service.settings.request_timeout
    if kind in NDJSON:
        lines = service.inputs.lines(request)
        return LinesResponse(_stream(service, lines, options), lines.fill())
    body, items = await within(service.inputs.whole(request, kind, options, "record"), idle)
    return LinesResponse(_written(service, each_of(items)), body.gone())


async def _stream(service: Service, lines: Lines, options: Options) -> AsyncGenerator[bytes, None]:
    try:
        async with aclosing(_written(service, service.inputs.tasks(lines, options, "record"))) as written:
            async for line in written:
                yield line
                lines.answered()
        if lines.problem is not None:
            lines.problem.fields["line"] = lines.number + 1
            raise lines.problem
    finally:
        lines.close()


async def _written(service: Service, items: AsyncIterator[Item]) -> AsyncGenerator[bytes, None]:
    async with aclosing(service.answers.results(items)) as results:
        async for result in results:
            yield result_line(result)


@router.get("/v1/models", openapi_extra=openapi.MODELS)
async def models(request: Request) -> Response:
    """The model that annotates: name, version, labels, licence, and what was measured of it."""
    service = service_of(request)
    model = service.model
    about: dict[str, Any] = {
        "name": model["name"],
        "version": model["version"],
        "kind": model["kind"],
        "labels": service.labels,
        "pipeline": model["pipeline"],
        "licence": model["licence"],
        "scores": model["scores"],
        "scores_per_label": model["scores_per_type"],
        "measured": model["measured"],
        "training": model["training"],
        "sources": model["sources"],
    }
    return Response(safe_json({"models": [about]}), media_type="application/json")


@router.get("/v1/health", openapi_extra=openapi.HEALTH)
async def health(request: Request) -> Response:
    """Whether the service can answer: 200, else 503."""
    service = service_of(request)
    status = service.status
    content = {"status": status, "workers": service.pool.ready, "under_way": service.state.under_way}
    return Response(safe_json(content), 200 if status == "ready" else 503, media_type="application/json")


@router.get("/v1/metrics", openapi_extra=openapi.METRICS)
async def metrics(request: Request) -> Response:
    """What Prometheus reads."""
    return Response(service_of(request).metrics.exposition(), headers={"Content-Type": CONTENT_TYPE_LATEST})
