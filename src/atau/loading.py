"""Finding and loading a pipeline: the rules, an installed model package or a model directory.

Nothing here goes to the network. spaCy is imported on the first use, so that
``import atau`` and ``atau --help`` stay quick.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata, resources, util
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from atau.models import DEFAULT_MODEL, LARGE_MODEL, LARGE_NEEDS, SIZES, install_hint, install_line

if TYPE_CHECKING:
    from spacy.language import Language

    from atau.tables import Given

RULES: Final = "rules"


def no_model_note() -> str:
    """What a user without the model is told, with the line that installs it."""
    return (
        f"the model package {DEFAULT_MODEL} is not installed, so only the rules are used. Ask for {RULES!r} by name to "
        f"silence this note, or install it: {install_line()}"
    )


def _again(source: ModelSource) -> str:
    """How to get a damaged model in good order."""
    if source.kind == "package":
        return f"reinstall it: {install_line(source.name)}"
    return "train it again, or copy it again."


class ModelError(OSError):
    """A model that does not exist, is not a spaCy model, or was made for other versions."""


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Where a pipeline is loaded from.

    `kind` is "rules", "package", "directory" or "config"; `path` the directory of the model or
    the configuration file; `meta` the content of its meta.json (empty for a configuration).
    """

    name: str
    kind: str
    path: Path
    meta: Mapping[str, Any]


def load(name: str | Path | None = None, *, extra: Mapping[str, Given] | None = None) -> Language:
    """A spaCy pipeline.

    `name` is ``"rules"`` (the pipeline of rules alone), ``"md"`` or ``"lg"`` (the model packages of atau), the name
    of an installed model package, the directory of a model or a configuration file. Without a name it is the best that
    is installed of lg, md and rules; where it is the rules, a warning says so. ``nlp.meta["name"]`` tells which it is.

    `extra` adds rows to the word tables of its components: table name to rows, or to the path of
    a file. A row is a list of cells, or the first cell alone. They are stored with the pipeline.

    Raises ModelError where there is no such model or where it needs other versions, TableError
    where the rows do not fit their table.

        atau.load("rules", extra={"org_names": ["Алтын Дән"], "offices": [["бас сыншы", "full"]]})
    """
    if name is None:
        name = default_name()
        if name == RULES:
            warnings.warn(no_model_note(), stacklevel=2)
    nlp = load_source(find_model(name))
    if extra:
        from atau.components.common.rule_component import add_rows

        add_rows(nlp, extra)
    return nlp


def default_name() -> str:
    """The best model package that is installed and can run, else ``"rules"``."""
    for name in SIZES.values():
        if _is_installed(name):
            if name != LARGE_MODEL or util.find_spec(LARGE_NEEDS) is not None:
                return name
            warnings.warn(f"{name} is installed, but not what it needs: pip install 'atau[lg]'", stacklevel=3)
    return RULES


def find_model(name: str | Path) -> ModelSource:
    """Where the model `name` is, its versions checked; nothing of it is loaded yet.

    A plain name is looked for among the packages first (as spaCy does), then as a path.
    Raises ModelError.
    """
    if name == RULES:
        return ModelSource(RULES, "rules", rules_config(), {})
    if isinstance(name, str) and not Path(name).exists():
        name = SIZES.get(name, name)
    if isinstance(name, str) and name.isidentifier() and _is_installed(name):
        return _checked(ModelSource(name, "package", _package_path(name), {}))
    path = Path(name)
    if path.is_dir():
        return _checked(ModelSource(str(name), "directory", path, {}))
    if path.is_file() and path.suffix == ".cfg":
        return ModelSource(str(name), "config", path, {})
    if path.exists():
        raise ModelError(f"{path} is a file; a model is a directory with config.cfg and meta.json")
    raise ModelError(
        f"there is no model {str(name)!r}. It can be {RULES!r} (the rules, always available), an "
        f"installed model package (here: {', '.join(installed_models()) or 'none'}) or the path "
        f"of a model directory. {install_hint(str(name))}"
    )


