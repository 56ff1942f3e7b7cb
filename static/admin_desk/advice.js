// Advice beside each text while somebody types. Only the text that changed is asked about.

const panel = document.getElementById("advice");
const said = document.getElementById("advice-said");
const form = panel.closest("form");
const TEXT = /^(summary|safety_notice)$|^questions-\d+-answer$|-\d+-text$/;
const PAUSE = 600; // ms without a key

const asking = new Map(); // id of a text: what is to be asked, or is being asked

/** Where the advice on a text stands: made when there is something to say. */
function notesBeside(field) {
  const id = `${field.id}_advice`;
  return document.getElementById(id) ?? made(field, id);
}

function made(field, id) {
  const notes = document.createElement("div");
  notes.id = id;
  notes.className = "advice__beside";
  notes.setAttribute("role", "group");
  notes.setAttribute("aria-label", panel.dataset.here);
  const points = document.createElement("ul");
  points.className = "advice__points";
  notes.append(points);
  field.closest("td, .form-row").append(notes);
  return notes;
}

function item({ kind, words, quotes }) {
  const point = document.createElement("li");
  point.dataset.kind = kind;
  point.append(words);
  if (quotes.length) {
    const list = document.createElement("ul");
    for (const quote of quotes) {
      list.append(document.createElement("li"));
      list.lastChild.textContent = quote;
    }
    point.append(list);
  }
  return point;
}

/** By kind, the number of places: what somebody would want to hear of when it grows. */
function count(points) {
  return new Map([...points].map((point) => [point.dataset.kind, point.querySelectorAll("li").length]));
}

function show(field, advice) {
  if (!advice.length && !document.getElementById(`${field.id}_advice`)) return;
  const notes = notesBeside(field);
  const points = notes.firstElementChild;
  const before = count(points.children);
  points.replaceChildren(...advice.map(item));
  notes.hidden = !advice.length;
  const fresh = advice.filter(({ kind, quotes }) => quotes.length > (before.get(kind) ?? 0));
  if (fresh.length) said.textContent = fresh.map(({ words }) => words).join(" ");
  else if (before.size && !advice.length) said.textContent = panel.dataset.fine;
}

async function ask(field, signal) {
  const row = field.closest("tr");
  const body = new URLSearchParams({
    csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    text: field.value,
    field: field.name.replace(/.*-/, ""),
    names: `${form.elements.name?.value}\n${form.elements.other_names?.value}`,
    urgency: row?.querySelector('select[name$="-urgency"]')?.value ?? "",
  });
  const answer = await fetch(panel.dataset.url, { method: "POST", body, signal });
  if (answer.ok && !answer.redirected) show(field, (await answer.json()).advice);
}

function later(field) {
  const before = asking.get(field.id);
  clearTimeout(before?.timer);
  before?.request.abort();
  const request = new AbortController();
  // without an answer the advice stays as it was; the next save gives it again
  const timer = setTimeout(() => ask(field, request.signal).catch(() => {}), PAUSE);
  asking.set(field.id, { timer, request });
}

form.addEventListener("input", ({ target }) => {
  if (TEXT.test(target.name)) later(target);
});

for (const points of panel.querySelectorAll("[data-for]")) {
  const field = document.getElementById(points.dataset.for);
  if (field) notesBeside(field).firstElementChild.replaceChildren(...points.cloneNode(true).children);
}
