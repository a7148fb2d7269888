// Short messages: good news leaves by itself, refusals stay until they are read and closed.
function arm(toast) {
  toast.querySelector("button").addEventListener("click", () => toast.remove());
  if (toast.dataset.stay === undefined) setTimeout(() => toast.remove(), 8000);
}

document.querySelectorAll(".toasts .notice").forEach(arm);

export function say(text, kind) {
  const template = document.getElementById("toast-template");
  if (!template) return;
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.classList.add(`notice-${kind}`);
  toast.querySelector("span").textContent = text;
  if (kind === "bad") toast.dataset.stay = "";
  document.querySelector(".toasts").append(toast);
  arm(toast);
}

document.addEventListener("toast", (event) => say(event.detail.text, event.detail.kind));
document.addEventListener("htmx:sendError", () => {
  const template = document.getElementById("toast-template");
  if (template) say(template.dataset.offline, "bad");
});
