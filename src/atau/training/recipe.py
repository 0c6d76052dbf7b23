"""How the folds of a cross-validation are trained: as ``spacy train`` trains with the same config.

The folds train the CRF alone, on texts that the components before it have annotated once. A config that asks for
more than that is refused, with the setting named, because its folds would say nothing about the model that
``spacy train`` makes of it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from spacy.language import Language
from spacy.training import Example
from spacy.util import registry
from thinc.api import Config, Optimizer

from atau.corpus.examples import ExampleAugmenter
from atau.training.errors import SettingError

CHAIN: Final = "kk_crf"
_WARMUP_LINEAR: Final = "warmup_linear.v1"
# Settings that change what is learned and that the folds do not follow: the only value they accept, and why.
_FIXED: Final[Mapping[str, tuple[Any, str]]] = {
    "training.accumulate_gradient": (1, "every batch is one step"),
    "training.patience": (0, "a fold has no development texts to stop early by"),
    "training.max_steps": (0, "a fold has fewer texts, so its training is measured in epochs"),
    "training.frozen_components": ([], "the CRF is always trained"),
    "training.before_update": (None, "there is no pipeline to call it with"),
    "training.optimizer.use_averages": (False, "the last weights are used, not their averages"),
    "initialize.vectors": (None, "folds start without pretrained weights"),
    "initialize.init_tok2vec": (None, "folds start without pretrained weights"),
    "initialize.before_init": (None, "folds initialize the CRF alone"),
    "initialize.after_init": (None, "folds initialize the CRF alone"),
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a CRF is trained.

    epochs: passes over the data. dropout: of a dense network in the CRF. seed: of the order of the texts and of such
    a network. batcher, optimizer: blocks of the config; a linear warm-up keeps its proportion to the number of steps,
    whatever the amount of data. augmenter: the block that all the training texts are augmented with, None for none.
    profiles: the table of label profiles that every fold trains with, None for none.
    """

    epochs: int
    dropout: float
    seed: int
    batcher: Mapping[str, Any]
    optimizer: Mapping[str, Any]
    augmenter: Mapping[str, Any] | None = None
    profiles: str | None = None

    def batches(self, examples: Sequence[Example]) -> list[list[Example]]:
        """The batches of all epochs, in order; every epoch has an order of its own."""
        shuffle = random.Random(self.seed)
        order = list(examples)
        batcher = registry.resolve({"batcher": dict(self.batcher)})["batcher"]
        batches: list[list[Example]] = []
        for _ in range(self.epochs):
            shuffle.shuffle(order)
            batches += map(list, batcher(order))
        return batches

    def new_optimizer(self, steps: int) -> Optimizer:
        """An optimizer for a training of `steps` steps."""
        block = dict(self.optimizer)
        rate = block.get("learn_rate")
        if isinstance(rate, Mapping):
            warmup = round(steps * rate["warmup_steps"] / rate["total_steps"])
            block["learn_rate"] = {**rate, "warmup_steps": warmup, "total_steps": steps}
        optimizer = registry.resolve({"optimizer": block})["optimizer"]
        assert isinstance(optimizer, Optimizer)
        return optimizer

    def new_augmenter(self) -> ExampleAugmenter | None:
        """The augmenter at the start of its random numbers, so that every fold gets the same changes."""
        if self.augmenter is None:
            return None
        augmenter: ExampleAugmenter = registry.resolve({"augmenter": dict(self.augmenter)})["augmenter"]
        return augmenter


def read_recipe(config: Config) -> Recipe:
    """The recipe of a training config.

    Settings that `config` leaves out have spaCy's defaults. Raises SettingError, which names every setting that the
    folds cannot follow.
    """
    full = Config(Language.default_config).merge(config).interpolate()
    refused = [f"{name} {why}" for name, why in _refused(full)]
    if refused:
        raise SettingError("cross-validation cannot follow this config: " + "; ".join(refused))
    training = full["training"]
    return Recipe(
        epochs=training["max_epochs"],
        dropout=float(training["dropout"]),
        seed=training["seed"] or 0,
        batcher=training["batcher"],
        optimizer=training["optimizer"],
        augmenter=next(_augmenters(_value(full, training["train_corpus"])), None),
        profiles=full["initialize"]["components"].get(CHAIN, {}).get("profiles"),
    )


