// A small rich-text field over the text box of each answer: paragraphs, bold, lists and links.
// The box goes on holding what is saved. The server cleans whatever comes, on paste and on save.
// execCommand is old but the only way that keeps the browser's own undo, and every browser has it.

const tools = document.getElementById("answer-tools");
const ADDRESS = /^(https:\/\/[^\s\\"'<>/]|mailto:|tel:|\/(?![/\\]))[^\s\\"'<>]*$/i;
const KEYS = { KeyK: "link", Digit7: "insertOrderedList", Digit8: "insertUnorderedList" };
const fields = new WeakMap(); // from a text box to the field over it

class Answer {
  constructor(box) {
    this.box = box;
    this.makeField();
    this.makeTools();
    const whole = document.createElement("div");
    whole.className = "answer";
    box.before(whole);
    whole.append(this.bar, this.line, this.field, box);
    box.classList.add("answer__box");
    box.tabIndex = -1;
    box.setAttribute("aria-hidden", "true");
    box.addEventListener("focus", () => this.field.focus()); // by its label, or a link to it
    box.addEventListener("input", () => this.isOwn || this.read());
  }

  makeField() {
    const label = this.box.labels[0];
    this.field = document.createElement("div");
    this.field.className = "answer__field";
    this.field.contentEditable = "true";
    this.field.setAttribute("role", "textbox");
    this.field.setAttribute("aria-multiline", "true");
    this.field.setAttribute("aria-label", label ? label.textContent.replace(/:\s*$/, "") : "");
    this.field.setAttribute("aria-describedby", this.box.getAttribute("aria-describedby") ?? "");
    if (this.box.getAttribute("aria-invalid")) this.field.setAttribute("aria-invalid", "true");
    this.read();
    this.field.addEventListener("input", () => this.write());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("paste", (event) => this.paste(event));
    this.field.addEventListener("drop", (event) => event.preventDefault());
  }

  makeTools() {
    const made = tools.content.cloneNode(true);
    [this.bar, this.line] = made.children;
    this.address = this.line.querySelector("input");
    this.buttons = [...this.bar.querySelectorAll("button")];
    this.stop(this.buttons[0]);
    for (const part of [this.bar, this.line]) {
      part.addEventListener("mousedown", (event) => {
        if (event.target.closest("button")) event.preventDefault(); // the text keeps its selection
      });
      part.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button) this.press(button.dataset.does);
      });
    }
    this.bar.addEventListener("keydown", (event) => this.walk(event));
    this.line.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.press("cancelLink");
      else if (event.key === "Enter" && event.target === this.address) this.press("setLink");
      else return;
      event.preventDefault();
    });
    for (const name of ["input", "blur"]) { // a complaint must not hold up a save
      this.address.addEventListener(name, () => this.address.setCustomValidity(""));
    }
  }

  /** The tools are one stop of the Tab key; the arrows go from one to the next. */
  stop(button) {
    for (const each of this.buttons) each.tabIndex = each === button ? 0 : -1;
  }

  walk(event) {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!way) return;
    const { length } = this.buttons;
    const next = this.buttons[(this.buttons.indexOf(event.target) + way + length) % length];
    this.stop(next);
    next.focus();
    event.preventDefault();
  }

  read() {
    this.field.innerHTML = this.box.value.replaceAll(">\n<", "><") || "<p><br></p>";
  }

  /** Words without any tag would be read as plain text, with other rules. */
  write() {
    const html = this.field.innerHTML;
    const isEmpty = !this.field.textContent.trim();
    this.box.value = isEmpty ? "" : html.includes("<") ? html : `<p>${html}</p>`;
    this.isOwn = true;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    this.isOwn = false;
    this.show();
  }

  selected() {
    const selection = getSelection();
    return selection.rangeCount && this.field.contains(selection.anchorNode) ? selection : null;
  }

  link() {
    const node = this.selected()?.anchorNode;
    return (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("a");
  }

  show() {
    for (const button of this.buttons) {
      if (button.ariaPressed) button.ariaPressed = document.queryCommandState(button.dataset.does);
      if (button.dataset.does === "unlink") button.ariaDisabled = !this.link();
    }
  }

  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const does = KEYS[event.code];
    if (does && event.shiftKey === (event.code !== "KeyK")) {
      event.preventDefault();
      this.press(does);
    }
  }

  press(does) {
    if (does === "link") this.openLine();
    else if (does === "setLink") this.setLink();
    else if (does === "cancelLink") this.closeLine();
    else if (does === "unlink") this.unlink();
    else this.command(does);
  }

  command(does, value) {
    this.field.focus();
    const places = does.endsWith("List") ? this.places() : null;
    document.execCommand(does, false, value);
    if (places) {
      this.takeListsOut();
      this.select(places);
    }
    this.write();
  }

  /** Where the selection starts and ends, in characters: browsers lose it as they make a list.
   * In a line without any they keep it. */
  places() {
    const { startContainer, startOffset, endContainer, endOffset } = getSelection().getRangeAt(0);
    if (startContainer.nodeType !== Node.TEXT_NODE) return [];
    return [[startContainer, startOffset], [endContainer, endOffset]].map(([node, offset]) => {
      const before = document.createRange();
      before.setStart(this.field, 0);
      before.setEnd(node, offset);
      return { count: before.toString().length, isStart: !offset };
    });
  }

  select(places) {
    const [start, end] = places.map((place) => this.textAt(place));
    if (start && end) getSelection().setBaseAndExtent(...start, ...end);
  }

  textAt({ count, isStart }) {
    const texts = document.createTreeWalker(this.field, NodeFilter.SHOW_TEXT);
    for (let left = count; texts.nextNode(); left -= texts.currentNode.length) {
      const { length } = texts.currentNode;
      if (left < length || (left === length && !isStart)) return [texts.currentNode, left];
    }
    return null;
  }

  /** Browsers put a new list into the paragraph that it was made of. */
  takeListsOut() {
    for (const paragraph of this.field.querySelectorAll("p:has(> ul, > ol)")) {
      paragraph.replaceWith(...paragraph.childNodes);
    }
  }

  openLine() {
    this.field.focus();
    this.kept = this.selected()?.getRangeAt(0).cloneRange();
    this.address.value = this.link()?.getAttribute("href") ?? "";
    this.toggle(true);
    this.address.focus();
  }

  toggle(isOpen) {
    this.line.hidden = !isOpen;
    this.bar.querySelector('[data-does="link"]').ariaExpanded = isOpen;
  }

  closeLine() {
    this.address.value = "";
    this.address.setCustomValidity("");
    this.toggle(false);
    this.field.focus();
    if (!this.kept) return;
    getSelection().removeAllRanges();
    getSelection().addRange(this.kept);
  }

  setLink() {
    const address = this.address.value.trim();
    if (!ADDRESS.test(address)) {
      this.address.setCustomValidity(this.address.dataset.wrong);
      this.address.reportValidity();
      return;
    }
    this.closeLine();
    if (this.link()) getSelection().selectAllChildren(this.link());
    if (!getSelection().isCollapsed) {
      this.command("createLink", address);
      return;
    }
    const link = document.createElement("a");
    link.setAttribute("href", address);
    link.textContent = address;
    this.command("insertHTML", link.outerHTML);
  }

  unlink() {
    this.field.focus();
    const link = this.link();
    if (!link) return;
    getSelection().selectAllChildren(link);
    this.command("unlink");
  }

  /** What has no HTML, or cannot be cleaned now, is pasted as plain text by the browser. */
  async paste(event) {
    event.preventDefault();
    const html = event.clipboardData.getData("text/html");
    const text = event.clipboardData.getData("text/plain");
    const clean = html && (await cleaned(html, this.box.form));
    if (clean) this.command("insertHTML", oneLine(clean.replaceAll(">\n<", "><")));
    else if (text) this.command("insertText", text);
  }
}

