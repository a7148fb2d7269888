// A form that lay open for a while may outlive its session. Before it leaves, the page asks who is signed in; if it is
// nobody, or somebody else, everything typed stays where it is until the same person is back, in another tab.
import { say } from "./toasts.js";

const LONG = 15_000;
let heard = Date.now();

const page = () => document.body;
const dialog = () => document.getElementById("signed-out");

export const mayHaveEnded = () => page().dataset.user !== undefined && Date.now() - heard > LONG;

function renew(token) {
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => {
    field.value = token;
  });
  page().setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}

let asking = null;

// One question at a time: an answer from before the person came back must not open the dialog again.
function present() {
  asking ??= fetch(dialog().dataset.state, { headers: { Accept: "application/json" } })
    .then((answer) => answer.json())
    .finally(() => {
      asking = null;
    });
  return asking;
}

export async function isStillSignedIn() {
  let who;
  try {
    who = await present();
  } catch {
    document.dispatchEvent(new Event("htmx:sendError"));
    return false;
  }
  const isSame = who.user === page().dataset.user && who.post === page().dataset.post;
  if (isSame) {
    heard = Date.now();
    renew(who.token);
  } else if (!dialog().open) dialog().showModal();
  return isSame;
}

document.addEventListener("signed-out", () => {
  heard = 0;
  if (!dialog().open) isStillSignedIn();
});
document.addEventListener("htmx:afterRequest", (event) => {
  const answer = event.detail.xhr;
  const isHeard = answer.status >= 200 && answer.status < 400 && answer.getResponseHeader("HX-Trigger") !== "signed-out";
  if (isHeard) heard = Date.now();
});
document.addEventListener("visibilitychange", async () => {
  if (document.visibilityState !== "visible" || !dialog()?.open || !(await isStillSignedIn())) return;
  dialog().close();
  say(dialog().dataset.back, "good");
});
