// Where steps or tabs do not fit side by side, the present one is brought into sight, also after a tablet is turned.
function show() {
  document.querySelectorAll(".steps-line [aria-current], .tabs [aria-current]").forEach((step) => {
    const line = step.parentElement;
    line.scrollLeft = step.offsetLeft - line.offsetLeft - (line.clientWidth - step.clientWidth) / 2;
  });
}

show();
window.addEventListener("resize", show);
