// Whoever leaves a page with something typed and not sent is asked first.
const FORMS = "#main form[method=post]:not([data-filter]):not([role=search])";

document.addEventListener("input", mark);
document.addEventListener("change", mark);

function mark(event) {
  const form = event.target.closest(FORMS);
  if (form && !form.closest(".plain")) form.dataset.changed = "yes";
}

// A form that was refused still holds what was typed.
document.querySelectorAll(FORMS).forEach((form) => {
  if (form.querySelector(".error-summary") && !form.closest(".plain")) form.dataset.changed = "yes";
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-changed]:not([data-sent])")) event.preventDefault();
});
