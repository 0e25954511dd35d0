// Fields for a name work without this: the server asks which one is meant. With it, names are
// offered while one types.

const PAUSE = 200;

async function offer(field, list) {
  const words = field.value.trim();
  if (!words) return;
  const address = `${field.dataset.suggest}?${new URLSearchParams({ q: words, limit: 8 })}`;
  try {
    const answer = await fetch(address);
    if (!answer.ok || field.value.trim() !== words) return;
    const { rows } = await answer.json();
    const names = [...new Set(rows.map((row) => row.name))];
    list.replaceChildren(...names.map((name) => new Option(name, name)));
  } catch {
    // Without a network nothing is offered; what was typed stays.
  }
}

for (const field of document.querySelectorAll("[data-suggest]")) {
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, PAUSE, field, field.list);
  });
}
