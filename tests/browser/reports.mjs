// The report to the board as those see it who make it: the list, a draft, the form for the words of
// an aim, and what is said where words or a sign-off are refused; at four widths and by axe. The
// sample data has a draft, 2019-06.2, after the report that is published.

const DRAFT = '/reports/2019-06.2';
const UNTRUE = 'There were 28,976 burglaries in the year ending March 2019.';

async function says(tab, check, what, words) {
  const text = (await tab.textContent('main')).replace(/\s+/g, ' ');
  check(`report: ${what}`, text.includes(words) ? [] : [`"${words}" is not said`]);
}

async function press(tab, send, name) {
  await tab.getByRole('button', { name }).first().focus();
  await send();
}

/** look and send are those of sign_in.mjs; check is that of run.mjs. */
export async function writeAsAnalystsDo(tab, { base, check, look, send }) {
  await look('report-list', { path: '/reports' });
  await tab.locator('#day').fill('soon');
  await press(tab, send, 'Make a draft');
  await look('report-day-refused');
  await says(tab, check, 'what is wrong with a day', 'The day of a report is a date');
  await look('draft-report', { path: DRAFT });
  await tab.goto(new URL(`${DRAFT}/aims/burglary/edit`, base).href, { waitUntil: 'load' });
  await tab.locator('#commentary').fill(UNTRUE);
  await press(tab, send, 'Save words');
  await look('report-words');
  await says(tab, check, 'a sentence that does not agree', 'Does not agree');
  await look('report-words-left-out', { path: `${DRAFT}/aims/robbery/edit` });
  await says(tab, check, 'a sentence that was left out', 'Left out:');
  await look('draft-contradicted', { path: DRAFT });
  await says(tab, check, 'what the draft says that the figures do not', UNTRUE);
}

/** The same draft with what a publisher does: an aim is signed off, and the report cannot be published yet. */
export async function signAsPublishersDo(tab, { check, look, send }) {
  await look('report-to-sign', { path: DRAFT });
  await press(tab, send, /^Sign off/);
  await look('report-signed');
  await says(tab, check, 'that an aim is signed off', 'The aim is signed off.');
  await says(tab, check, 'what is missing', 'not signed off yet');
}
