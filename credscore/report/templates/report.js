// The page's own script: it opens the pages within the report, sorts, searches and filters tables, and shows why a
// mark is there. Nothing is loaded. Without it every page stands below the other, and every reason in its table.
"use strict";

const home = document.getElementById("home");
const view = document.getElementById("view");
const note = document.getElementById("note");
const title = document.title;

// ---- Pages. Each lies in a <noscript>, whose content is text to a browser that runs scripts, already escaped.

const stored = (name) => (name ? document.querySelector(`noscript[data-page="${name}"]`) : null);
let at = ""; // the place on the first page that was last asked for
let left = { at: null, top: 0 }; // that, and how far down, when the first page was left
let clicked = false;

function show() {
  const id = location.hash.slice(1);
  const name = /^(?:source|story|article)-\d+/.exec(id)?.[0];
  const page = stored(name);
  hideNote();
  if (page && view.dataset.page !== name) {
    if (!home.hidden) left = { at, top: scrollY };
    view.innerHTML = page.textContent;
    view.dataset.page = name;
    prepare(view);
  }
  home.hidden = Boolean(page);
  view.hidden = !page;
  document.title = page ? `${view.querySelector("h1").textContent} – credscore` : title;
  if (page) reach(id === name ? null : document.getElementById(id));
  else {
    view.dataset.page = "";
    if (!clicked && left.at === id) scrollTo(0, left.top);
    else document.getElementById(id)?.scrollIntoView();
    at = id;
  }
  clicked = false;
}

// To a place in the page that is open, or to its beginning; the focus goes along, for keyboards and screen readers.
function reach(place) {
  for (const old of view.querySelectorAll(".here")) old.classList.remove("here");
  const target = place || view.querySelector("h1");
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (!place) return scrollTo(0, 0);
  (place.closest("tr") || place).classList.add("here");
  place.scrollIntoView({ block: "center" });
}

// ---- Tables.

const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const texts = new WeakMap();

// What a search looks through: the row, and the text of the article it leads to where the tools promise that.
function haystack(row, deep) {
  if (!texts.has(row)) texts.set(row, `${row.textContent} ${deep ? plain(stored(row.dataset.page)) : ""}`.toLowerCase());
  return texts.get(row);
}

// The text of a stored article without its marks: words that a mark cuts grow together again.
function plain(page) {
  const text = page?.textContent.split('<div class="text">')[1]?.split("</div>")[0] || "";
  const signs = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'" };
  return text
    .replace(/<span class="tag[^<]*<\/span>/g, "")
    .replace(/<\/?(?:a|span)\b[^>]*>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&(?:amp|lt|gt|#34|#39);/g, (sign) => signs[sign]);
}

// Show the rows that hold every word of the search and have the tag that was chosen, as many as the table shows at once.
function sift(table) {
  const tools = table.tools;
  const words = tools ? tools.querySelector("input").value.toLowerCase().split(/\s+/).filter(Boolean) : [];
  const tag = tools?.querySelector("select")?.value;
  const deep = tools?.querySelector("input").placeholder.includes("texts");
  const rows = [...table.tBodies[0].rows];
  let found = 0;
  for (const row of rows) {
    const fits = (!tag || row.dataset.tags.split(" ").includes(tag)) && words.every((word) => haystack(row, deep).includes(word));
    found += fits;
    row.hidden = !fits || found > table.limit;
  }
  if (tools) tools.querySelector(".count").textContent = words.length || tag ? `${found} of ${rows.length}` : "";
  table.rest.hidden = found <= table.limit;
  table.rest.textContent = `Show all ${found}`;
}

function sort(table, head) {
  const number = head.dataset.sort === "number";
  const first = number && head.cellIndex ? "descending" : "ascending";
  const order = head.ariaSort === first ? (first === "ascending" ? "descending" : "ascending") : first;
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.ariaSort = order;
  const turn = order === "ascending" ? 1 : -1;
  const keys = new Map();
  for (const row of table.tBodies[0].rows) {
    const cell = row.cells[head.cellIndex];
    const text = cell.dataset.value ?? cell.textContent.trim();
    keys.set(row, number ? parseFloat(text.replaceAll(",", "")) : text);
  }
  // What has no number, and what has no text, comes last whichever way.
  const none = (key) => (number ? Number.isNaN(key) : key === "");
  const compare = (a, b) => none(a) - none(b) || turn * (number ? a - b || 0 : byName.compare(a, b));
  table.tBodies[0].append(...[...keys.keys()].sort((a, b) => compare(keys.get(a), keys.get(b))));
  sift(table);
}

function button(words, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.append(...words);
  made.addEventListener("click", action);
  return made;
}

function prepare(part) {
  for (const table of part.querySelectorAll("table[id]")) {
    table.limit = Number(table.dataset.limit || Infinity);
    table.tools = part.querySelector(`.tools[data-for="${table.id}"]`);
    table.rest = button([], () => { table.limit = Infinity; sift(table); });
    table.rest.className = "rest";
    table.parentElement.after(table.rest);
    for (const head of table.tHead.rows[0].cells) {
      if (head.dataset.sort) head.append(button(head.childNodes, () => sort(table, head)));
    }
    if (table.tools) {
      // One row needs no search.
      table.tools.hidden = table.tBodies[0].rows.length < 2;
      table.tools.addEventListener("input", () => sift(table));
    }
    sift(table);
  }
  for (const mark of part.querySelectorAll("a.m")) mark.setAttribute("aria-describedby", mark.hash.slice(1));
}

// ---- Notes: why a mark is there, beside it. A screen reader has the same from the row that describes it.

let waiting = 0;

function hideNote() {
  clearTimeout(waiting);
  note.hidden = true;
}

// The cells of the table below that say why; the first belongs to the mark on top.
function reasonsOf(mark) {
  const numbers = (mark.dataset.m || mark.hash.split("-m")[1]).split(" ");
  return numbers.map((number) => document.getElementById(`${mark.closest(".page").id}-m${number}`));
}

function showNote(mark) {
  clearTimeout(waiting);
  const reasons = reasonsOf(mark);
  note.replaceChildren(...reasons.map((cell) => {
    const part = document.createElement("div");
    part.append(...cell.cloneNode(true).childNodes);
    return part;
  }));
  note.hidden = false;
  const box = mark.getClientRects()[0];
  const room = document.documentElement.clientWidth - note.offsetWidth - 12;
  const below = box.bottom + note.offsetHeight + 16 < innerHeight;
  note.style.left = `${scrollX + Math.max(12, Math.min(box.left, room))}px`;
  note.style.top = `${scrollY + (below ? box.bottom + 8 : Math.max(8, box.top - note.offsetHeight - 8))}px`;
}

const markOf = (event) => event.target.closest?.(".m");

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  if (markOf(event)) showNote(markOf(event));
  else if (note.contains(event.target)) clearTimeout(waiting);
  else if (!note.hidden) waiting = setTimeout(hideNote, 250);
});
document.addEventListener("focusin", (event) => (markOf(event) ? showNote(markOf(event)) : hideNote()));
document.addEventListener("keydown", (event) => event.key === "Escape" && hideNote());
document.addEventListener("click", (event) => {
  const mark = markOf(event);
  if (mark) {
    event.preventDefault();
    showNote(mark);
  } else if (!note.contains(event.target)) hideNote();
  clicked = Boolean(event.target.closest?.("a[href^='#']"));
});

prepare(home || document);
if (home) {
  addEventListener("hashchange", show);
  show();
}
