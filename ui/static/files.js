// What the user takes along: the papers, the file of the conversation, this browser's own memory; and beginning again.
import { all, fill, find, make, put, say, set, wire, words } from "./common.js";
import { busy, done } from "./press.js";
import * as session from "./session.js";

function show(conversation) {
  find("#panel .papers ul").hidden = !conversation;
  find("#panel .papers .wait").hidden = Boolean(conversation);
  for (const button of all("#panel .save, #panel .again")) button.hidden = !conversation;
  if (conversation && conversation.role && !find("#panel .sides").dataset.chosen) {
    const side = conversation.role === "leader" ? "leader" : "representative";
    find(`#panel .sides [value=${side}]`).checked = true;
  }
  address();
  memory();
}

function address() {
  const conversation = session.current();
  const side = find("#panel .sides :checked").value;
  for (const link of all("#panel a.paper")) {
    const { paper, format } = link.dataset;
    if (!conversation) {
      link.removeAttribute("href");
      continue;
    }
    const query = new URLSearchParams({ format });
    if (paper === "arguments") query.set("side", side);
    set(link, "href", `v1/conversations/${encodeURIComponent(conversation.conversation_id)}/papers/${paper}?${query}`);
  }
}

async function save() {
  const now = session.current();
  let kept = now;
  try {
    kept = await session.read(now.conversation_id);
  } catch {
    kept = now; // the server has lost it, this tab has not
  }
  const date = new Date();
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
  const name = fill(words.file, { date: day.join("-") });
  const url = URL.createObjectURL(new Blob([JSON.stringify(session.fitting(kept), null, 1)], { type: "application/json" }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  say(fill(words.saved, { name }));
}

function trouble(text) {
  const line = find("#file-trouble");
  put(line, text);
  line.hidden = !text;
  if (text) say(text);
}

async function chosen(field) {
  const [file] = field.files;
  if (!file) return;
  trouble("");
  const kept = await parsed(file);
  field.value = ""; // the same file can be chosen again
  if (!kept) return;
  const held = session.current();
  const something = held && (held.exchanges.length || held.walk);
  if (something) ask("#ask-open", field, words.askOpen, words.yesOpen, () => open(kept, field));
  else await open(kept, field);
}

async function parsed(file) {
  if (file.size > session.MOST_BYTES) {
    const size = `${Math.round(file.size / 1e5) / 10} MB`.replace(".", ",");
    trouble(fill(words.tooLarge, { size }));
    return null;
  }
  try {
    const kept = JSON.parse(await file.text());
    if (kept && typeof kept === "object" && !Array.isArray(kept)) return kept;
  } catch {
    // said below, as for any other file
  }
  trouble(words.broken);
  return null;
}

async function open(kept, field) {
  if (busy()) {
    say(words.busy);
    return;
  }
  try {
    await session.open(kept);
    field.focus();
  } catch (problem) {
    trouble(problem.message);
  }
}

/** A question in place with two buttons; focus goes to it and comes back. */
function ask(where, from, question, yes, does) {
  const box = find(where);
  const leave = () => {
    box.hidden = true;
    box.replaceChildren();
    if (from.matches("[aria-expanded]")) set(from, "aria-expanded", "false");
  };
  const no = make("button", { type: "button", className: "quiet", textContent: words.no });
  no.addEventListener("click", () => {
    leave();
    from.focus();
  });
  const go = make("button", { type: "button", className: "really", textContent: yes });
  go.addEventListener("click", () => {
    leave();
    if (does !== restart) from.focus(); // that button is about to go
    does();
  });
  const told = make("p", { tabIndex: -1, textContent: question });
  box.replaceChildren(told, make("p", { className: "presses" }, no, go));
  box.onkeydown = (event) => {
    if (event.key === "Escape") no.click();
  };
  box.hidden = false;
  if (from.matches("[aria-expanded]")) set(from, "aria-expanded", "true");
  told.focus();
}

async function restart() {
  if (busy()) {
    say(words.busy);
    return;
  }
  try {
    await session.erase();
    wire({ do: "restart" });
    find("#panel .start").focus();
  } catch (problem) {
    say(problem.message);
  }
}

function memory() {
  const on = session.remembers();
  find("#remember").checked = on;
  put(find("#kept"), words.kept[on ? "on" : "off"]);
  put(find("#footer .kept-here"), words.privacyBrowser[on ? "on" : "off"]);
}

function remember(box) {
  try {
    session.remember(box.checked);
    say(box.checked ? words.remembered : words.forgotten);
  } catch {
    say(words.noMemory);
  }
  memory();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#panel .save, #panel .again");
  if (button?.matches(".save")) save();
  else if (button && button.getAttribute("aria-expanded") === "true") find("#ask-restart .quiet").click();
  else if (button) ask("#ask-restart", button, words.askRestart, words.yesRestart, restart);
});
document.addEventListener("change", (event) => {
  const { target } = event;
  if (target.id === "open-file") chosen(target);
  else if (target.id === "remember") remember(target);
  else if (target.name === "side") {
    find("#panel .sides").dataset.chosen = "yes";
    address();
  }
});

/** Once Gradio is there: take up what this browser remembers. */
export async function start() {
  memory();
  try {
    await session.restore();
  } catch (problem) {
    say(problem.message);
  }
}

session.onChange(show);