def load_source(source: ModelSource) -> Language:
    """The pipeline at `source`. Raises ModelError where it is damaged or spaCy cannot assemble it."""
    from spacy.util import load_config, load_model, load_model_from_config

    if source.kind in ("rules", "config"):
        try:
            return load_model_from_config(load_config(source.path), auto_fill=True)
        except Exception as error:  # a config that refers to itself or to nothing raises what its readers happen to
            raise ModelError(f"the model {source.name!r} cannot be loaded: {_one_line(error)}") from error
    _check_files(source)
    try:
        return load_model(source.name if source.kind == "package" else source.path)
    except ImportError as error:
        raise ModelError(f"the model {source.name!r} cannot be loaded: {_one_line(error)}") from error
    # What a damaged file does to the many readers in spaCy and its components is beyond listing.
    except Exception as error:
        raise ModelError(
            f"the model {source.name!r} cannot be loaded: {_one_line(error)}. If it worked before, "
            f"{source.path} is damaged or was made with other versions: {_again(source)}"
        ) from error


def _one_line(error: Exception) -> str:
    """The message of `error`; those of spaCy about a config run over many lines."""
    return " ".join(str(error).split()) or type(error).__name__


def _check_files(source: ModelSource) -> None:
    from atau.checksums import damages

    folder = source.path
    if source.kind == "package":
        # In a package the model stands in a folder of its own, with the version in its name.
        folder = next((path.parent for path in sorted(source.path.glob("*/config.cfg"))), folder)
    found = damages(folder)
    if found:
        more = f" (and {len(found) - 3} more)" if len(found) > 3 else ""
        raise ModelError(
            f"the model {source.name!r} in {folder} is damaged: {'; '.join(found[:3])}{more}. {_again(source)}"
        )


def rules_config() -> Path:
    """The configuration of the rules, a file of this package."""
    return Path(str(resources.files("atau") / "data" / "rules.cfg"))


def installed_models() -> list[str]:
    """The names of the model packages that are installed, sorted."""
    return sorted({entry.name for entry in metadata.entry_points(group="spacy_models")})


def _is_installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _package_path(name: str) -> Path:
    from spacy.util import get_package_path

    try:
        return Path(get_package_path(name))
    except ImportError as error:
        raise ModelError(f"the package {name} cannot be imported: {error}") from error


def _checked(source: ModelSource) -> ModelSource:
    """`source` with its meta.json, after a look at the versions that it asks for."""
    if source.kind == "directory" and not (source.path / "config.cfg").is_file():
        best = source.path / "model-best"
        hint = f" Perhaps {best}?" if best.is_dir() else ""
        raise ModelError(f"{source.path} is not a spaCy model: it has no config.cfg.{hint}")
    path = source.path / "meta.json"
    try:
        meta = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path} cannot be read, so this is not a spaCy model: {error}") from error
    if not isinstance(meta, dict):
        raise ModelError(f"{path} does not hold a JSON object, so this is not a spaCy model")
    checked = ModelSource(source.name, source.kind, source.path, meta)
    _check_versions(checked)
    return checked


def _check_versions(source: ModelSource) -> None:
    from packaging.requirements import InvalidRequirement, Requirement

    from atau import __version__

    requirements = [f"spacy{source.meta.get('spacy_version') or ''}"]
    requirements += [f"atau{source.meta.get('atau_version') or ''}"]
    requirements += source.meta.get("requirements") or []
    for text in requirements:
        try:
            wanted = Requirement(str(text))
        except InvalidRequirement:
            continue
        if wanted.name == "atau":
            version = __version__
        elif wanted.name == "spacy":
            version = metadata.version("spacy")
        else:
            continue
        if not wanted.specifier.contains(version, prereleases=True):
            label = source.meta.get("name", source.name)
            raise ModelError(
                f"the model {source.name!r} ({label} {source.meta.get('version', '?')}) needs "
                f"{wanted.name}{wanted.specifier}, but {wanted.name} {version} is installed. "
                f'Install what it needs (pip install "{wanted.name}{wanted.specifier}"), or '
                f"install a build of the model for this version: {install_line(source.name)}"
            )
