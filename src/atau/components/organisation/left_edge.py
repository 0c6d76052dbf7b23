"""Where the name of an organisation begins: a scan leftwards from its head.

In Kazakh all of a name stands before its head, so the scan goes over words that fit inside a name, and the name begins
at the last capital, place, number or quotation that it reaches. `LeftEdge` lists the rules in order; the first that
applies to a word decides. The state they work on, and which word leads to which, is in left_scan.py.
"""

from __future__ import annotations

from typing import Final

from atau.components.organisation.left_owner import OwnerRules
from atau.components.organisation.left_parts import PartRules
from atau.components.organisation.left_purpose import PurposeRules
from atau.components.organisation.left_quotation import QuotationRules
from atau.components.organisation.left_scan import Cursor, LeftScanState, StepRule, first_step
from atau.components.organisation.left_words import WordRules
from atau.components.organisation.lexicon import Head, OrgLexicon
from atau.components.organisation.named_after import NamedAfter
from atau.components.organisation.view import DocView

_MAX_NAME: Final = 34


class LeftEdge:
    """Finds the first token of a name, word by word."""

    def __init__(self, lexicon: OrgLexicon, named_after: NamedAfter) -> None:
        parts = PartRules(lexicon, named_after)
        purpose = PurposeRules(lexicon)
        quotations = QuotationRules(lexicon)
        words = WordRules(lexicon)
        owner = OwnerRules(lexicon)
        self.rules: tuple[StepRule, ...] = (
            # Parts that are more than words.
            parts.named_after,
            quotations.quotation,
            quotations.naming,
            words.punctuation,
            parts.number,
            parts.place,
            parts.person,
            owner.parent,
            parts.legal_form,
            parts.short_place,
            # The field of work before жөніндегі.
            purpose.before_purpose,
            purpose.purpose,
            owner.beside,
            # After a capital, a place or a legal form only more capitals and the owner may stand.
            owner.after_name,
            # Words of the name.
            words.unfit,
            words.all_caps,
            words.capital,
            words.lower_case,
        )

    def find(self, view: DocView, i: int, head: Head) -> LeftScanState:
        """The name whose head is token `i`, as far as it goes to the left."""
        state = LeftScanState(i, head)
        j = i
        while j > 0 and i - j < _MAX_NAME and j not in view.starts:
            k = view.before(j)
            if k < 0:
                break
            word = view.tokens[k]
            step = first_step(self.rules, Cursor(view, k, word, word.norm, j, i, state))
            if step is None:
                break
            j, state = step
        return state
