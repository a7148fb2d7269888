// A pad to sign with finger, pen or mouse. Strokes are kept, so that a turned phone redraws them; the drawing becomes
// a PNG in the hidden field. A picture of a signature on paper may stand in its place.
const INK = { lineWidth: 2.4, lineCap: "round", lineJoin: "round", strokeStyle: "#14202c" };
const LEAST = 12; // pixels of ink: a touch by mistake is no signature

const ink = (strokes) =>
  strokes
    .flatMap((points) => points.slice(1).map(([x, y], at) => Math.hypot(x - points[at][0], y - points[at][1])))
    .reduce((sum, part) => sum + part, 0);

function arm(pad) {
  const canvas = pad.querySelector("canvas");
  const field = pad.querySelector("input[type=hidden]");
  const paper = pad.querySelector("input[type=file]");
  const context = canvas.getContext("2d");
  let kept = field.value ? Object.assign(new Image(), { src: field.value, onload: draw }) : null;
  let strokes = [];
  let present = null;

  // A drawing that is wider than the pad has become is shown smaller, never cut off.
  function share() {
    const width = Math.max(1, ...strokes.flat().map(([x]) => x));
    return Math.min(1, canvas.clientWidth / width);
  }
  function line(points) {
    context.beginPath();
    points.forEach(([x, y], at) => context[at ? "lineTo" : "moveTo"](x, y));
    context.stroke();
  }
  function draw() {
    const dots = Math.min(window.devicePixelRatio || 1, 2);
    canvas.width = canvas.clientWidth * dots;
    canvas.height = canvas.clientHeight * dots;
    context.scale(dots * share(), dots * share());
    Object.assign(context, INK);
    if (kept && kept.naturalWidth) {
      const fit = Math.min(canvas.clientWidth / kept.naturalWidth, canvas.clientHeight / kept.naturalHeight);
      context.drawImage(kept, 0, 0, kept.naturalWidth * fit, kept.naturalHeight * fit);
    }
    strokes.forEach(line);
  }
  function point(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / share(), (event.clientY - box.top) / share()];
  }
  function say(value) {
    field.value = value;
    pad.classList.toggle("is-signed", value !== "" || paper.files.length > 0);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function clear() {
    strokes = [];
    kept = null;
    draw();
    say("");
  }
  function end() {
    if (!present) return;
    present = null;
    if (!kept && ink(strokes) < LEAST) return;
    paper.value = "";
    say(canvas.toDataURL("image/png"));
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    present = [point(event)];
    strokes.push(present);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!present) return;
    const passed = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
    const from = present.length - 1;
    (passed.length ? passed : [event]).forEach((each) => present.push(point(each)));
    line(present.slice(from));
  });
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  pad.querySelector("[data-clear]").addEventListener("click", () => {
    paper.value = "";
    clear();
  });
  paper.addEventListener("change", () => {
    if (paper.files.length) clear();
  });
  pad.classList.toggle("is-signed", field.value !== "");
  new ResizeObserver(draw).observe(canvas);
}

function armAll(root) {
  root.querySelectorAll("[data-signature]:not([data-armed])").forEach((pad) => {
    pad.dataset.armed = "";
    arm(pad);
  });
}
armAll(document);
document.addEventListener("htmx:load", (event) => armAll(event.detail.elt));
