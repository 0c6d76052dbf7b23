"""The application: its parts, and the addresses under which they answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

from atau import loading
from atau.about import describe_model
from atau.annotate.worker_process import Worker
from atau.serve import label_studio, openapi, page_routes, routes
from atau.serve.answering import Answers
from atau.serve.guard import Guard
from atau.serve.inputs import Inputs
from atau.serve.metrics import Metrics
from atau.serve.pool import Pool
from atau.serve.problems import Problem, failed
from atau.serve.reading import make_reader
from atau.serve.recorder import Recorder
from atau.serve.service import Service
from atau.serve.settings import Settings
from atau.serve.state import Budget, State
from atau.serve.work import BATCH, HEAVIEST, PATIENCE, make_annotator, weight


def create_service(settings: Settings, make: Any = None) -> Service:
    """The parts of the service; no process is started yet.

    make: gives the worker that annotates, in place of that of the model of `settings`; a module-level function or a
    partial of one. Raises ModelError where there is no such model.
    """
    about = describe_model(loading.find_model(settings.model))
    annotator: partial[Worker] | Any = make or partial(
        make_annotator, settings.model, settings.max_characters, settings.worker_memory
    )
    pool = Pool(
        annotator,
        processes=settings.workers,
        timeout=settings.text_timeout,
        recycle_after=settings.recycle_after,
        patience=max(PATIENCE, settings.text_timeout / 10),
        batch=BATCH,
        heaviest=HEAVIEST,
        weigh=weight,
    )
    readers = Pool(
        partial(make_reader, settings.worker_memory, settings.max_body, settings.max_documents),
        processes=settings.readers,
        timeout=settings.text_timeout,
    )
    state = State(memory=Budget(settings.max_memory), disk=Budget(settings.max_disk))
    metrics = Metrics()
    metrics.watch("workers", pool)
    metrics.watch("readers", readers)
    inputs = Inputs(settings, readers, state)
    return Service(
        settings=settings,
        model=about,
        pool=pool,
        readers=readers,
        metrics=metrics,
        state=state,
        inputs=inputs,
        answers=Answers(pool, settings.workers, metrics, inputs),
    )


def create_app(service: Service) -> ASGIApp:
    """The ASGI application of a service; its lifespan starts and ends the processes."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        service.start()
        try:
            yield
        finally:
            service.close()

    app = FastAPI(
        title="atau", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False
    )
    app.state.service = service
    app.include_router(routes.router)
    app.include_router(label_studio.router)
    app.include_router(page_routes.router)
    openapi.add(app)
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _bad_parameters)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(Exception, _failed)
    settings = service.settings
    wrapped: ASGIApp = Guard(app, settings, service.state, service.metrics)
    if settings.cors_origins:
        wrapped = CORSMiddleware(
            wrapped, allow_origins=settings.cors_origins, allow_methods=("GET", "POST"),
            allow_headers=("Authorization", "Content-Type"), expose_headers=("X-Request-Id",),
        )  # fmt: skip
    return Recorder(wrapped, service.metrics, settings.request_timeout, is_cross_origin=bool(settings.cors_origins))


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _failed(request: Request, error: Exception) -> Response:
    return failed(error).response()


async def _bad_parameters(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = "; ".join(f"{item['loc'][-1]}: {item['msg']}" for item in error.errors())
    return Problem(422, f"bad parameters: {found}").response()


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    details = {404: "there is nothing under this address", 405: "the address does not answer this method"}
    headers = dict(error.headers or {})
    return Problem(error.status_code, details.get(error.status_code, "refused"), headers=headers).response()
