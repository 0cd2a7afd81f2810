// Shows loading as it goes on. Without a script the page reloads itself every few seconds instead.
const SECONDS = 1;
const place = document.querySelector("[data-watch]");
const address = place?.dataset.progress;
const tag = document.querySelector("[data-watch-state] .govuk-tag");

async function look() {
  if (!address) {
    location.reload();
    return;
  }
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  const { busy, state, words, colour, percent } = await answer.json();
  if (!busy) {
    location.reload();
    return;
  }
  place.querySelector("progress").value = percent;
  tag.textContent = words;
  tag.className = `govuk-tag govuk-tag--${colour}`;
  place.querySelector("label").textContent = state === "queued" ? "Waiting for its turn" : "Loading";
  setTimeout(look, SECONDS * 1000);
}

if (place) {
  setTimeout(look, address ? SECONDS * 1000 : 5000);
}
