// The four questions in the panel: how far it is, what is answered, and the way to each. See ui/panel.py.
import { all, fill, find, put, set, wire, words } from "./common.js";
import * as editor from "./editor.js";
import { done } from "./press.js";
import * as session from "./session.js";

let led = ""; // the core question that was opened because the guide went there

function kind(answer) {
  if (answer?.disagreed) return "disagreed";
  if (answer?.contributions.length) return "answered";
  return answer?.unknown ? "unknown" : "open";
}

function figure(node, answered) {
  const total = Number(node.dataset.total);
  put(find(".seen", node), `${answered}/${total}`);
  put(find(".sr", node), fill(words.figure, { answered, total }));
}

/** Show what the conversation holds; only what is different changes. */
function show(conversation) {
  const walk = conversation?.walk ?? null;
  const begun = Boolean(walk && (walk.current || walk.awaits === "project"));
  for (const core of all("#panel details.core")) {
    const rows = all(".sub", core);
    for (const row of rows) {
      const state = kind(session.answerTo(row.dataset.sub));
      row.dataset.state = state;
      put(find(".state", row), words.states[state]);
      put(find(".edit .word", row), words.edit[session.answerTo(row.dataset.sub)?.contributions.length ? "held" : "new"]);
      const button = find(".goto", row);
      if (begun && walk.current === row.dataset.sub) set(button, "aria-current", "step");
      else button.removeAttribute("aria-current");
    }
    const answered = rows.filter((row) => session.answerTo(row.dataset.sub)?.contributions.length).length;
    figure(find(".figure", core), answered);
    find(".bar", core).style.setProperty("--part", `${(100 * answered) / Math.max(rows.length, 1)}%`);
  }
  const answered = (walk?.answers ?? []).filter((answer) => answer.contributions.length).length;
  for (const node of all("#panel-toggle .figure, #panel h2 .figure")) figure(node, answered);
  const start = find("#panel .start");
  put(start, begun ? words.goOn : words.begin);
  start.hidden = begun && !["nothing", "restart"].includes(walk.awaits); // else the guide has just asked
  find("#panel").classList.toggle("begun", begun);
  lead(begun ? walk.current.split("/")[0] : "");
}

// The core question that the guide has come to opens, the one it came from closes: never under the user's hands.
function lead(core) {
  if (core === led) return;
  const [before, now] = [led, core].map((id) => id && document.getElementById(`core-${id}`));
  led = core;
  if (before && !before.contains(document.activeElement) && !find(".editor", before)) before.open = false;
  if (now) now.open = true;
}

async function goTo({ sub, number }) {
  fold();
  try {
    const id = await session.stand(sub);
    wire({ do: "ask", text: fill(words.goToMessage, { number }), id });
  } catch (problem) {
    done(problem.message);
  }
}

function toggle(button) {
  set(button, "aria-expanded", String(find("#panel").classList.toggle("open")));
}

/** On a phone the panel stands above the chat; what is asked from it is answered below. */
export function fold() {
  find("#panel").classList.remove("open");
  set(find("#panel-toggle"), "aria-expanded", "false");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("#panel button");
  if (!button) return;
  const row = button.closest(".sub");
  if (button.id === "panel-toggle") toggle(button);
  else if (button.matches(".goto")) {
    goTo(row.dataset);
  } else if (button.matches(".start")) {
    fold();
    const at = find("#panel .goto[aria-current]")?.closest(".sub").dataset.number;
    wire({ do: "ask", text: at ? fill(words.goToMessage, { number: at }) : words.beginMessage });
  } else if (button.matches(".edit")) editor.toggle(row);
});

// Wide: beside the chat, after it. Narrow: above it. The order of the document is the order on the screen.
const narrow = matchMedia("(max-width: 60rem)");

export function settle() {
  const page = find("#page");
  const panel = find("#panel");
  if (!page || !panel) return;
  const wanted = narrow.matches ? page.firstElementChild : page.lastElementChild;
  if (wanted === panel) return;
  if (narrow.matches) page.prepend(panel);
  else page.append(panel);
}

narrow.addEventListener("change", settle);
session.onChange(show);

export async function follow(id) {
  try {
    await session.follow(id);
  } catch {
    // the answer is there all the same; the panel follows with the next one
  }
}
