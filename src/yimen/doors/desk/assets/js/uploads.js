// Shows what was chosen before it is sent: small pictures for photos, names for the rest.
document.addEventListener("change", (event) => {
  const input = event.target;
  const box = input.closest("[data-upload]");
  if (!box || input.type !== "file") return;
  const list = box.querySelector(".upload-list");
  list.replaceChildren();
  for (const file of input.files) {
    const item = document.createElement("li");
    if (file.type.startsWith("image/")) {
      const picture = document.createElement("img");
      picture.src = URL.createObjectURL(file);
      picture.alt = file.name;
      picture.onload = () => URL.revokeObjectURL(picture.src);
      item.append(picture);
    } else item.textContent = file.name;
    list.append(item);
  }
});
