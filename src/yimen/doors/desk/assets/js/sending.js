// A large file on its way: how much of it has left, and that the rest is the server's.
const parts = (form) => ({ box: form.querySelector?.("[data-sending]"), bar: form.querySelector?.("[data-sending] progress"), text: form.querySelector?.("[data-sending] [role=status]") });

document.addEventListener("htmx:beforeSend", (event) => {
  const { box, bar } = parts(event.target);
  if (!box) return;
  box.hidden = false;
  bar.value = 0;
  delete event.target.dataset.changed;
});
document.addEventListener("htmx:xhr:progress", (event) => {
  const { box, bar, text } = parts(event.target);
  if (!box || !event.detail.lengthComputable) return;
  bar.value = Math.max(bar.value, Math.floor((100 * event.detail.loaded) / event.detail.total));
  text.textContent = bar.value < 100 ? box.dataset.sending.replace("{n}", bar.value) : box.dataset.kept;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { box } = parts(event.target);
  if (box && !event.detail.successful) box.hidden = true;
});
