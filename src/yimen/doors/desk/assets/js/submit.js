// How a form leaves: asked again where it matters, only while its writer is signed in, once, and seen to be on its way.
import { ask } from "./ask.js";
import { isStillSignedIn, mayHaveEnded } from "./session.js";
import { stopWaiting, wait } from "./waiting.js";

// The gates on the way; a form is held at one that concerns it until somebody has answered.
const GATES = {
  asked: { concerns: (button) => Boolean(button?.dataset.ask), opens: (button) => ask(button.dataset.ask, button) },
  signedIn: { concerns: mayHaveEnded, opens: isStillSignedIn },
};
const passed = new WeakMap();

async function hold(form, button, name) {
  const gates = passed.get(form) || new Set();
  const isOpen = await GATES[name].opens(button);
  passed.set(form, isOpen ? gates.add(name) : new Set());
  if (isOpen) form.requestSubmit(button);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.method === "get") wait(button);
  if (form.method !== "post" || event.defaultPrevented) return;
  const name = Object.keys(GATES).find((each) => !passed.get(form)?.has(each) && GATES[each].concerns(button));
  if (form.dataset.sent || name) event.preventDefault();
  if (form.dataset.sent) return;
  if (name) {
    hold(form, button, name);
    return;
  }
  form.dataset.sent = "yes";
  wait(button);
});

function release(form) {
  delete form.dataset.sent;
  passed.delete(form);
}

window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (!form) return;
  release(form);
  stopWaiting();
});
