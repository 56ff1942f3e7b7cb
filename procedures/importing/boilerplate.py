"""What a page has around its words: menus, addresses, dates, page numbers, copyright."""

import re

_MENU = (
    r"home|about|about us|our (?:team|providers|practice|locations?)|meet our team|services|"
    r"(?:all )?procedures|treatments|patients?|patient (?:portal|resources|forms)|"
    r"new patients|locations?|contact|contact us|blog|news|careers|menu|search|log ?in|sign in|"
    r"site ?map|privacy(?: policy)?|terms(?: (?:of use|of service|& conditions|and conditions))?|"
    r"book (?:online|now)|request (?:an )?appointment|get directions|hours(?: of operation)?|"
    r"skip to (?:main )?content|back to top|follow us|share(?: this)?:?|print(?: this page)?|logo|"
    r"(?:table of )?contents|on this page:?|(?:dear|hi|hello)\b.*[,:]|"
    r"(?:sincerely|(?:best|kind|warm) regards|regards|best|thanks|thank you|yours(?: truly)?),"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_PAGE_NUMBER = re.compile(
    r"page\s+\d{1,3}(\s*(of|/)\s*\d{1,3})?|\d{1,3}\s*(of|/)\s*\d{1,3}|[-–]?\s*\d{1,3}\s*[-–]?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^(©|\(c\)|copyright\b).*\b(19|20)\d\d\b|all rights reserved\.?$", re.I)
_WHOLE = re.compile(
    rf"(?:{_MENU})(?:\s*[|»›>•·/]\s*(?:.*))?"
    rf"|.*[|»›>•·]\s*(?:{_MENU})"
    r"|by\b.*\b(?:MD|DO|NP|PA-C|RN)"
    r"|(?:last |date )?(?:updated|reviewed|revised|published|posted|written)\b(?: (?:on|by))?:?.*"
    rf"|(?:{_DAY},? )?{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    rf"|{_DAY}\b.*\d.*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"https?://|\bwww\.|\S@\S+\.\w|\b[a-z0-9-]+\.(com|org|net)\b"
    r"|\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b"
    r"|(?-i:\b[A-Z]{2}) \d{5}(-\d{4})?$"
    r"|^\d+ .*\b(street|st|avenue|ave|road|rd|boulevard|blvd|suite|ste|drive|lane|highway)\b",
    re.IGNORECASE,
)
_MOST_WORDS, _MOST_LETTERS = 14, 150


def is_page_number(line):
    """True for what a printer puts on every page."""
    text = line.text
    return not line.is_listed and bool(_PAGE_NUMBER.fullmatch(text) or _COPYRIGHT.search(text))


def is_boilerplate(line):
    """True for a line that tells nothing about a procedure, where a page begins or ends."""
    text = line.text
    if (
        len(text) > _MOST_LETTERS
        or len(text.split()) > _MOST_WORDS
        or text.endswith((".", "!", "?"))
    ):
        return False
    return bool(_WHOLE.fullmatch(text) or _ADDRESS.search(text))
