import pytest
from django.template.base import Template

# they start many processes
LONG = {f"test_{name}.py" for name in ("backup", "bench", "crash", "several_machines", "start")}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Long files first: a worker takes them whole, and none is left alone with one at the end."""
    items.sort(key=lambda item: not (item.path.name in LONG or item.get_closest_marker("browser")))


@pytest.fixture(scope="session", autouse=True)
def only_whole_pages_are_kept(django_test_environment):
    """Django's test client keeps a copy of what each template was given, each of the hundreds of
    boxes of a form among them. Without those the tests of the desk take 7 % less.
    """
    keep = Template._render

    def render(template, context):
        is_whole = context.template is template and "/widgets/" not in (template.name or "")
        return keep(template, context) if is_whole else template.nodelist.render(context)

    Template._render = render
    yield
    Template._render = keep
