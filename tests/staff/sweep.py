"""Every address behind the staff's door, found and not listed: the patterns, and what pages offer.

A new page is swept as soon as it has an address: by its pattern, and by the links and forms that
lead to it from pages that the owner sees.
"""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.apps import apps
from django.contrib.messages import get_messages
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

DOOR = "/admin/"
TOMORROW = str(date.today() + timedelta(days=1))
TYPED = {"date": TOMORROW, "time": "10:00", "number": "30", "datetime-local": f"{TOMORROW}T10:00"}
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>(.*?)\)")


def routes():
    """Of every pattern behind the door, as it is written."""
    [door] = [each for each in get_resolver().url_patterns if str(each.pattern) == DOOR[1:]]
    return list(_below(door.url_patterns, DOOR))


def _below(patterns, start):
    for each in patterns:
        route = start + str(each.pattern).replace("^", "").replace("$", "")
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from _below(each.url_patterns, route)


def paths(keys, words):
    """Every route, its parameters filled with the keys of its model, or with each of the words."""
    found = []
    for route in routes():
        parameters = list(PARAMETER.finditer(route))
        fitting = [_fitting(each, route, keys, words) for each in parameters]
        for values in _each_with_the_first_of_others(fitting):
            filled = iter(values)
            found.append(PARAMETER.sub(lambda _parameter: str(next(filled)), route))  # noqa: B023
    return found


def _each_with_the_first_of_others(fitting):
    firsts = [values[0] for values in fitting]
    yield firsts
    for place, values in enumerate(fitting):
        yield from ([*firsts[:place], value, *firsts[place + 1 :]] for value in values[1:])


def _fitting(parameter, route, keys, words):
    kind, name, _named, choice = parameter.groups()
    if choice:
        return choice.split("|") if re.fullmatch(r"[\w|]+", choice) else ["nothing-here"]
    is_first = parameter.start() == PARAMETER.search(route).start()
    own = (is_first and keys.get(model_at(route))) or keys.get(name)
    return own or (keys["any"] if kind == "int" else words)


def model_at(path):
    parts = path.removeprefix(DOOR).split("/")
    return len(parts) > 1 and apps.all_models.get(parts[0], {}).get(parts[1])


class Page(HTMLParser):
    """What somebody could press on a page: (method, path, fields) of each link and form."""

    def __init__(self, html, path, searched=""):
        super().__init__()
        self.path, self.searched = path, searched
        self.links, self.forms, self.form, self.select = set(), [], None, None
        self.feed(html)

    def presses(self):
        links = {("get", *_apart(urljoin(self.path, link))) for link in self.links}
        every = links | {press for form in self.forms for press in self._presses_of(form)}
        return {press for press in every if press[1].startswith(DOOR)}

    def _presses_of(self, form):
        method = form["attrs"].get("method", "get").lower()
        action = form["attrs"].get("action") or self.path
        for button in form["buttons"] or [{}]:
            path, given = _apart(urljoin(self.path, button.get("formaction") or action))
            own = {button["name"]: button.get("value", "")} if "name" in button else {}
            for chosen in _choices(form["selects"], each_option=method == "get"):
                fields = form["fields"] | chosen | own
                query = () if method == "get" else given
                yield method, path, tuple(sorted({**dict(query), **fields}.items()))

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.add(attrs.get("href", ""))
        elif tag == "form":
            self.form = {"attrs": attrs, "fields": {}, "selects": {}, "buttons": []}
            self.forms.append(self.form)
        elif self.form and tag == "option" and self.select:
            options = self.form["selects"][self.select]
            options.insert(0 if "selected" in attrs else len(options), attrs.get("value", ""))
        elif self.form and tag in ("input", "button", "select", "textarea"):
            self._handle_control(tag, attrs)

    def _handle_control(self, tag, attrs):
        name, kind, fields = attrs.get("name"), attrs.get("type", "text"), self.form["fields"]
        if tag == "button" or kind in ("submit", "button"):
            self.form["buttons"].append(attrs)
        elif tag == "select" and name:
            self.select = name
            self.form["selects"][name] = []
        elif tag == "textarea" and name:
            fields[name] = "words"
        elif kind in ("checkbox", "radio"):
            if "checked" in attrs or kind == "radio":
                fields.setdefault(name, attrs.get("value", "on"))
        elif name and name != "csrfmiddlewaretoken":
            fields[name] = self._typed(kind, attrs)

    def _typed(self, kind, attrs):
        if kind == "search":
            return self.searched
        required = "words" if "required" in attrs else ""
        return attrs.get("value") or TYPED.get(kind, required)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None


def _choices(selects, each_option):
    """The form with what is chosen or could be; a filter once more with each of its options."""
    usual = {name: next(filter(None, options), "") for name, options in selects.items()}
    yield usual
    if each_option:
        blank = dict.fromkeys(selects, "")
        for name, options in selects.items():
            yield from (blank | {name: option} for option in options)


def _apart(address):
    parts = urlsplit(address)
    return parts.path if not parts.netloc else "", tuple(sorted(parse_qsl(parts.query)))


def said_by(client, press, been):
    """(status, all that was said); a place to which answers lead is opened only once."""
    method, path, fields = press
    if method == "get":
        response = client.get(f"{path}?{urlencode(fields)}" if fields else path)
    else:
        response = client.post(path, dict(fields))
    status, words = response.status_code, _words(response)
    place = response.headers.get("Location", "")
    if place.startswith(DOOR) and not place.startswith(f"{DOOR}login/") and place not in been:
        been.add(place)
        words += _words(client.get(place, follow=True))
    return status, words


def _words(response):
    body = b"".join(response) if response.streaming else response.content
    left = [str(message) for message in get_messages(response.wsgi_request)]
    return f"{response.headers} {left} {body.decode()}"
