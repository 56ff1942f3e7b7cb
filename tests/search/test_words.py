"""Words as they are compared."""

import sys
from concurrent.futures import ThreadPoolExecutor

from procedures.search.words import stem

STARTS = ("inject", "ablat", "operat", "irritat", "stimulat")
ENDINGS = ("ion", "ions", "ing", "ed", "or", "ional", "ive", "iveness")
WORDS = [f"{start}{ending}" for start in STARTS for ending in ENDINGS]


def test_many_who_search_at_once_do_not_mix_up_each_others_words():
    alone = [stem.__wrapped__(word) for word in WORDS]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(stem.__wrapped__, WORDS * 40))
    finally:
        sys.setswitchinterval(usual)
    assert together == alone * 40
