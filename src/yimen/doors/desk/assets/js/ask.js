// One question before something that cannot be undone: what follows, and the same word as on the button to agree.
export function ask(text, button) {
  const dialog = document.getElementById("ask-dialog");
  dialog.querySelector("p").textContent = text;
  const agree = dialog.querySelector("[value=agree]");
  agree.textContent = button.textContent.trim();
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "agree"), { once: true });
  });
}
