// Releases as those see them who decide: the list, a draft and what readers would see of it, and each
// form by keyboard, at four widths and by axe. The sample data has a draft of June 2019.

const DRAFT = '2019-06.r0';

/** look, send and base are those of sign_in.mjs; check is that of run.mjs. */
export async function decideAsPublishersDo(tab, { base, check, look, send }) {
  const text = async () => (await tab.textContent('body')).replace(/\s+/g, ' ');
  const says = async (what, words) => check(`publisher: ${what}`, (await text()).includes(words) ? [] : [`"${words}" is not said`]);

  await look('releases', { path: '/releases' });
  await says('a draft waits', 'One draft waits to be approved or thrown away.');
  await look('draft', { path: `/releases/${DRAFT}` });
  await says('its checks', 'Passed');
  await look('draft-as-read', { path: `/?period=2019-06&release=${DRAFT}` });
  await says('that it is a draft', `Draft release ${DRAFT}: not published yet.`);
  await look('draft-of-an-npu', { path: `/npus/SW?period=2019-06&release=${DRAFT}` });
  await look('published', { path: '/releases/2019-05.r0' });
  await says('that two people withdraw', 'It takes two people');

  await tab.goto(new URL(`/releases/${DRAFT}`, base).href, { waitUntil: 'load' });
  await tab.locator('#discard-reason').focus();
  await send();
  await look('draft-refused');
  await says('a reason is missing', 'Say why');
  await tab.locator('#discard-reason').focus();
  await tab.keyboard.type('June is not over');
  await tab.keyboard.press('Tab');
  await send();
  await look('draft-thrown-away');
  await says('what was done', 'The draft was thrown away.');
}
