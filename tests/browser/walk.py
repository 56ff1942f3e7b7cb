"""How a reader gets about: from link to link, page by page."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs)["href"])


def found_from_home(site):
    """The paths of all pages that links lead to, in the order in which they are met."""
    paths = ["/"]
    for path in paths:
        with urlopen(site + path, timeout=30) as response:
            links = Links(response.read().decode()).found
        for link in links:
            target = urlsplit(urljoin(site + path, link))
            is_ours = site.endswith(f"//{target.netloc}") and not target.path.endswith(".vcf")
            if is_ours and target.path not in paths:
                paths.append(target.path)
    return paths


def kind_of(path):
    """`/offices/riverside/` is of the kind `/offices/*`."""
    return re.sub(r"(?<=^/)(\w+)/.+", r"\1/*", path)


def in_words(faults):
    """All that a sweep found, one a line, and how much."""
    return "\n".join([f"{len(faults)} faults:", *faults])


def wear(page, css):
    """As a reader's own style would; the page's content policy does not mind this way."""
    page.evaluate(
        """css => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            document.adoptedStyleSheets = [sheet];
        }""",
        css,
    )
