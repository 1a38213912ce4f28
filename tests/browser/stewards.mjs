// What arrives and what is held, as a steward and as those who see to safeguarding see it: every page and
// state at four widths, by axe, and each form by keyboard. The sample data has items that are held.

/** The links of a page whose address begins with `start`. */
async function links(tab, start) {
  return tab.locator(`a[href^="${start}"]`).evaluateAll((all) => all.map((a) => a.getAttribute('href')));
}

/** look, type, send and base are those of sign_in.mjs; check is that of run.mjs. */
export async function decideAsStewardsDo(tab, { base, check, look, send }) {
  const open = (path) => tab.goto(new URL(path, base).href, { waitUntil: 'load' });
  const text = async () => (await tab.textContent('main')).replace(/\s+/g, ' ');
  const says = async (what, words) => check(`steward: ${what}`, (await text()).includes(words) ? [] : [`"${words}" is not said`]);

  await look('responses', { path: '/responses' });
  check('steward: arrivals are drawn', (await tab.locator('#arrivals .sd-plot svg rect').count()) > 0 ? [] : ['no column']);
  await tab.locator('#arrivals summary').click();
  await look('responses-open');
  await look('responses-wrong-day', { path: '/responses?from=2019-01-01&to=2019-12-31', status: 400 });
  await look('quarantine', { path: '/responses/quarantine' });
  await says('how many wait', 'wait for a person');
  await look('quarantine-empty', { path: '/responses/quarantine?state=discarded' });
  const items = (await links(tab, '/responses/quarantine/')).length;
  check('steward: nothing is discarded yet', items === 0 ? [] : [`${items} items`]);
  await look('replay-preview', { path: '/responses/quarantine/replay?reason=area_unknown' });
  await says('what a replay would come to', 'would still fail (area unknown)');

  await open('/responses/quarantine?reason=version_conflict');
  const [conflict] = (await links(tab, '/responses/quarantine/')).filter((href) => !href.includes('/replay'));
  await look('held-conflict', { path: conflict });
  await says('the two versions', 'Counts now');
  // Every part of a form stands below the one before it.
  const overlaps = await tab.locator('.sd-act').evaluateAll((forms) => forms.flatMap((form) => {
    const parts = [...form.children].filter((part) => part.type !== 'hidden').map((part) => part.getBoundingClientRect());
    return parts.filter((part, at) => at > 0 && part.top < parts[at - 1].bottom - 1).map(() => form.textContent.trim().slice(0, 20));
  }));
  check('steward: no part of a form lies over another', overlaps);

  // By keyboard, from the menu to the act.
  await open('/responses/quarantine?reason=area_unknown');
  const [unknown] = (await links(tab, '/responses/quarantine/')).filter((href) => !href.includes('/replay'));
  await look('held-item', { path: unknown });
  await tab.locator('#discard-reason').focus();
  await send();
  await look('held-refused');
  await says('a reason is missing', 'Say why');
  await tab.locator('#discard-reason').focus();
  await tab.keyboard.type('There is no such place');
  await tab.keyboard.press('Tab');
  await send();
  await look('held-decided');
  await says('what was done', 'It was discarded');
}

export async function seeToSafeguarding(tab, { base, check, look }) {
  await look('queue', { path: '/responses/safeguarding' });
  const [item] = await links(tab, '/responses/safeguarding/');
  check('safeguarding: an item is held', item ? [] : ['none is']);
  await look('item', { path: item });
  const shown = await tab.textContent('main');
  check('safeguarding: nothing that was written is shown', shown.includes('my mail') ? ['it is'] : []);
  await look('not-theirs', { path: '/responses/quarantine', status: 403 });
  await tab.goto(new URL('/', base).href, { waitUntil: 'load' });
}

/** Without scripts the tables are open and the forms can be sent. */
export async function withoutScripts(browser, base, cookies, check) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false });
  await context.addCookies(cookies);
  const tab = await context.newPage();
  await tab.goto(new URL('/responses', base).href);
  check('steward without scripts: the hours can be read', (await tab.locator('#arrivals table').isVisible()) ? [] : ['no table']);
  await tab.goto(new URL('/responses/quarantine', base).href);
  check('steward without scripts: items can be read', (await tab.locator('.sd-held').isVisible()) ? [] : ['no table']);
  await context.close();
}
