// After a form was refused, the first wrong field is in sight and ready to be typed in.
const wrong = document.querySelector(".is-wrong, .form-error");
if (wrong) {
  wrong.scrollIntoView({ block: "center" });
  const field = wrong.querySelector("input:not([type=hidden]), select, textarea");
  if (field) field.focus({ preventScroll: true });
}
