// A wait of more than a moment is shown: a bar on top for pages on their way, a word for files being made.
import { say } from "./toasts.js";

const bar = () => document.getElementById("waiting");

export function wait(button) {
  document.body.classList.add("is-waiting");
  if (bar()) bar().textContent = bar().dataset.text;
  if (button) button.setAttribute("aria-busy", "true");
}

export function stopWaiting() {
  document.body.classList.remove("is-waiting");
  if (bar()) bar().textContent = "";
  document.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (link.dataset.file !== undefined) {
    if (bar()) say(bar().dataset.file, "plain");
    return;
  }
  const isPage = link.origin === location.origin && !link.target && link.getAttribute("href")[0] !== "#";
  if (isPage) wait();
});
window.addEventListener("pageshow", stopWaiting);