/** A single paragraph goes on in the line where the cursor is. */
function oneLine(html) {
  return /^<p>(?:(?!<p>).)*<\/p>$/s.test(html) ? html.slice(3, -4) : html;
}

async function cleaned(html, form) {
  const csrfmiddlewaretoken = form.elements.csrfmiddlewaretoken.value;
  const body = new URLSearchParams({ csrfmiddlewaretoken, html });
  try {
    const answer = await fetch(tools.dataset.url, { method: "POST", body });
    return answer.ok && !answer.redirected ? await answer.text() : "";
  } catch {
    return "";
  }
}

/** Not in the row that new rows are copied from. */
function takeOver(root) {
  for (const box of root.querySelectorAll("textarea[data-answer]")) {
    if (!box.name.includes("__prefix__") && !fields.has(box)) fields.set(box, new Answer(box));
  }
}

if (tools) {
  document.execCommand("defaultParagraphSeparator", false, "p");
  document.execCommand("styleWithCSS", false, false);
  takeOver(document);
  document.addEventListener("formset:added", ({ target }) => takeOver(target));
  document.addEventListener("selectionchange", () => {
    const box = getSelection().anchorNode?.parentElement?.closest(".answer__field")
      ?.parentElement.querySelector("textarea[data-answer]");
    fields.get(box)?.show();
  });
}
