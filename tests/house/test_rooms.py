"""Which room may import which: the house plan's arrows as a table."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# a room, and the rooms it may import; the longest name that fits a module is its room
MAY_IMPORT = {
    "procedures.models": set(),
    "procedures": {"procedures.models", "procedures.search"},
    "procedures.search": {"procedures.models"},
    "procedures.admin": {
        "procedures",
        "procedures.models",
        "procedures.importing",
        "procedures.search",
    },
    "procedures.importing": {"procedures.models", "procedures.search"},
    "procedures.sample": {"procedures.models", "procedures.search"},
    "procedures.views": {"procedures", "procedures.models", "procedures.search"},
    "procedures.booking": {"procedures.models", "procedures"},
    "procedures.desk": {"procedures", "procedures.models", "procedures.booking"},
    "procedures.management": {
        "procedures",
        "procedures.models",
        "procedures.importing",
        "procedures.sample",
        "procedures.search",
    },
    "procedures.urls": {"procedures", "procedures.views"},
    "clinic_site": {
        "procedures",
        "procedures.models",
        "procedures.views",
        "procedures.booking",
        "procedures.desk",
    },
}


def room_of(module):
    rooms = [room for room in MAY_IMPORT if f"{module}.".startswith(f"{room}.")]
    return max(rooms, key=len, default=None)


def imports_of(path, module):
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) + 1 - node.level])
            source = ".".join(filter(None, (base if node.level else "", node.module)))
            yield from (f"{source}.{alias.name}" for alias in node.names)


def modules():
    for folder in ("procedures", "clinic_site"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield path, ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_room_imports_a_room_above_it():
    wrong = []
    for path, module in modules():
        room = room_of(module)
        for name in imports_of(path, module):
            other = room_of(name)
            if other and other != room and other not in MAY_IMPORT[room]:
                wrong.append(f"{module} imports {name}")
    assert wrong == []


def test_every_module_has_a_room_and_the_walk_sees_imports():
    seen = [name for path, module in modules() for name in imports_of(path, module)]
    assert all(room_of(module) for _path, module in modules())
    assert "procedures.models.Procedure" in seen


def test_nothing_outside_the_tests_imports_the_tests():
    for path, module in modules():
        assert not any(name.startswith("tests") for name in imports_of(path, module)), module


def test_commands_are_thin_doors_that_nobody_imports():
    for path, module in modules():
        ours = [name for name in imports_of(path, module) if room_of(name)]
        assert not any(".management." in name for name in ours), module
