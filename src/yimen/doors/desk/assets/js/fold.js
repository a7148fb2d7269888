// On a phone the conditions of a list stay folded until they are wanted, so that its first row is in sight.
document.addEventListener("click", (event) => {
  const fold = event.target.closest("[data-fold]");
  if (!fold) return;
  const isOpen = fold.closest("form").classList.toggle("is-open");
  fold.setAttribute("aria-expanded", String(isOpen));
});
