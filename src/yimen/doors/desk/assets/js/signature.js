// A pad to sign with finger, pen or mouse. The drawing becomes a PNG in the hidden field beside it.
function arm(pad) {
  const canvas = pad.querySelector("canvas");
  const field = pad.querySelector("input[type=hidden]");
  const context = canvas.getContext("2d");
  let last = null;

  function fit() {
    const scale = window.devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    context.scale(scale, scale);
    context.lineWidth = 2.4;
    context.lineCap = "round";
    context.lineJoin = "round";
    context.strokeStyle = "#14202c";
  }
  function point(event) {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
  function clear() {
    context.clearRect(0, 0, canvas.width, canvas.height);
    field.value = "";
    pad.classList.remove("is-signed");
  }

  fit();
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = point(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const next = point(event);
    context.beginPath();
    context.moveTo(...last);
    context.lineTo(...next);
    context.stroke();
    last = next;
  });
  canvas.addEventListener("pointerup", () => {
    last = null;
    field.value = canvas.toDataURL("image/png");
    pad.classList.add("is-signed");
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  pad.querySelector("[data-clear]").addEventListener("click", clear);
}

function armAll(root) {
  root.querySelectorAll("[data-signature]:not([data-armed])").forEach((pad) => {
    pad.dataset.armed = "";
    arm(pad);
  });
}
armAll(document);
document.addEventListener("htmx:load", (event) => armAll(event.detail.elt));
