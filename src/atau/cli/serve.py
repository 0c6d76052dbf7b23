"""`atau serve`: options and help; the work is in `atau.serve`."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from atau.cli.options import MaybeModel, MaybePath, MaybeTexts, fail, say
from atau.cli.sizes import number_of_bytes

TOKEN = "ATAU_TOKEN"
_NEEDED = ("fastapi", "prometheus_client", "python_multipart", "uvicorn")
_LIMITS = "Limits"
_ACCESS = "Access"


def _size(name: str, text: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        name, metavar="SIZE", help=text, rich_help_panel=_LIMITS, callback=_checked
    )
    return option


def _checked(given: str) -> str:
    number_of_bytes(given)
    return given


def _number(name: str, text: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, min=1, help=text, rich_help_panel=_LIMITS)
    return option


def _seconds(name: str, text: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, metavar="SECONDS", help=text, rich_help_panel=_LIMITS)
    return option


def serve(
    model: MaybeModel = None,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on. By default only programs of this machine can ask.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="0: any that is free.")] = 8000,
    workers: Annotated[
        int, typer.Option("--workers", min=0, help="Processes that annotate. 0: one for each CPU, from 2 to 8.")
    ] = 0,
    readers: Annotated[int, typer.Option("--readers", min=1, help="Processes that read uploaded documents.")] = 1,
    token_file: Annotated[
        MaybePath,
        typer.Option(
            "--token-file",
            help=f"File with the token that requests must bear. Without it, that of the variable {TOKEN}, if set.",
            rich_help_panel=_ACCESS,
        ),
    ] = None,
    allowed_hosts: Annotated[
        MaybeTexts,
        typer.Option(
            "--allowed-host",
            metavar="NAME",
            help="A further name of the service; can be given several times.",
            rich_help_panel=_ACCESS,
        ),
    ] = None,
    cors_origins: Annotated[
        MaybeTexts,
        typer.Option(
            "--cors-origin",
            metavar="ORIGIN",
            help="A web site whose pages may use the service: https://example.org.",
            rich_help_panel=_ACCESS,
        ),
    ] = None,
    max_body: Annotated[
        str, _size("--max-body", "The most that a request may hold: text, files, all together.")
    ] = "32M",
    max_stream: Annotated[str, _size("--max-stream", "The most that a request of NDJSON may hold.")] = "1G",
    max_header: Annotated[str, _size("--max-header", "The most that the header of a request may hold.")] = "16K",
    max_characters: Annotated[int, _number("--max-characters", "The most characters of a text.")] = 1_000_000,
    max_documents: Annotated[
        int, _number("--max-documents", "The most documents of a request that is not NDJSON.")
    ] = 1000,
    max_requests: Annotated[
        int, _number("--max-requests", "The most requests under way at a time; others are answered 429.")
    ] = 128,
    max_memory: Annotated[
        str, _size("--max-memory", "The most that all requests under way may hold; others are answered 429.")
    ] = "256M",
    max_disk: Annotated[str, _size("--max-disk", "The same for those of NDJSON, which wait on disk.")] = "4G",
    text_timeout: Annotated[
        float, _seconds("--text-timeout", "Stop the work on a text, or the reading of a file, that takes longer.")
    ] = 60.0,
    request_timeout: Annotated[
        float, _seconds("--request-timeout", "Stop a request that takes longer; of NDJSON, one that stands still.")
    ] = 300.0,
    header_timeout: Annotated[
        float, _seconds("--header-timeout", "Close a connection on which no whole header comes.")
    ] = 20.0,
    shutdown_timeout: Annotated[
        float, _seconds("--shutdown-timeout", "When told to stop, end what is under way within this time.")
    ] = 30.0,
    worker_memory: Annotated[str, _size("--worker-memory", "Address space of each process; 0: no limit.")] = "4G",
    recycle_after: Annotated[int, _number("--recycle-after", "Replace a process after so many texts.")] = 20_000,
) -> None:
    """Serve annotation and facts over HTTP, with a page to try them and an ML backend for Label Studio.

    The answers are described at /openapi.json. SIGTERM and Ctrl-C end the service in good order.
    """
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        fail(f'the service needs {", ".join(missing)}; install it: pip install "atau[web]"')
    from atau import loading
    from atau.serve.server import CannotListen
    from atau.serve.server import serve as run
    from atau.serve.settings import Settings, SettingsError, default_workers

    name = model or loading.default_name()
    if model is None and name == loading.RULES:
        say(f"note: {loading.no_model_note()}")
    try:
        settings = Settings(
            model=name, host=host, port=port, workers=workers or default_workers(), readers=readers,
            token=_token(token_file), hosts=tuple(allowed_hosts or ()), cors_origins=tuple(cors_origins or ()),
            max_body=number_of_bytes(max_body), max_stream=number_of_bytes(max_stream),
            max_header=number_of_bytes(max_header), max_characters=max_characters, max_documents=max_documents,
            max_requests=max_requests, max_memory=number_of_bytes(max_memory), max_disk=number_of_bytes(max_disk),
            text_timeout=text_timeout, request_timeout=request_timeout,
            header_timeout=header_timeout, shutdown_timeout=shutdown_timeout,
            worker_memory=number_of_bytes(worker_memory), recycle_after=recycle_after,
        )  # fmt: skip
        if not settings.is_loopback and settings.token is None:
            say(
                f"warning: other machines can use the service without a token; set {TOKEN} or --token-file, or let a "
                "proxy in front of it ask who they are"
            )
        if sys.stderr.isatty():
            shown = f"[{host}]" if ":" in host else host
            say(f"open http://{shown}:{port}/ in a browser when the log says listening; Ctrl-C ends it")
        code = run(settings)
    except (SettingsError, loading.ModelError, CannotListen) as error:
        fail(error)
    raise typer.Exit(code)


def _token(path: Path | None) -> str | None:
    """The token of the file, else that of the environment; None without any."""
    if path is None:
        return os.environ.get(TOKEN, "").strip() or None
    try:
        token = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        fail(f"--token-file {path}: cannot be read: {error}")
    if not token:
        fail(f"--token-file {path}: the file is empty")
    return token
