// An identity number says the birth date and the sex: what it says is shown and filled in, never typed.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = "10X98765432";

function read(number) {
  if (!/^\d{17}[\dX]$/.test(number)) return null;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  if (CHECK[sum % 11] !== number[17]) return null;
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const day = new Date(`${birth}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== birth || day > new Date()) return null;
  return { birth, sex: Number(number[16]) % 2 ? "male" : "female" };
}

document.addEventListener("input", (event) => {
  const input = event.target;
  if (input.dataset.identity === undefined) return;
  const number = input.value.replace(/\s/g, "").toUpperCase();
  const note = document.getElementById(input.dataset.identity);
  if (!note) return;
  const found = number.length === 18 ? read(number) : null;
  if (found) {
    const sex = found.sex === "male" ? note.dataset.male : note.dataset.female;
    note.textContent = `${note.dataset.born} ${found.birth} · ${sex}`;
  } else note.textContent = number.length === 18 ? note.dataset.wrong : "";
  note.classList.toggle("form-error", number.length === 18 && !found);
});
