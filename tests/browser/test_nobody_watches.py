"""Reading leaves no trace: nothing kept, nothing asked elsewhere, nothing refused or broken."""

from tests.browser.walk import in_words

MAY_SET = {"/book/": {"csrftoken"}}  # a form that posts, and nothing to read

KEPT = """async () => [
    ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(kept => kept.name), ...(await caches.keys()),
    ...(await navigator.serviceWorker.getRegistrations()).map(worker => worker.scope),
]"""


def listen(page, site, heard):
    def note(what):
        heard.append(f"{page.url}: {what}")

    # a missing page is an error to the console also when that page is what was asked for
    page.on("console", lambda said: "404" in said.text or "410" in said.text or note(said.text))
    page.on("pageerror", lambda error: note(error))
    page.on("requestfailed", lambda request: broken_off(request) or note(f"failed: {request.url}"))
    page.on("response", lambda response: missing(response) and note(f"no {response.url}"))
    page.on("request", lambda request: request.url.startswith(f"{site}/") or note(request.url))


def broken_off(request):
    """Given up by the browser itself, as it does with an icon when the next page is opened."""
    return request.failure == "net::ERR_ABORTED"


def missing(response):
    return response.status >= 400 and response.request.resource_type != "document"


def test_no_page_keeps_or_asks_or_breaks_anything(window, site, pages):
    page, faults = window(), []
    listen(page, site, faults)
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
    )
    for path in pages:
        page.goto(path)
        cookies = {cookie["name"] for cookie in page.context.cookies()}
        page.context.clear_cookies()
        faults += [f"{path}: sets {cookie}" for cookie in cookies - MAY_SET.get(path, set())]
        faults += [f"{path}: keeps {kept}" for kept in page.evaluate(KEPT)]
    assert not faults, in_words(faults)


def test_the_ears_are_open(window, site):
    page, heard = window(), []
    listen(page, site, heard)
    page.goto("/")
    page.evaluate("""() => {
        const outside = document.createElement("img");
        outside.src = "https://elsewhere.example/pixel.png";
        document.body.append(outside);
    }""")
    page.wait_for_function("document.querySelector('body > img').complete")
    assert any("Content Security Policy" in said for said in heard), heard
