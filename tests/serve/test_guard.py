"""Who may ask: tokens, hosts, origins; what every answer bears."""

from __future__ import annotations

import base64
from collections.abc import Callable

import httpx
import pytest

pytest.importorskip("fastapi", reason="needs atau[web]")

from atau.serve.settings import Settings, SettingsError

TOKEN = "0123456789abcdef"


def ask(client: httpx.Client, **headers: str) -> httpx.Response:
    return client.post("/v1/annotate", json={"text": "12"}, headers=headers)


def test_a_token(with_settings: Callable[..., httpx.Client]) -> None:
    client = with_settings(token=TOKEN)
    basic = base64.b64encode(f"any:{TOKEN}".encode()).decode()
    for header in (f"Bearer {TOKEN}", f"bearer  {TOKEN}", f"Basic {basic}"):
        assert ask(client, Authorization=header).status_code == 200
    for header in ("", "Bearer", f"Bearer {TOKEN}x", f"Bearer {TOKEN[1:]}", "Basic !", f"Token {TOKEN}"):
        refused = ask(client, Authorization=header)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Bearer")
    assert client.get("/v1/models", headers=[(b"Authorization", b"Bearer \xe9")]).status_code == 401
    for path in ("/v1/models", "/v1/metrics", "/openapi.json", "/versions"):
        assert client.get(path).status_code == 401
    for path in ("/v1/health", "/health", "/", "/page/main.js"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("127.0.0.1:80", 200), ("[::1]:8000", 200), ("LOCALHOST", 200), ("evil.example", 421),
     ("", 421), ("localhost.evil.example", 421), ("[", 421)],
)  # fmt: skip
def test_hosts(client: httpx.Client, host: str, status: int) -> None:
    assert ask(client, Host=host).status_code == status


def test_further_hosts(with_settings: Callable[..., httpx.Client]) -> None:
    client = with_settings(hosts=("news.example.org",))
    assert ask(client, Host="news.example.org").status_code == 200
    assert ask(client, Host="evil.example").status_code == 421


def test_origins(client: httpx.Client, with_settings: Callable[..., httpx.Client]) -> None:
    own = str(client.base_url).rstrip("/")
    assert ask(client, Origin=own).status_code == 200
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1", "http://[", "http://[::1", "", "localhost"):
        assert ask(client, Origin=origin).status_code == 403
    assert "access-control-allow-origin" not in ask(client, Origin=own).headers
    other = with_settings(cors_origins=("https://news.example.org",), token=TOKEN)
    answer = ask(other, Origin="https://news.example.org", Authorization=f"Bearer {TOKEN}")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "https://news.example.org"
    before = other.options(
        "/v1/annotate", headers={"Origin": "https://news.example.org", "Access-Control-Request-Method": "POST"}
    )
    assert before.status_code == 200
    assert ask(other, Origin="https://evil.example", Authorization=f"Bearer {TOKEN}").status_code == 403


def test_headers_of_every_answer(client: httpx.Client) -> None:
    for answer in (ask(client), client.get("/v1/none"), ask(client, Host="evil.example"), client.get("/")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert len(answer.headers["x-request-id"]) == 16


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"token": "short"}, "at least 16"),
        ({"token": "қ" * 20}, "ASCII"),
        ({"workers": 0}, "--workers must be at least 1"),
        ({"text_timeout": 0.0}, "--text-timeout must be"),
        ({"port": 70000}, "--port"),
        ({"max_memory": 1}, "--max-memory"),
        ({"worker_memory": 1}, "--worker-memory"),
        ({"max_header": 1}, "--max-header"),
        ({"cors_origins": ("news.example.org",)}, "--cors-origin must be"),
        ({"cors_origins": ("https://news.example.org/",)}, "--cors-origin must be"),
        ({"cors_origins": ("https://a.example:8443", "http://[::1]:5173", "*")}, r"not '\*'"),
    ],
)
def test_bad_settings(options: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Settings(model="rules", **options)  # type: ignore[arg-type]


def test_only_the_loopback_interface_has_names_by_itself() -> None:
    assert Settings(model="rules").allowed_hosts == {"localhost", "127.0.0.1", "::1"}
    assert Settings(model="rules", host="0.0.0.0").allowed_hosts is None
    assert Settings(model="rules", host="0.0.0.0", hosts=("A.example",)).allowed_hosts == {"0.0.0.0", "a.example"}
