"""An office in the plural before several people: `Қаржы және Экономика министрлері А. Басаров пен В. Омар`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from atau.facts.joined import joins
from atau.facts.view import FactDoc, Named

_PLURAL: Final = re.compile(r".{2,}[лдт][ае]р[ыі]?$")
_MOST: Final = 30


def people_of(view: FactDoc, office: Named) -> Sequence[Named]:
    """The two or more people in a row behind an office in the plural; none for any other."""
    if not _PLURAL.match(view.norms[office.end - 1]):
        return ()
    found: list[Named] = []
    end = office.end
    for named in view.flat[office.index + 1 : office.index + 1 + _MOST]:
        gap = view.gap(end, named.start)
        if named.label != "PERSON" or not (joins(gap) if found else gap in ((), (":",))):
            break
        found.append(named)
        end = named.end
    return found if len(found) > 1 else ()


def coordinated(view: FactDoc, last: Named) -> Sequence[Named]:
    """The names that end in `last`, in a row: `Атырау және Ақтөбе облыстарының`."""
    found = [last]
    while found[0].index and found[0].holder is None:
        before = view.flat[found[0].index - 1]
        if before.label != last.label or not joins(view.gap(before.end, found[0].start)):
            break
        found.insert(0, before)
    return found


def respective(names: Sequence[Named], people: Sequence[Named], person: Named) -> Named | None:
    """The name that is of `person`: the only one, or of as many as there are people that in their place."""
    if len(names) == 1:
        return names[0]
    if len(names) != len(people):
        return None
    return next((name for name, holder in zip(names, people, strict=True) if holder is person), None)
