// What all scripts of the page share: its words, the status line, and short names for the DOM.
export const words = JSON.parse(document.getElementById("page-words").textContent);
export const status = document.getElementById("status");
export const calm = matchMedia("(prefers-reduced-motion: reduce)");
export const find = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const set = (node, name, value) => node && node.getAttribute(name) !== value && node.setAttribute(name, value);
export const put = (node, text) => node && node.textContent !== text && (node.textContent = text);
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** An element with properties and children; what users wrote goes in as text alone. */
export function make(tag, properties = {}, ...inside) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...inside);
  return node;
}

export function say(text) {
  status.textContent = text;
}

let told = 0;

/** A message to the handlers on the server, through a hidden field of Gradio's; see ui/handlers.py, told(). */
export function wire(message) {
  const field = find("#wire textarea, #wire input");
  field.value = JSON.stringify({ ...message, number: ++told });
  field.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => find("#tell").click()); // when Gradio has taken the text in
}
