// Fields that matter only for some answers stay hidden until that answer is chosen: data-when="name=value|value".
function chosen(form, name) {
  const field = form.elements[name];
  if (!field) return "";
  if (field.type === "checkbox") return field.checked ? field.value : "";
  return field.value;
}

function update(root) {
  root.querySelectorAll("[data-when]").forEach((part) => {
    const [name, values] = part.dataset.when.split("=");
    const form = part.closest("form");
    const shown = values.split("|").includes(chosen(form, name));
    part.hidden = !shown;
    part.querySelectorAll("input, select, textarea").forEach((field) => {
      field.disabled = !shown;
    });
  });
}

update(document);
document.addEventListener("change", () => update(document));
document.addEventListener("htmx:load", () => update(document));
