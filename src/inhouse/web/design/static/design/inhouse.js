// Starts the components that need a script; every page also works without.
import { initAll } from "./govuk/govuk-frontend.min.js";

initAll();
