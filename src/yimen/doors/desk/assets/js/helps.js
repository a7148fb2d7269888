// The short helps of fields are shown or hidden by one button; the browser remembers which. Hidden, they are still read out.
const KEY = "yimen-helps";

function show(isShown) {
  document.documentElement.classList.toggle("helps-off", !isShown);
  for (const button of document.querySelectorAll("[data-helps]")) {
    button.setAttribute("aria-pressed", String(isShown));
  }
}

show(localStorage.getItem(KEY) !== "off");

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-helps]")) return;
  const isShown = document.documentElement.classList.contains("helps-off");
  localStorage.setItem(KEY, isShown ? "on" : "off");
  show(isShown);
});
