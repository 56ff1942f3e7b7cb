"""A page is set in type once for the same words.

Each time it is asked for, all that it says is read from the database; only if that is not what it
was last time is the page set anew. So an edit of one page does not set all others anew, and nobody
has to know which pages an edit touches.
"""

from functools import wraps
from hashlib import sha256

from django.http import HttpResponse
from django.utils.translation import get_language

MOST = 1000  # pages that a process remembers, of about 20 kB each

_pages = {}


def set_once(words_of):
    """For a view whose page depends on its address and on the words that ``words_of`` gives for
    it, and neither on the clock nor on who asks. Without words the view answers by itself.
    """

    def decorate(view):
        @wraps(view)
        def answer(request, **address):
            if (words := words_of(**address)) is None:
                return view(request, **address)
            said = _mark_of(words)
            mark, page = _pages.get(request.path, (None, b""))
            if mark == said:
                return HttpResponse(page)
            response = view(request, **address)
            if _mark_of(words_of(**address)) == said:  # and not changed while it was set
                _remember(request.path, (said, response.content))
            return response

        return answer

    return decorate


def forget():
    _pages.clear()


def _mark_of(words):
    return sha256(f"{get_language()} {words}".encode()).digest()


def _remember(path, page):
    _pages.pop(path, None)
    _pages[path] = page
    while len(_pages) > MOST:
        _pages.pop(next(iter(_pages)), None)
