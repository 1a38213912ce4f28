// Three things that people come for, done as somebody who has just signed in would do them: what is
// clicked is counted, and none takes more than four clicks (docs/tasks.md).

const MOST_CLICKS = 4;

/** Clicks that are counted, from the Overview on. */
async function begin(tab, base) {
  let clicks = 0;
  await tab.goto(new URL('/', base).href, { waitUntil: 'load' });
  return {
    /** A link or a button that leads to another page. */
    go: async (role, name, within = tab) => {
      clicks += 1;
      await Promise.all([tab.waitForNavigation({ waitUntil: 'load' }), within.getByRole(role, { name }).first().click()]);
    },
    /** One that leads to a file. */
    take: async (name) => {
      clicks += 1;
      const [download] = await Promise.all([tab.waitForEvent('download', { timeout: 10000 }), tab.getByRole('link', { name }).first().click()]);
      return download;
    },
    says: async (words) => ((await tab.textContent('main')).replace(/\s+/g, ' ').includes(words) ? [] : [`"${words}" is not said`]),
    clicks: () => (clicks <= MOST_CLICKS ? [] : [`${clicks} clicks`]),
    count: () => clicks,
  };
}

/** A lead: is Walsall different, and May as a file. */
export async function askAsLeadsDo(tab, base, check) {
  const menu = tab.getByRole('navigation', { name: 'Menu' });
  const walsall = await begin(tab, base);
  await walsall.go('link', 'Compare', menu);
  await walsall.go('link', 'Walsall');
  check('is Walsall different: the first sentence says it', await walsall.says('Victims in Walsall'));
  check('is Walsall different: against what', await walsall.says('rest of the force'));
  check(`is Walsall different: ${walsall.count()} clicks`, walsall.clicks());

  const may = await begin(tab, base);
  await may.go('link', 'Exports', menu);
  const file = await may.take('Headline figures, May 2019');
  check('May as a file: it is that of May', file.suggestedFilename().includes('2019-05') ? [] : [file.suggestedFilename()]);
  check(`May as a file: ${may.count()} clicks`, may.clicks());
}

/** A steward: why is this item held, and fix it. Its spelling is in the register by now. */
export async function mendAsStewardsDo(tab, base, check) {
  const task = await begin(tab, base);
  await task.go('link', 'Responses', tab.getByRole('navigation', { name: 'Menu' }));
  await task.go('link', 'See why, and decide');
  await task.go('link', /^area unknown/i, tab.locator('tr', { hasText: 'Walsal Nord' }));
  check('why is it held: it says why', await task.says('The area it names is not in the register of areas.'));
  check('why is it held: it says what would happen', await task.says('It would be accepted.'));
  await task.go('button', 'Replay now');
  check('why is it held: it is mended', await task.says('It was read again and accepted.'));
  check(`why is it held, and fix it: ${task.count()} clicks`, task.clicks());
}
