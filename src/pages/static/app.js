// Starts GOV.UK Frontend's components: the menu button on narrow screens and the skip link.
import { initAll } from '/assets/govuk-frontend.js';

initAll();
