import re
from pathlib import Path

STYLES = Path(__file__).resolve().parents[2] / "static" / "css"
SHEETS = {str(path.relative_to(STYLES)): path.read_text() for path in STYLES.rglob("*.css")}
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", re.IGNORECASE)


def test_every_custom_property_in_use_is_defined():
    text = "\n".join(SHEETS.values())
    used = set(re.findall(r"var\((--[\w-]+)", text))
    defined = set(re.findall(r"(--[\w-]+):", text))
    assert used and used - defined == set()


def test_colours_are_written_only_among_the_tokens():
    wrong = {name: COLOUR.findall(text) for name, text in SHEETS.items() if name != "tokens.css"}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_light_and_dark_define_the_same_shadowed_names():
    light, dark = SHEETS["tokens.css"].split("@media", 1)
    names = [set(re.findall(r"(--[\w-]+):", part)) for part in (light, dark)]
    assert names[1] - names[0] == set()


def test_every_sheet_is_joined_into_the_one_that_pages_load():
    joined = set(re.findall(r'@import "([^"]+)"', SHEETS["site.css"]))
    assert joined == set(SHEETS) - {"site.css"}


def test_nothing_is_forced_and_nobody_is_kept_from_zooming():
    text = "\n".join(SHEETS.values())
    assert "!important" not in text
    assert not re.search(r"^\s*#[\w-]+\s*[{,]", text, re.MULTILINE)
    assert "user-scalable" not in text


def test_collecting_puts_the_parts_in_place(tmp_path, settings):
    from django.contrib.staticfiles.storage import StaticFilesStorage

    from clinic_site.storage import StaticStorage

    storage = StaticStorage(location=tmp_path, base_url="/static/")
    source = StaticFilesStorage(location=STYLES.parent, base_url="/static/")
    paths = {f"css/{name}": (source, f"css/{name}") for name in SHEETS}
    for name in paths:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(SHEETS[name.removeprefix("css/")])
    list(storage.post_process(paths))
    joined = (tmp_path / storage.stored_name("css/site.css")).read_text()
    assert "@import" not in joined
    assert "@layer tokens {" in joined and "@media print {" in joined
    assert joined.index("--paper") < joined.index(".btn {")
