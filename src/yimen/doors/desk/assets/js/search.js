// Ctrl-K (or Cmd-K) opens the global search; arrows choose a result, Enter opens it, Escape closes.
const dialog = () => document.getElementById("search-dialog");

function open() {
  const box = dialog();
  if (!box || box.open) return;
  box.showModal();
  box.querySelector("input").select();
}

function choose(step) {
  const hits = [...dialog().querySelectorAll(".hit")];
  if (hits.length === 0) return;
  const at = hits.findIndex((hit) => hit.classList.contains("is-current"));
  const next = hits[(at + step + hits.length) % hits.length];
  hits.forEach((hit) => hit.classList.toggle("is-current", hit === next));
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open();
    return;
  }
  const box = dialog();
  if (!box || !box.open) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && event.target.matches("input")) {
    const hit = box.querySelector(".hit.is-current") || box.querySelector(".hit");
    event.preventDefault();
    if (hit) hit.click();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-search]")) open();
  const box = dialog();
  if (box && event.target === box) box.close();
});
