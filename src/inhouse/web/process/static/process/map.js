// Zoom and pan for the process map, and the words beside its slider. Without this script the map is a picture that
// scrolls, with links to two sizes, and the slider has its button.

const STEP = 1.25, SMALLEST = 0.2, LARGEST = 3;

for (const map of document.querySelectorAll("[data-map]")) {
  const drawing = map.querySelector("[data-map-drawing]");
  const svg = drawing.querySelector("svg");
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const fits = () => Math.min(1, (drawing.clientWidth - 20) / width);
  const fitsWhole = () => Math.min(fits(), (drawing.clientHeight - 20) / height);
  let scale = drawing.className.includes("--full") ? 1 : fits();

  const zoom = (wanted, x = drawing.clientWidth / 2, y = drawing.clientHeight / 2) => {
    const before = scale;
    scale = Math.min(LARGEST, Math.max(SMALLEST, wanted));
    drawing.classList.remove("process-map__drawing--fit", "process-map__drawing--full");
    svg.style.width = `${Math.round(width * scale)}px`;
    svg.style.maxHeight = "none";
    drawing.scrollLeft = (drawing.scrollLeft + x) * (scale / before) - x;
    drawing.scrollTop = (drawing.scrollTop + y) * (scale / before) - y;
  };

  const button = (words, said, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "process-map__button";
    made.textContent = words;
    made.setAttribute("aria-label", said);
    made.addEventListener("click", act);
    return made;
  };
  map.querySelector("[data-map-links]").replaceChildren(
    button("−", "Make the map smaller", () => zoom(scale / STEP)),
    button("+", "Make the map larger", () => zoom(scale * STEP)),
    button("Fit", "Fit the whole map into its frame", () => zoom(fitsWhole())),
    button("Full size", "Show the map at full size", () => zoom(1)),
  );
  zoom(scale);

  drawing.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = drawing.getBoundingClientRect();
    zoom(scale * (event.deltaY < 0 ? STEP : 1 / STEP), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });

  let grip = null;
  drawing.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest("a")) return;
    grip = { x: event.clientX + drawing.scrollLeft, y: event.clientY + drawing.scrollTop };
    drawing.setPointerCapture(event.pointerId);
    drawing.classList.add("process-map__drawing--moving");
  });
  drawing.addEventListener("pointermove", (event) => {
    if (!grip) return;
    drawing.scrollLeft = grip.x - event.clientX;
    drawing.scrollTop = grip.y - event.clientY;
  });
  const letGo = () => { grip = null; drawing.classList.remove("process-map__drawing--moving"); };
  drawing.addEventListener("pointerup", letGo);
  drawing.addEventListener("pointercancel", letGo);
}

for (const form of document.querySelectorAll("[data-cover]")) {
  const slider = form.querySelector("input[type=range]");
  const said = form.querySelector("[data-cover-said]");
  slider.addEventListener("input", () => { said.textContent = `${slider.value}%`; });
}
