// Menus are <details>; the side bar of a narrow screen is a drawer. Both close on Escape and on a click elsewhere.
const side = () => document.querySelector(".side");

function showSide(open) {
  side().classList.toggle("is-open", open);
  document.querySelector("[data-side]").setAttribute("aria-expanded", String(open));
}

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  if (!side()) return;
  if (event.target.closest("[data-side]")) showSide(!side().classList.contains("is-open"));
  else if (!side().contains(event.target) && side().classList.contains("is-open")) showSide(false);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  if (side() && side().classList.contains("is-open")) showSide(false);
});
