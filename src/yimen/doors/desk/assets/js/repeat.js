// Repeated groups of fields (members, incomes): copies a <template>, replacing __prefix__, or removes a group.
import { ask } from "./ask.js";

const isTyped = (item) =>
  [...item.querySelectorAll("input:not([type=hidden]):not([type=date]), textarea")].some((field) =>
    ["radio", "checkbox"].includes(field.type) ? false : field.value.trim() !== "",
  );

document.addEventListener("click", async (event) => {
  const adder = event.target.closest("[data-add]");
  if (adder) {
    const list = document.getElementById(adder.dataset.add);
    const template = document.getElementById(`${adder.dataset.add}-template`);
    const total = list.querySelector("[name$='-TOTAL_FORMS']");
    const index = Number(total.value);
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", String(index));
    const item = holder.content.firstElementChild;
    list.append(item);
    total.value = String(index + 1);
    const first = item.querySelector("input:not([type=hidden]), select");
    if (first) first.focus();
    if (window.htmx) window.htmx.process(item);
  }
  const remover = event.target.closest("[data-remove]");
  if (remover) {
    const item = remover.closest("[data-item]");
    const list = item.parentElement;
    if (remover.dataset.ask && isTyped(item) && !(await ask(remover.dataset.ask, remover))) return;
    item.remove();
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
