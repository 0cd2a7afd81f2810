// Shows what typed terms do to the dates as soon as a field changes. Without it, the button "Show the dates" does the same.
const form = document.getElementById("terms");
const shown = document.getElementById(form.dataset.changes);
let asked = 0;

form.addEventListener("change", async () => {
  const number = (asked += 1);
  const typed = new FormData(form);
  typed.set("show", "1");
  const answer = await fetch(window.location.href, { method: "POST", body: typed, headers: { "X-Part": "changes" } });
  if (answer.ok && number === asked) shown.innerHTML = await answer.text();
});
