"""scripts/vendor_page.py: outlines are rounded without gaps; a file that is not as it was published is named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from scripts_loaded import script

from atau.facts.page.vendor import FOLDER, vendored_files


def feature(*rings: list[tuple[float, float]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"NAME_1": "x"},
        "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }


def test_neighbours_keep_their_common_border() -> None:
    border = [(70.004, 50.001), (70.0049, 50.0014), (70.126, 51.449)]
    west = [*border, (69.0, 51.0), border[0]]
    east = [*reversed(border), (71.0, 50.5), border[-1]]
    islet = [(60.001, 45.001), (60.002, 45.002), (60.003, 45.001), (60.001, 45.001)]
    given = json.dumps({"type": "FeatureCollection", "features": [feature(west, islet), feature(east)]}).encode()
    one, two = json.loads(script("vendor_page").rounded(given))["features"]
    assert one["properties"] == {}
    # The two points that fall together are one, and the islet of less than a kilometre is none.
    assert one["geometry"]["coordinates"] == [[[[70.0, 50.0], [70.13, 51.45], [69.0, 51.0], [70.0, 50.0]]]]
    assert two["geometry"]["coordinates"][0][0][:2] == [[70.13, 51.45], [70.0, 50.0]]


def test_what_differs_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    module = script("vendor_page")
    contents = {file.name: (FOLDER / file.name).read_bytes() for file in vendored_files()}
    monkeypatch.setattr("sys.argv", ["vendor_page.py"])
    monkeypatch.setattr(module, "fetched", lambda files: contents)
    assert module.main() == 0
    contents["d3.min.js"] += b" "
    assert module.main() == 1
    assert "d3.min.js: d3 7.9.2 has other content" in capsys.readouterr().out
