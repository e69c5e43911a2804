// One thing at a time: of two answers under way, Gradio would keep the view of the one that ends last.
import { say, words } from "./common.js";

const PATIENCE = 60_000; // ms; whatever was lost on the way, the page does not stay shut
let pressed = null; // what was pressed and is not done yet: its button (none for the field), and when
let missed = false; // something else was pressed meanwhile

export const busy = () => pressed !== null && Date.now() - pressed.at <= PATIENCE;

// Caught before Gradio hears of it; what stands in the field stays there.
export function press(event, button) {
  if (!busy()) {
    pressed = { button, at: Date.now() };
    missed = false;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (button && button === pressed.button) return; // the second half of a double click
  missed = true;
  say(words.busy);
}

export function done(told) {
  say(missed ? `${told} ${words.missed}` : told);
  pressed = null;
  missed = false;
}
