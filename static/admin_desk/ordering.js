// Moves the rows of a form, and writes their places into the number fields that say the order.
// The rows beside it move around the moved one, which so keeps its focus and its pointer.

const said = document.getElementById("order-said");
const NUMBER = 'input[name$="-position"]';
const EDGE = 60; // px from the edge of the window where a dragged row scrolls the page

const numberOf = (row) => row.querySelector(NUMBER);
const isRow = (box) => box.id && !box.matches(".empty-form") && numberOf(box);
const isMarked = (row) => row.querySelector('input[name$="-DELETE"]')?.checked;

function everyRow(group) {
  return [...group.querySelectorAll(".inline-related[id], tr.form-row[id]")].filter(isRow);
}

const rowsOf = (group) => everyRow(group).filter((row) => !isMarked(row));
const rowAt = (target) => target.closest("tr.form-row, .inline-related[id]");

/** The row, and the line of complaints that a table shows above it. */
function whole(row) {
  const above = row.previousElementSibling;
  return above?.matches(".row-form-errors") ? [above, row] : [row];
}

/** Nothing typed yet: such a row is not saved, and a number would make it count. */
function isBlank(row) {
  const texts = row.querySelectorAll('textarea, input[type="text"]');
  return !row.matches(".has_original") && [...texts].every((text) => !text.value.trim());
}

function words(name, group, row) {
  const rows = rowsOf(group);
  return said.dataset[name]
    .replace("{place}", rows.indexOf(row) + 1)
    .replace("{all}", rows.length);
}

function say(name, group, row) {
  said.textContent = words(name, group, row);
}

/** One place up (-1) or down (1); false at the end of the list. */
function step(group, row, way) {
  const rows = rowsOf(group);
  const other = rows[rows.indexOf(row) + way];
  if (!other) return false;
  if (way < 0) row.after(...whole(other));
  else whole(row)[0].before(...whole(other));
  return true;
}

function moveTo(group, row, place) {
  const way = Math.sign(place - rowsOf(group).indexOf(row));
  while (way && rowsOf(group).indexOf(row) !== place && step(group, row, way));
}

function writeNumbers(group) {
  group.dataset.ordered = "yes";
  let place = 0;
  for (const row of rowsOf(group)) {
    numberOf(row).value = isBlank(row) ? "" : (place += 1);
  }
  nameButtons(group);
}

function nameButtons(group) {
  const rows = rowsOf(group);
  for (const [index, row] of rows.entries()) {
    const [up, down] = row.querySelectorAll(".order button");
    const now = words("now", group, row);
    up.setAttribute("aria-label", `${said.dataset.up}, ${now}`);
    down.setAttribute("aria-label", `${said.dataset.down}, ${now}`);
    up.setAttribute("aria-disabled", index === 0);
    down.setAttribute("aria-disabled", index === rows.length - 1);
  }
}

/** Keeps what is held at the same place of the window while its surroundings change. */
function staying(held, change) {
  const before = held.getBoundingClientRect().top;
  change();
  window.scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
}

// ---- by button ----

function press(group, button) {
  const row = rowAt(button);
  let moved;
  staying(button, () => {
    moved = step(group, row, button.value === "up" ? -1 : 1);
  });
  if (moved) writeNumbers(group);
  button.focus();
  button.scrollIntoView({ block: "nearest" });
  say(moved ? "moved" : "stays", group, row);
}

// ---- by number ----

function placeTyped(group, row) {
  const others = rowsOf(group).filter((other) => other !== row);
  const typed = Number(numberOf(row).value);
  const isDown = typed > Number(numberOf(row).dataset.was || Infinity);
  const before = others.filter((other) => {
    const number = Number(numberOf(other).value || Infinity);
    return isDown ? number <= typed : number < typed;
  });
  return before.length;
}

function typed(group, field) {
  const row = rowAt(field);
  if (!field.value || isMarked(row)) return;
  staying(field, () => moveTo(group, row, placeTyped(group, row)));
  writeNumbers(group);
  say("moved", group, row);
}

