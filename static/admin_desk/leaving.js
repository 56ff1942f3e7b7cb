// Warns before a person who left the desk is signed off, and sends what they had typed to be kept.

const dialog = document.getElementById("leaving");
const status = dialog.querySelector("[role=status]");
const token = document.querySelector("#leaving-form [name=csrfmiddlewaretoken]").value;
const idle = dialog.dataset.idle * 1000;
const warned = dialog.dataset.warned * 1000;
const EARLY = 10_000; // ms before the server's own end, so that it still knows who sends
const TOLD = 60_000; // ms: the server hears of a busy person so often
const SEEN = "desk-seen"; // when anybody was last busy in any tab
const LEFT = "desk-left"; // when all tabs were left; nothing else is kept here

let told = Date.now();
let leaves = false;

/** Busy here; all tabs of this browser learn of it. */
function seen() {
  localStorage.setItem(SEEN, Date.now());
}

function lastSeen() {
  return Number(localStorage.getItem(SEEN));
}

function left() {
  return lastSeen() + idle - EARLY - Date.now();
}

/** The server counts from when it hears this, so it never counts from before they were busy. */
async function tell() {
  told = Date.now();
  const answer = await send(dialog.dataset.stay).catch(() => null); // the next time, then
  if (answer?.type === "opaqueredirect") leave(); // signed out elsewhere
}

function send(address, words = new URLSearchParams()) {
  words.set("csrfmiddlewaretoken", token);
  return fetch(address, { method: "POST", body: words, redirect: "manual", keepalive: true });
}

/** What was typed on this page and not saved. */
function typed() {
  const words = new URLSearchParams();
  for (const field of document.querySelectorAll("#content form [name]")) {
    const isTicked = ["checkbox", "radio"].includes(field.type);
    if (["hidden", "password", "file", "submit"].includes(field.type) || field.disabled) continue;
    const isChanged = isTicked
      ? field.checked !== field.defaultChecked
      : field.options
        ? [...field.options].some((each) => each.selected !== each.defaultSelected)
        : field.value !== field.defaultValue;
    if (isChanged && (!isTicked || field.checked)) words.append(field.name, field.value);
  }
  if (words.size) words.set("typed-at", location.pathname);
  return words;
}

/** All tabs leave, and each sends what was typed in it: one after the other, for the answer to one
 * changes the cookie of the next. */
async function leave() {
  if (leaves) return;
  leaves = true;
  localStorage.setItem(LEFT, Date.now());
  const say = () => send(dialog.dataset.off, typed());
  try {
    await (navigator.locks ? navigator.locks.request(LEFT, say) : say());
  } finally {
    removeEventListener("beforeunload", stopAsking, true);
    location.assign(`${dialog.dataset.door}?next=${encodeURIComponent(location.pathname)}`);
  }
}

function stopAsking(event) {
  if (leaves) event.stopImmediatePropagation(); // it is kept: nothing is lost by going
}

function look() {
  if (leaves) return;
  if (lastSeen() > told && Date.now() - told > TOLD) tell();
  const time = left();
  if (time <= 0) {
    leave();
  } else if (time <= warned) {
    if (!dialog.open) dialog.showModal();
    const { two, one, half } = status.dataset;
    const words = time <= 30_000 ? half : time <= 60_000 ? one : two;
    if (status.textContent !== words) status.textContent = words;
  } else if (dialog.open) {
    dialog.close(); // busy in another tab
  }
}

function stay() {
  seen();
  tell();
  dialog.close();
}

/** Into the fields of the same names; what finds no field can still be read above. */
function putBack(kept) {
  const form = document.querySelector("#content");
  for (const word of kept.querySelectorAll("[data-name]")) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(word.dataset.name)}"]`)) {
      if (["checkbox", "radio"].includes(field.type)) {
        field.checked ||= field.value === word.textContent;
      } else {
        field.value = word.textContent;
      }
      for (const open of parents(field, "details")) open.open = true;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

function* parents(node, name) {
  while ((node = node.parentElement?.closest(name))) yield node;
}

for (const sign of ["pointerdown", "keydown", "wheel"]) {
  addEventListener(sign, () => dialog.open || seen(), { passive: true });
}
addEventListener("beforeunload", stopAsking, true);
dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
dialog.addEventListener("click", ({ target }) => {
  if (target.value === "stay") stay();
  if (target.value === "off") leave();
});
addEventListener("storage", ({ key }) => key === LEFT && leave());
document.getElementById("logout-form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  leave();
});
seen(); // the page itself was asked for a moment ago
setInterval(look, 1000);

const kept = document.querySelector(`.kept [data-path="${CSS.escape(location.pathname)}"]`);
if (kept) {
  const button = document.getElementById("put-back").content.firstElementChild.cloneNode(true);
  button.addEventListener("click", () => {
    putBack(kept);
    button.remove();
  });
  kept.querySelector("form").prepend(button, " ");
}
