import pytest

from procedures.search import spelling


@pytest.fixture(autouse=True)
def words_of_no_other_test():
    """Known words are remembered by their newest number, and each test begins its numbers anew."""
    spelling._vocabulary.cache_clear()
    spelling._likely.cache_clear()
