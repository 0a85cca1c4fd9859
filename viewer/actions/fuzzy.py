"""Finding a verb by a few of its letters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from viewer.actions.action import Action

_WHOLE, _RUN, _WORD_START, _EARLY = 30.0, 5.0, 8.0, 0.05
_TEXT, _OTHER = 2.0, 1.0
_IN_ID, _IN_SENTENCE = 60.0, 45.0
"""A word that stands there as typed means more than letters that happen to follow each other in a title."""


def ranked(actions: Iterable[Action], typed: str) -> tuple[Action, ...]:
    """The actions all of whose typed words fit, the best first; all in their order when nothing is typed.

    A word fits where its letters occur in their order, as ``asp`` does in "axial section plane"; runs of
    letters and beginnings of words count more, and what the menu says more than id and sentence.
    """
    words = typed.casefold().split()
    if not words:
        return tuple(actions)
    scores = [
        (sum(scored), action) for action in actions if all(scored := [_score(action, w) for w in words])
    ]
    return tuple(action for _, action in sorted(scores, key=lambda pair: -pair[0]))


def _score(action: Action, word: str) -> float:
    text = _TEXT * fit(word, action.text)
    return max(text, _OTHER * fit(word, action.menu), _sentence(action, word))


def _sentence(action: Action, word: str) -> float:
    """Sentences are long enough for any letters to occur in order: there they have to begin a word."""
    if _begins_a_word(word, action.id):
        return _IN_ID
    if _begins_a_word(word, action.status):
        return _IN_SENTENCE
    return _OTHER if word in f"{action.id} {action.status}".casefold() else 0.0


def _begins_a_word(word: str, text: str) -> bool:
    return len(word) > 2 and re.search(rf"(?<!\w){re.escape(word)}", text.casefold()) is not None


def fit(word: str, text: str) -> float:
    """How well the letters of a word occur in a text in their order, above 0; 0 when they do not.

    Examples
    --------
    >>> fit("sec", "Section") > fit("sec", "Show each") > fit("sec", "ces") == 0.0
    True
    """
    lower, place, run = text.casefold(), -1, 0
    score = _WHOLE if word in lower else 1.0
    for letter in word:
        found = lower.find(letter, place + 1)
        if found < 0:
            return 0.0
        run = run + 1 if found == place + 1 else 0
        starts_word = found == 0 or not lower[found - 1].isalnum()
        score += _RUN * (run > 0) + _WORD_START * starts_word - _EARLY * found
        place = found
    return max(score, 0.01)
