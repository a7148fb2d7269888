// A scanned code comes behind the #: no server sees it there. It is put into the field and taken out of the address.
"use strict";

const field = document.querySelector("[data-answer-code] [name=code]");
const brought = window.location.hash.slice(1, 41);
if (field && brought) {
  field.value = brought;
  window.history.replaceState(null, "", window.location.pathname);
  field.form.querySelector("button").focus();
}
