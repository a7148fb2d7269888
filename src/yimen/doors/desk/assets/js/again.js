// A page that answered something sent takes the place of its list or form in the browser's history: whoever reloads or
// comes back sees that again, instead of the browser's question whether to send everything once more.
const again = document.querySelector('meta[name="again"]');
if (again) history.replaceState(history.state, "", again.content);
