// Repairs what Gradio's markup lacks (names, roles, language) and adds what only a browser can do:
// the question to the top of the view, a citation to its card and back, copying. See ui/document.py
// for #page-words and #status. Written against gradio 6.31.0; tests/ui/test_page.py tells when it moves.
import { all, calm, find, say, set, status, words } from "./common.js";
import * as files from "./files.js";
import * as guide from "./guide.js";
import { done, press } from "./press.js";

let seen = ""; // the last question shown; of a long conversation, the first ones leave the page
let said = ""; // the last signal passed on to the status line
let from = null; // the citation that opened a card
let asking = false; // a question came from a button, which may be gone when its answer is there
let toast = null; // the last complaint of Gradio's that was passed on
let started = false; // the scripts of the panel

async function danish() {
  document.documentElement.lang = "da";
  const core = performance.getEntriesByType("resource").find((e) => /\/assets\/core-[^/]+\.js$/.test(e.name));
  if (core) (await import(core.name)).changeLocale("da"); // Gradio's own switch, in its own module
  document.documentElement.lang = "da";
}

function repair() {
  const log = find("#chat [role=log], #chat [data-log]");
  if (log) {
    set(log, "data-log", "");
    set(log, "role", "group"); // a log is read aloud as it grows; the status line says it once
    set(log, "aria-live", "off");
    set(log, "aria-label", words.log);
  }
  for (const live of all("[role=status]"))
    if (live !== status) {
      live.removeAttribute("role");
      set(live, "aria-live", "off"); // one voice on the page
    }
  find("#chat .placeholder-content")?.removeAttribute("role");
  for (const kind of ["user", "bot"])
    for (const bubble of all(`#chat [data-testid=${kind}]`)) {
      set(bubble, "role", "group");
      set(bubble, "aria-label", words[kind]);
    }
  set(find("#chat .options"), "role", "group");
  set(find("#chat .options"), "aria-label", words.options);
  const role = find("#role");
  if (role) {
    const label = find("[data-testid=block-info]", role);
    if (label) label.id = "role-label";
    set(role, "role", "radiogroup");
    set(role, "aria-labelledby", "role-label");
    for (const radio of all("input[type=radio]", role)) if (radio.name !== "role") radio.name = "role";
  }
  const composer = find("#composer");
  if (composer && status.parentElement !== composer) composer.prepend(status);
  guide.settle();
  if (!started && find("#wire textarea, #wire input")) {
    started = true;
    files.start();
  }
  const signal = find("#signal span[class^=n]");
  if (signal && signal.className !== said) {
    said = signal.className;
    if (signal.textContent === words.working) say(words.working);
    else {
      done(signal.textContent);
      guide.follow([...signal.classList].find((name) => name.startsWith("c_")));
    }
  }
  const complaint = find(".toast-wrap .toast-body");
  if (complaint && complaint !== toast) done(words.connection);
  toast = complaint;
  const asked = all("#chat [data-testid=user]");
  const last = asked.length ? (find(".question", asked.at(-1))?.id ?? seen) : "";
  if (last && last !== seen) requestAnimationFrame(() => toTop(asked.at(-1)));
  if (!last && seen) find("#chat .message-wrap")?.style.removeProperty("min-height");
  seen = last;
}

// The last question stands at the top of the view with room below it, so that nothing moves when the answer comes.
function toTop(bubble) {
  const wrap = find("#chat .message-wrap");
  const place = bubble.getBoundingClientRect().top - wrap.getBoundingClientRect().top;
  wrap.style.minHeight = `${place + innerHeight - find("#composer").offsetHeight - 24}px`;
  bubble.scrollIntoView({ block: "start", behavior: calm.matches ? "instant" : "smooth" });
  if (!asking) return;
  asking = false;
  const heading = find(".question", bubble);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

function openCard(link) {
  const card = document.getElementById(link.hash.slice(1));
  if (!card) return;
  from = link;
  card.open = true;
  const line = find("summary", card);
  line.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", behavior: calm.matches ? "instant" : "smooth" });
}

function back(card) {
  const link = from?.hash === `#${card.id}` ? from : find(`.cite[href$="#${card.id}"]`);
  card.open = false;
  (link ?? find("summary", card)).focus();
}

async function copy(button) {
  const text = find(".copied", button.closest(".answer")).textContent;
  try {
    await navigator.clipboard.writeText(text);
    say(words.copied);
  } catch {
    say(words.notCopied);
  }
}

// What a case fits stands in its class names (see ui/cases.py).
function narrow() {
  const chosen = all("#cases select").map((select) => select.value).filter(Boolean);
  const cases = all("#cases .case");
  for (const one of cases) one.hidden = !chosen.every((name) => one.classList.contains(name));
  const shown = cases.filter((one) => !one.hidden).length;
  const told = (shown ? words.casesSome : words.casesNone).replace("{shown}", shown).replace("{count}", cases.length);
  find("#cases .count span").textContent = told;
  find("#cases .every").hidden = !chosen.length;
  say(told);
}

function showEvery() {
  for (const select of all("#cases select")) select.value = "";
  narrow();
  find("#cases select").focus(); // the button is gone
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#send, .ask, .goto, .start, .option");
  if (button) press(event, button.id === "send" ? null : button);
}, true);
document.addEventListener("keydown", (event) => {
  const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (sends && event.target.matches?.("#question textarea")) press(event, null);
}, true);
document.addEventListener("change", (event) => event.target.matches?.("#cases select") && narrow());
document.addEventListener("click", (event) => {
  const target = event.target.closest?.("a.cite, button");
  if (!target) return;
  if (target.matches("a.cite")) {
    event.preventDefault();
    openCard(target);
  } else if (target.matches(".back")) back(target.closest("details"));
  else if (target.matches(".copy")) copy(target);
  else if (target.matches(".every")) showEvery();
  else if (target.matches(".ask, .goto, .start, .option")) asking = true;
});

// Gradio gives its radios new names whenever one is chosen, hence the attributes.
const watched = { childList: true, subtree: true, characterData: true, attributeFilter: ["name", "aria-live"] };
new MutationObserver(repair).observe(document.body, watched);
new MutationObserver(() => document.documentElement.lang !== "da" && danish()).observe(document.documentElement, {
  attributeFilter: ["lang"],
});
addEventListener("load", danish);
repair();