// ---- by dragging ----

function dragOver(group, row, y) {
  const rows = rowsOf(group);
  const index = rows.indexOf(row);
  const middle = (other) => {
    const box = other?.getBoundingClientRect();
    return box && box.top + box.height / 2;
  };
  if (y < middle(rows[index - 1])) step(group, row, -1);
  else if (y > middle(rows[index + 1])) step(group, row, 1);
  if (y < EDGE) window.scrollBy(0, -EDGE / 4);
  else if (y > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 4);
}

function startDrag(group, handle, event) {
  const row = rowAt(handle);
  const start = rowsOf(group).indexOf(row);
  if (event.button !== 0 || isMarked(row)) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  row.classList.add("order-moving");
  staying(handle, () => group.classList.add("order-dragging"));
  const move = (moved) => dragOver(group, row, moved.clientY);
  const end = () => {
    handle.removeEventListener("pointermove", move);
    row.classList.remove("order-moving");
    staying(handle, () => group.classList.remove("order-dragging"));
    if (rowsOf(group).indexOf(row) === start) return;
    writeNumbers(group);
    say("moved", group, row);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("lostpointercapture", end, { once: true });
}

// ---- a list of rows ----

function addControls(row) {
  const box = document.createElement("span");
  box.className = "order";
  const handle = document.createElement("span");
  handle.className = "order__handle";
  handle.title = said.dataset.drag;
  handle.setAttribute("aria-hidden", "true");
  handle.textContent = "⋮⋮";
  box.append(handle);
  for (const way of ["up", "down"]) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", value: way, textContent: said.dataset[way] });
    box.append(button);
  }
  numberOf(row).after(box);
}

/** A refused form shows its rows as they were saved, with the numbers that were typed. */
function arrangeByNumbers(group) {
  const number = (row) => Number(numberOf(row).value || Infinity);
  const wanted = rowsOf(group).sort((a, b) => number(a) - number(b) || 0);
  wanted.forEach((row, place) => moveTo(group, row, place));
}

/** The stock script counts rows anew in the order of the page: the saved ones must be first. */
function whileCountedAnew(group) {
  const count = (row) => Number(row.id.match(/-(\d+)$/)[1]);
  const shown = rowsOf(group);
  const last = group.querySelector(".empty-form");
  for (const row of everyRow(group).sort((a, b) => count(a) - count(b))) last.before(...whole(row));
  queueMicrotask(() => {
    for (const row of shown) last.before(...whole(row));
    if (group.dataset.ordered) writeNumbers(group);
    else nameButtons(group);
  });
}

function makeOrderable(group) {
  // the hidden row that the stock script copies has its controls, too
  for (const row of group.querySelectorAll(".inline-related[id], tr.form-row[id]")) {
    if (numberOf(row)) addControls(row);
  }
  arrangeByNumbers(group);
  nameButtons(group);
  group.addEventListener("click", (event) => {
    const button = event.target.closest(".order button");
    if (button) press(group, button);
  });
  group.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".order__handle");
    if (handle) startDrag(group, handle, event);
  });
  group.addEventListener("focusin", (event) => {
    if (event.target.matches(NUMBER)) event.target.dataset.was = event.target.value;
  });
  group.addEventListener("change", (event) => {
    if (event.target.matches(NUMBER)) typed(group, event.target);
    else if (event.target.matches('[name$="-DELETE"]')) nameButtons(group);
  });
  group.addEventListener("formset:added", () => nameButtons(group));
  group.closest("form").addEventListener("submit", () => {
    if (group.dataset.ordered) writeNumbers(group);
  });
}

if (said) {
  for (const group of document.querySelectorAll(".js-inline-admin-formset")) {
    if (group.querySelector(NUMBER)) makeOrderable(group);
  }
  document.addEventListener("formset:removed", (event) => {
    const group = document.getElementById(`${event.detail.formsetName}-group`);
    if (group?.querySelector(".order")) whileCountedAnew(group);
  });
}
