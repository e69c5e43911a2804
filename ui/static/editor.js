// An answer written anew, in place: one field per voice; when another window was faster, both answers are shown.
import { all, fill, find, make, say, set, words } from "./common.js";
import * as session from "./session.js";

let made = 0; // fields so far, for their ids

export function toggle(row) {
  if (find(".editor", row)) close(row);
  else open(row);
}

function open(row) {
  const base = session.answerTo(row.dataset.sub);
  const form = make("form", { className: "editor", noValidate: true });
  form.base = base;
  const held = base?.contributions.length ? base.contributions : [{ text: "", voice: "" }];
  form.append(...held.map((one) => voice(row, one)));
  form.append(make("p", { className: "trouble", hidden: true }));
  form.append(
    make(
      "p",
      { className: "presses" },
      make("button", { type: "submit", className: "keep", textContent: words.keep }),
      press("undo", () => close(row)),
      press("moreVoices", () => more(row, form)),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(row, form, written(form));
  });
  form.addEventListener("keydown", (event) => event.key === "Escape" && !changed(form) && close(row));
  row.append(form);
  set(find(".edit", row), "aria-expanded", "true");
  find("textarea", form).focus();
}

function close(row) {
  find(".editor", row)?.remove();
  set(find(".edit", row), "aria-expanded", "false");
  find(".edit", row).focus();
}

function press(word, does) {
  const button = make("button", { type: "button", className: "quiet", textContent: words[word] });
  button.addEventListener("click", does);
  return button;
}

function voice(row, { text, voice: name }) {
  const id = `edit-${++made}`;
  const label = fill(words.answer, { number: row.dataset.number });
  return make(
    "div",
    { className: "voice" },
    make("label", { htmlFor: `${id}-voice`, textContent: words.voice }),
    make("input", { id: `${id}-voice`, type: "text", maxLength: 100, defaultValue: name, autocomplete: "off" }),
    make("label", { htmlFor: id, textContent: name ? `${label} (${name})` : label }),
    make("textarea", { id, maxLength: 8000, rows: 4, defaultValue: text }),
  );
}

function more(row, form) {
  const field = voice(row, { text: "", voice: "" });
  all(".voice", form).at(-1).after(field);
  find("input", field).focus();
}

const fields = (form) => all(".voice input, .voice textarea", form);
const changed = (form) => fields(form).some((field) => field.value !== field.defaultValue);

const written = (form) =>
  all(".voice", form)
    .map((one) => ({ text: find("textarea", one).value, voice: find("input", one).value.trim() }))
    .filter((one) => one.text.trim());

async function keep(row, form, contributions) {
  if (form.saving) return;
  form.saving = true;
  try {
    await session.edit(row.dataset.sub, contributions, form.base);
    close(row);
    say(fill(contributions.length ? words.edited : words.emptied, { number: row.dataset.number }));
  } catch (problem) {
    if ("theirs" in problem) differ(row, form, problem);
    else trouble(form, problem.message);
  } finally {
    form.saving = false;
  }
}

function trouble(form, text) {
  const line = find(".trouble", form);
  line.textContent = text;
  line.hidden = false;
  say(text);
}

/** Both versions, and what to do with them: nothing that anybody wrote is gone before it is decided. */
function differ(row, form, { message, theirs }) {
  form.base = theirs;
  const others = theirs?.contributions ?? [];
  const shown = others.length
    ? others.map((one) => make("blockquote", { textContent: one.voice ? `${one.voice}: ${one.text}` : one.text }))
    : [make("blockquote", { textContent: words.nothingThere })];
  find(".conflict", form)?.remove();
  const told = make("p", { className: "what", tabIndex: -1, textContent: message });
  const conflict = make("div", { className: "conflict" }, told, make("p", { textContent: words.theirs }), ...shown);
  conflict.append(make("p", { textContent: words.mine }));
  form.prepend(conflict);
  find(".trouble", form).hidden = true;
  find(".presses", form).replaceChildren(
    press("keepBoth", () => keep(row, form, joined(others, written(form)))),
    press("keepMine", () => keep(row, form, written(form))),
    press("keepTheirs", () => {
      close(row);
      say(words.keptTheirs);
    }),
  );
  say(message);
  told.focus();
}

function joined(theirs, mine) {
  const all = new Map();
  for (const { text, voice: name } of [...theirs, ...mine]) all.set(name, all.has(name) ? `${all.get(name)}\n${text}` : text);
  return [...all].map(([name, text]) => ({ text, voice: name }));
}
