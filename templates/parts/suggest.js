// Suggests pages while somebody types: a combobox with a listbox. Without it the form searches.

const PAUSE = 150; // ms without a key

for (const box of document.querySelectorAll(".search__box")) suggestIn(box);

function suggestIn(box) {
  const field = box.querySelector("input");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let chosen = -1, timer, request;

  list.id = `${field.id}-list`;
  list.className = "search__list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.some);
  list.hidden = true;
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  box.append(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  function show(pages) {
    list.replaceChildren(...pages.map(option));
    choose(-1);
    open(pages.length > 0);
    said.textContent = pages.length ? `${box.dataset.some}: ${pages.length}` : box.dataset.none;
  }

  function option({ name, kind, address }, number) {
    const item = document.createElement("li");
    item.id = `${list.id}-${number}`;
    item.dataset.address = address;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const words = document.createElement("small");
    words.textContent = kind;
    item.append(`${name} `, words);
    return item;
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) choose(-1);
  }

  function choose(number) {
    chosen = number;
    for (const [place, item] of [...list.children].entries())
      item.setAttribute("aria-selected", String(place === chosen));
    if (chosen < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", list.children[chosen].id);
      list.children[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  async function ask() {
    request?.abort();
    request = new AbortController();
    const typed = field.value.trim();
    if (typed.length < 2) return open(false);
    const address = `${box.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
    try {
      const answer = await fetch(address, { signal: request.signal });
      if (answer.ok) show((await answer.json()).pages);
    } catch {
      open(false); // the form still searches
    }
  }

  field.addEventListener("input", () => {
    if (!said.isConnected) box.append(said);
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    } else if (event.key === "ArrowDown" && last >= 0) {
      event.preventDefault();
      open(true);
      choose(chosen < last ? chosen + 1 : -1);
    } else if (event.key === "ArrowUp" && last >= 0) {
      event.preventDefault();
      open(true);
      choose(chosen < 0 ? last : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.address);
    }
  });
  field.addEventListener("blur", () => open(false));
  // before the field loses the focus
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const item = target.closest("li");
    if (item) location.assign(item.dataset.address);
  });
}
