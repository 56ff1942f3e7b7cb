"""Words as they are compared: without accents, capitals and endings.

``everyday.txt`` lists words that mean the same to a patient.
"""

import re
import threading
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import snowballstemmer

MOST_WORDS = 24  # of a search; the rest of a longer text is not looked at
LONGEST_WORD = 40
OTHER_WORD, PHRASE = 0.7, 0.5  # worth beside the word that was typed

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_stemmer, _one_at_a_time = snowballstemmer.stemmer("english"), threading.Lock()


def lines_of(name):
    """The lines of a file beside this one, without what follows a “#”."""
    for line in Path(__file__).with_name(name).read_text().splitlines():
        if line := line.partition("#")[0].strip():
            yield line


STOP = frozenset(" ".join(lines_of("stop.txt")).split())


class Term(NamedTuple):
    """One word of a search: ``stems`` are the ones that may stand for it, with what each is
    worth (its own 1.0, another word for it less); ``word`` is what was typed.
    """

    word: str
    stems: dict


def fold(text):
    """Without accents and capitals."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).lower()


def words_of(text):
    for match in _WORD.finditer(fold(text)):
        word = re.sub(r"['’]s$", "", match[0])
        yield re.sub(r"['’]", "", word)[:LONGEST_WORD]


@lru_cache(maxsize=50_000)
def stem(word):
    with _one_at_a_time:  # it holds the word in itself while it works
        return _stemmer.stemWord(word)


def stems_of(text):
    """The stems of a text in its order, without the words that say nothing."""
    return [stem(word) for word in words_of(text) if word not in STOP]


def words_searched(typed):
    """The words of a search that say something; all of them if none does."""
    words = list(words_of(typed))[:MOST_WORDS]
    return list(dict.fromkeys(word for word in words if word not in STOP)) or words


@cache
def everyday():
    """(single, phrases) of everyday.txt: stem → {stem: worth}, and
    [(stems of a phrase, stems that it means)].
    """
    single, phrases = {}, []
    for line in lines_of("everyday.txt"):
        said, _mark, meant = line.partition(":")
        said = [stems_of(each) for each in said.split(",")]
        meant = stems_of(meant)
        if not meant:  # all of them mean the same
            same = [stems[0] for stems in said]
            for each in same:
                single.setdefault(each, {}).update(dict.fromkeys(set(same) - {each}, OTHER_WORD))
            continue
        for stems in said:
            if len(stems) == 1:
                single.setdefault(stems[0], {}).update(dict.fromkeys(meant, OTHER_WORD))
            else:
                phrases.append((frozenset(stems), meant))
    return single, phrases


def terms(words):
    """A ``Term`` for each word, and one more for what a phrase among them means."""
    single, phrases = everyday()
    found = []
    for word in words:
        own = stem(word)
        found.append(Term(word, single.get(own, {}) | {own: 1.0}))
    typed = {stem(word) for word in words}
    meant = {each for phrase, stems in phrases if phrase <= typed for each in stems}
    return found + [Term("", {each: PHRASE}) for each in sorted(meant - typed)]


@cache
def everyday_words():
    """The words of everyday.txt as they are spelled: right, though on no page."""
    return frozenset(
        word for line in lines_of("everyday.txt") for word in words_of(line) if word not in STOP
    )
