// After a form was refused, the first wrong field is in sight and ready to be typed in; without one, what was refused.
const wrong = document.querySelector(".is-wrong");
const field = wrong && wrong.querySelector("input:not([type=hidden]), select, textarea");
const summary = document.querySelector(".error-summary");
for (let part = wrong?.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
const target = field || summary;
if (target) {
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}