def _refused(config: Config) -> Iterator[tuple[str, str]]:
    """(setting, what is wrong with it) of an interpolated config."""
    pipeline = config["nlp"]["pipeline"]
    if CHAIN not in pipeline:
        yield "nlp.pipeline", f"has no {CHAIN} to train"
        return
    yield from _refused_components(config, pipeline)
    for name, (only, why) in _FIXED.items():
        value = _value(config, name)
        if value != only:
            yield name, f"is {value!r} instead of {only!r} ({why})"
    for name, value in config["initialize"]["components"].get(CHAIN, {}).items():
        if value is not None and name != "profiles":
            yield f"initialize.components.{CHAIN}.{name}", "is set, and a fold must not see what all texts gave"
    training = config["training"]
    if training["max_epochs"] < 1:
        yield "training.max_epochs", f"is {training['max_epochs']}; folds need a fixed number of epochs"
    if not isinstance(training["dropout"], float | int):
        yield "training.dropout", "is not a number"
    yield from _refused_rate(training["optimizer"])
    yield from _refused_corpus(config, training["train_corpus"])


def _refused_components(config: Config, pipeline: Sequence[str]) -> Iterator[tuple[str, str]]:
    components = config["components"]
    trained = [name for name in pipeline if name != CHAIN and _is_trained(components.get(name, {}))]
    if trained:
        yield "nlp.pipeline", f"trains {', '.join(trained)} too (folds train {CHAIN} alone)"
    tok2vec = (components[CHAIN].get("model") or {}).get("tok2vec") or {}
    if "Listener" in str(tok2vec.get("@architectures")):
        yield f"components.{CHAIN}.model.tok2vec", "listens to another component (folds train the CRF alone)"
    before = pipeline[: pipeline.index(CHAIN)]
    annotating = config["training"]["annotating_components"]
    silent = [name for name in before if name not in trained and name not in annotating]
    if silent:
        yield "training.annotating_components", f"lacks {', '.join(silent)}, whose annotations the folds train on"


def _is_trained(block: Mapping[str, Any]) -> bool:
    """Whether a component, given its block of the config, has weights of its own."""
    factory = str(block.get("factory"))
    default = Language.get_factory_meta(factory).default_config if Language.has_factory(factory) else None
    return "source" in block or "model" in block or "model" in (default or {})


def _refused_rate(optimizer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    rate = optimizer.get("learn_rate")
    if not isinstance(rate, Mapping):
        return
    name = "training.optimizer.learn_rate"
    schedule = str(rate.get("@schedules"))
    if schedule != _WARMUP_LINEAR:
        yield name, f"is {schedule}; folds follow a number or {_WARMUP_LINEAR}"
    elif not 0 <= rate["warmup_steps"] <= rate["total_steps"] or not rate["total_steps"]:
        yield name, f"warms up over {rate['warmup_steps']} of {rate['total_steps']} steps"


def _refused_corpus(config: Config, train_corpus: str) -> Iterator[tuple[str, str]]:
    """Changes of the training texts that depend on the reader; the folds read theirs from the command line."""
    corpus = _value(config, train_corpus)
    for path, block in _blocks(train_corpus, corpus):
        if block.get("max_length"):
            yield f"{path}.max_length", "is set (folds train on whole texts)"
    augmenters = list(_augmenters(corpus))
    if any(other != augmenters[0] for other in augmenters):
        yield f"{train_corpus}.*.augmenter", "differs between readers (folds augment all texts alike)"


def _augmenters(corpus: Any) -> Iterator[Mapping[str, Any] | None]:
    """The augmenter of each reader of a corpus, None where it has none. A mix has readers, and is none itself."""
    for path, block in _blocks("", corpus):
        if "@readers" in block and not path.endswith(".augmenter") and "corpora" not in block:
            yield block.get("augmenter") or None


def _blocks(path: str, block: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The block and those inside it, each with its dotted path."""
    if isinstance(block, Mapping):
        yield path, block
        for name, value in block.items():
            yield from _blocks(f"{path}.{name}", value)


def _value(config: Config, path: str) -> Any:
    """The value at a dotted path; None where there is nothing."""
    value: Any = config
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
