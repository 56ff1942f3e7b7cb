"""A first visit on a weak connection, counted as it comes through the wire."""

from urllib.parse import urljoin
from urllib.request import Request, urlopen

import brotli

from tests.browser.walk import in_words

MOST_BYTES = 20_000
MOST_AT_ONCE = 14_000  # page and style: what a server may send before it hears of the browser again
MOST_REQUESTS = 4  # and the icon, which readers fetch when they please

ICONS = "[...document.querySelectorAll('link[rel~=icon]')].map(icon => icon.href)"


def fetched(url):
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip, br"}), timeout=30) as response:
        return response.read(), response.headers


def first_view(page, path):
    """The size of everything that a first visit fetches, by address."""
    sizes, names = {}, {}
    wire = page.context.new_cdp_session(page)
    wire.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]}))
    wire.on(
        "Network.loadingFinished",
        lambda e: sizes.update({names[e["requestId"]]["url"]: e["encodedDataLength"]}),
    )
    wire.send("Network.enable")
    page.goto(path)
    icons = page.evaluate(ICONS)
    wire.detach()
    requests = {url: size for url, size in sizes.items() if url not in icons}
    return requests, {url: len(fetched(url)[0]) for url in icons}


def test_a_first_view_is_light(window, kinds):
    faults = []
    for path in kinds:
        page = window(width=360, height=740)
        requests, icons = first_view(page, path)
        page.context.close()
        assert len(requests) >= 2 and icons, path
        total = sum(requests.values()) + sum(icons.values())
        faults += [f"{path}: {total} bytes"] if total > MOST_BYTES else []
        faults += [f"{path}: {list(requests)}"] if len(requests) > MOST_REQUESTS else []
    assert not faults, in_words(faults)


def test_a_procedure_and_its_style_come_with_the_first_words_of_the_server(window, kinds):
    page = window(width=360, height=740)
    path = next(
        path for path in kinds if path.startswith("/procedures/") and path != "/procedures/"
    )
    requests, _icons = first_view(page, path)
    assert (
        sum(size for url, size in requests.items() if url.endswith(("/", ".css"))) <= MOST_AT_ONCE
    )


def test_pages_and_styles_come_compressed_and_styles_are_kept(site):
    body, headers = fetched(f"{site}/")
    assert headers["Content-Encoding"] == "br"
    html = brotli.decompress(body).decode()
    style = html.split('<link rel="stylesheet" href="')[1].split('"')[0]
    _body, headers = fetched(urljoin(site, style))
    assert headers["Content-Encoding"] in ("br", "gzip")
    assert headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_a_page_that_is_about_to_be_chosen_is_fetched_ahead_and_the_form_is_not(window, site):
    page, fetched = window(width=1280, height=900), []
    wire = page.context.new_cdp_session(page)
    wire.on("Preload.prefetchStatusUpdated", lambda e: fetched.append(e["prefetchUrl"]))
    wire.send("Preload.enable")
    page.goto("/procedures/")
    page.locator("a[href^='/book/']").first.hover()
    page.wait_for_timeout(500)
    link = page.locator(".card__title a").first
    with page.expect_request(lambda request: request.url.endswith(link.get_attribute("href"))):
        link.hover()
    assert set(fetched) == {urljoin(site, link.get_attribute("href"))}


def test_nothing_jumps_while_a_page_loads(window, kinds):
    page, faults = window(width=360, height=740), []
    for path in kinds:
        page.goto(path)
        moved = page.evaluate(SHIFT)
        faults += [f"{path}: moved by {moved:.3f}"] if moved > 0.01 else []
    assert not faults, in_words(faults)


SHIFT = """() => new Promise(tell => {
    let moved = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => moved += entry.value))
        .observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => tell(moved)));
})"""
