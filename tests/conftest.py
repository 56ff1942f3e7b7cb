import pytest

WAITS = {"test_bench.py", "test_crash.py", "test_start.py"}  # for other processes


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Long files first: a worker takes them whole, and none is left alone with one at the end."""
    items.sort(key=lambda item: not (item.path.name in WAITS or item.get_closest_marker("browser")))
