"""The figures as tables for a terminal."""

ROW = "{:<11} {:<38} {:>7} {:>9} {:>9}\n"


def of_size(title, figures):
    head = ROW.format("who", "page", "queries", "median", "9 in 10")
    rows = [
        ROW.format(
            each["who"], each["page"], each["queries"], ms(each["median"]), ms(each["nine_in_ten"])
        )
        for each in figures
    ]
    return "".join([f"\n{title}\n", head, *rows])


SEARCH = "{:<12} {:>9} {:>9} {:>9}\n"
FOUND = "{:<16} {:>6} {:>16}\n"


def of_search(figures):
    rows = [f"\nsearch, {figures[0]['database']}\n"]
    rows.append(SEARCH.format("procedures", "median", "9 in 10", "slowest"))
    rows += [
        SEARCH.format(
            f"{each['procedures']:,}",
            *(ms(each[name]) for name in ("median", "nine_in_ten", "slowest")),
        )
        for each in figures
    ]
    for each in figures:
        if found := each.get("found"):
            rows.append("\n" + FOUND.format("list", "first", "among the first 3"))
            rows += [
                FOUND.format(name, f"{first:.0%}", f"{among:.0%}")
                for name, (first, among) in found.items()
            ]
    return "".join(rows)


def of_readers(found):
    """Each page at each size, so that what grows with the clinic is seen."""
    sizes = [f"{each['procedures']:,}" for each in found]
    row = "{:<20}" + " {:>9} {:>9}" * len(sizes) + "\n"
    heads = [word for size in sizes for word in ("queries", size)]
    words = f"\nreaders' pages set anew, by procedures\n{row.format('page', *heads)}"
    for pages in zip(*(each["pages"] for each in found), strict=True):
        figures = [word for page in pages for word in (page["queries"], ms(page["median"]))]
        words += row.format(pages[0]["page"], *figures)
    return words


def compared(small, large, sizes):
    """Flat is a ratio of about 1; a few milliseconds more or less are no sign of growth."""
    title = f"\nflat? {max(sizes):,} requests : {min(sizes):,} requests\n"
    rows = [title, ROW.format("who", "page", "", "ms more", "ratio")]
    for before, after in zip(small, large, strict=True):
        more, ratio = after["median"] - before["median"], after["median"] / before["median"]
        rows.append(ROW.format(after["who"], after["page"], "", f"{more:+.0f}", f"{ratio:.1f}"))
    return "".join(rows)


def ms(number):
    return f"{number:.0f} ms"
