"""The ML backend of Label Studio: predictions for its annotators to accept or correct.

Label Studio asks ``GET /health``, tells ``POST /setup`` the labelling configuration of a project, and sends
``POST /predict`` its tasks together with it.
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from atau.serve import openapi
from atau.serve.body import within
from atau.serve.safe_json import safe_json
from atau.serve.service import Service, service_of
from atau.serve.tasks import TextResult

router = APIRouter()
_NAME: Final = "atau"


@router.get("/health", openapi_extra=openapi.LS_HEALTH)
async def health(request: Request) -> Response:
    """UP when texts can be annotated."""
    status = service_of(request).status
    content = {"status": "UP" if status == "ready" else status.upper(), "model_class": _NAME}
    return Response(safe_json(content), 200 if status == "ready" else 503, media_type="application/json")


@router.post("/setup", openapi_extra=openapi.LS_SETUP)
async def setup(request: Request) -> Response:
    """Whether the labelling configuration of a project fits. Nothing is kept: each task comes with it again."""
    service = service_of(request)
    service.check_ready()
    reading = service.inputs.studio(request, service.labels, is_setup=True)
    await within(reading, service.settings.request_timeout)
    return Response(safe_json({"model_version": _version(service)}), media_type="application/json")


@router.get("/versions", openapi_extra=openapi.LS_VERSIONS)
async def versions(request: Request) -> Response:
    """The one version that there is."""
    return Response(safe_json({"versions": [_version(service_of(request))]}), media_type="application/json")


@router.post("/predict", openapi_extra=openapi.LS_PREDICT)
async def predict(request: Request) -> Response:
    """The mentions in the texts of tasks, a prediction for each task; one that fails has an empty one."""
    service = service_of(request)
    service.check_ready()

    async def answer() -> list[TextResult]:
        body, items = await service.inputs.studio(request, service.labels, is_setup=False)
        return await body.unless_gone(service.answers.whole(items))

    results = await within(answer(), service.settings.request_timeout)
    version = safe_json(_version(service))
    predictions = b",".join(_prediction(result, version) for result in results)
    content = b'{"results":[%b],"model_version":%b}' % (predictions, version)
    return Response(content, media_type="application/json")


def _prediction(result: TextResult, version: bytes) -> bytes:
    if result.problem is None:
        return b'%b,"model_version":%b}' % (result.data[:-1], version)
    return b'{"result":[],"score":0.0,"model_version":%b,"error":%b}' % (version, safe_json(result.problem))


def _version(service: Service) -> str:
    return f"{service.model['name']} {service.model['version']}"
