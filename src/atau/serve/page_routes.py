"""The web page at / and its files below /page/."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from atau.serve.page import POLICY, page_files
from atau.serve.problems import Problem

router = APIRouter(include_in_schema=False)
# A browser asks again each time, and mostly hears that nothing has changed.
_HEADERS: Final = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}


@router.api_route("/", methods=["GET", "HEAD"])
@router.api_route("/page/{name:path}", methods=["GET", "HEAD"])
async def page(request: Request) -> Response:
    """A file of the page. Raises Problem (404) for one that there is not."""
    found = page_files().get(request.url.path)
    if found is None:
        raise Problem(404, "there is nothing under this address")
    headers = {**_HEADERS, "ETag": f'"{found.sha256}"'}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(found.content, headers={**headers, "Content-Type": found.media_type})
