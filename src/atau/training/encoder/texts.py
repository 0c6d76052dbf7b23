"""Marked text as the tagger learns it: tokens and tags, and text of other guidelines beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.attrs import ENT_IOB
from spacy.language import Language

from atau.components.crf.scheme import Scheme
from atau.corpus.kaznerd import KazNerdSentence, read_kaznerd
from atau.corpus.kaznerd_iob2 import looks_like_iob2
from atau.corpus.near_duplicates import iter_unlike
from atau.training.encoder.batches import IGNORED
from atau.training.encoder.finetune import Tagged
from atau.training.errors import SettingError
from atau.training.folds import GoldText, make_example, read_texts
from atau.training.settings import Say


class Tagging:
    """Gives texts the tokens of a pipeline for Kazakh, what its components say, and tags; the labels are of `texts`.

    nlp: by default one that divides texts into sentences.
    """

    def __init__(self, texts: Sequence[GoldText], nlp: Language | None = None) -> None:
        self.scheme = Scheme(sorted({mark.label for text in texts for mark in text.marks}))
        if nlp is None:
            nlp = spacy.blank("kk")
            nlp.add_pipe("kk_sentences")
        self._nlp = nlp

    def __call__(self, text: GoldText) -> Tagged:
        """The text with its tags; mentions of labels that `texts` had none of are left out."""
        example = make_example(self._nlp, text)
        # A sentence of KazNERD is a text of its own, and no component of its pipeline divides it.
        doc = example.predicted
        if not isinstance(text, KazNerdSentence):
            for _, pipe in self._nlp.pipeline:
                doc = pipe(doc)
        reference = example.reference
        known = [(ent.start, ent.end, ent.label_) for ent in reference.ents if ent.label_ in self.scheme.labels]
        tags = self.scheme.encode(known, len(reference))
        tags[reference.to_array(ENT_IOB) == 0] = IGNORED
        return Tagged(doc, tags.tolist())


def read_auxiliary(paths: Iterable[Path], others: Iterable[GoldText], say: Say) -> list[GoldText]:
    """Marked text, and IOB2 files with the types of KazNERD, but for near-duplicates of `others`.

    What an encoder says of a text that its fold left out is honest only where it has not read that text elsewhere.
    Raises SettingError where nothing is left.
    """
    texts: list[GoldText] = []
    for path in paths:
        iob2 = path.is_file() and looks_like_iob2(path)
        texts += read_kaznerd(path, labels="all") if iob2 else read_texts(path)
    unlike = set(iter_unlike((text.text for text in texts), (text.text for text in others)))
    kept = [text for text in texts if text.text in unlike]
    if len(kept) < len(texts):
        say(f"left out {len(texts) - len(kept):,} of {len(texts):,} auxiliary texts, near-duplicates of marked text")
    if texts and not any(text.marks for text in kept):
        raise SettingError("no auxiliary text with marks is left that is not among the marked text")
    return kept
