"""Which rows hold which stems: the one place where the two databases differ.

Each has the same two questions answered: ``rows`` and ``frequencies``. Stems are letters and
digits only, and stand in quotes all the same.
"""

from django.db import connections, router

from procedures.models import SearchEntry

NAMES, ANYWHERE = "names", "anywhere"
MOST_COUNTED = 2_000  # rows: PostgreSQL counts them one by one


def rows(stems, where, most, beginning=""):
    """Keys of the rows with any of the stems, best first; ``beginning`` is the start of one
    more word.
    """
    if not stems and not beginning:
        return []
    connection = of_readers()
    search = {"sqlite": _sqlite_rows, "postgresql": _postgres_rows}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(*search(stems, where, most, beginning))
        return [key for (key,) in cursor.fetchall()]


def frequencies(stems):
    """In how many rows each stem stands, of those that stand in any."""
    if not stems:
        return {}
    connection = of_readers()
    count = {"sqlite": _sqlite_counts, "postgresql": _postgres_counts}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(*count(sorted(stems)))
        return {stem: number for stem, number in cursor.fetchall() if number}


def of_readers():
    return connections[router.db_for_read(SearchEntry)]


# ---- SQLite: a full-text table beside the rows, kept by triggers ----


def _sqlite_rows(stems, where, most, beginning):
    wanted = [f'"{stem}"' for stem in stems] + ([f'"{beginning}"*'] if beginning else [])
    query = " OR ".join(wanted)
    if where == NAMES:
        query = f"{{names headings}} : ({query})"
    return (
        "SELECT rowid FROM procedures_searchtext WHERE procedures_searchtext MATCH %s "
        "ORDER BY bm25(procedures_searchtext, 8, 3, 1), rowid LIMIT %s",
        [query, most],
    )


def _sqlite_counts(stems):
    marks = ", ".join(["%s"] * len(stems))
    question = f"SELECT term, doc FROM procedures_searchterms WHERE term IN ({marks})"  # nosec # B608
    return question, stems


# ---- PostgreSQL: a generated column of the rows ----


def _postgres_rows(stems, where, most, beginning):
    mark = "AB" if where == NAMES else ""
    wanted = [f"'{stem}'" + (f":{mark}" if mark else "") for stem in stems]
    wanted += [f"'{beginning}':*{mark}"] if beginning else []
    return (
        "SELECT id FROM procedures_searchentry, to_tsquery('simple', %s) query "
        "WHERE vector @@ query ORDER BY ts_rank('{0, 0.12, 0.4, 1}', vector, query) DESC, id "
        "LIMIT %s",
        [" | ".join(wanted), most],
    )


def _postgres_counts(stems):
    one = (
        "SELECT %s, (SELECT count(*) FROM (SELECT FROM procedures_searchentry "
        "WHERE vector @@ to_tsquery('simple', %s) LIMIT %s) AS found)"
    )
    asked = [value for stem in stems for value in (stem, f"'{stem}'", MOST_COUNTED)]
    return " UNION ALL ".join([one] * len(stems)), asked
