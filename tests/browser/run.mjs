// Looks at the running pages in a browser:
//
//   node run.mjs BASE_URL [FOLDER]
//
// Every page is opened at 1280, 900, 390 and 320 pixels. Nothing scrolls sideways, there and at the
// widths between, where both margins are kept too; no cell of a table is cut, the content policy is not
// broken, nothing fails to load and no script throws. At the widest and the narrowest axe finds nothing,
// with the tables of charts closed and open. Every chart is drawn and can be saved; and without scripts the tables stand open. Pages of
// figures print on three sheets of A4 or fewer, and have the system's colours where colours are
// forced. With FOLDER, pictures at 1280, 900 and 390 pixels are put there. Exits 0 when every check
// passed, 1 when one failed, 2 when it could not be run. CHROMIUM names another browser than the one
// of Debian.

import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { signInAsPeopleDo } from './sign_in.mjs';

const [base, folder] = process.argv.slice(2);
if (!base) {
  console.error('usage: node run.mjs BASE_URL [FOLDER]');
  process.exit(2);
}
const MAY = 'period=2019-05&release=2019-05.r0';
const PAGES = [
  { name: 'overview', path: '/', charts: true, readings: true, prints: true },
  { name: 'overview-previous', path: `/?compare=previous&${MAY}`, charts: true, readings: true },
  { name: 'overview-previous-3', path: '/?compare=previous-3', charts: true, readings: true },
  { name: 'overview-earlier', path: '/?period=2018-12', charts: true, months: 7 },
  { name: 'npu', path: '/npus/BE', charts: true, readings: true, against: /rest of the force/, prints: true },
  { name: 'npu-earlier', path: '/npus/SH?period=2018-11', charts: true, months: 7 },
  { name: 'compare', path: '/npus', charts: true, readings: true, against: /rest of the force/, prints: true },
  { name: 'compare-confidence', path: '/npus?measure=how_are_we_doing_confidence_in_local_police', charts: true, readings: true },
  { name: 'compare-raked', path: '/npus?measure=public_voice_confidence_in_wmp', charts: true },
  { name: 'channels', path: '/channels', charts: true, prints: true },
  { name: 'channel', path: '/channels/999', charts: true, prints: true },
  { name: 'channel-with-a-survey', path: '/channels/livechat' },
  { name: 'measure', path: '/measures/victim_satisfied_whole_experience', charts: true, prints: true },
  { name: 'measure-of-waves', path: '/measures/public_voice_confidence_in_wmp', charts: true },
  { name: 'measure-rounded', path: '/measures/pilot_satisfied_whole_experience?period=2019-05', undrawn: true },
  { name: 'method', path: '/about/method', prints: true },
  { name: 'symbols', path: '/about/symbols' },
  { name: 'accessibility', path: '/about/accessibility' },
  { name: 'api', path: '/api' },
  { name: 'exports', path: '/exports', prints: true },
  { name: 'exports-earlier', path: '/exports?release=2018-12.r0' },
  { name: 'reports', path: '/reports' },
  { name: 'report', path: '/reports/2019-06.1', prints: true, sheets: 17 },
  { name: 'wrong-release', path: '/exports?release=2035-01.r0', status: 400, wrong: 'release' },
  { name: 'from-a-mail', path: '/?utm_source=mail&fbclid=x', charts: true },
  { name: 'problem', path: '/no-such-page', status: 404 },
  { name: 'unreadable', path: '/?period=%zz', status: 400 },
  { name: 'wrong-choice', path: '/?period=2035-01', status: 400, wrong: 'period' },
  { name: 'wrong-measure', path: '/npus?measure=luck', status: 400, wrong: 'measure' },
  { name: 'wrong-npu', path: '/npus/ZZ', status: 404, wrong: 'npu' },
];
const WIDTHS = [1280, 900, 390, 320];
// Widths between, where a page goes from one layout to another.
const BETWEEN = [1240, 1180, 1100, 1041, 1040, 1020, 1019, 861, 860, 641];
const LEAST_MARGIN = 15;
// The widths at which axe looks at every page and state, and that at which it looks at one page of each kind.
const ENDS = [1280, 320];
const MIDDLE = 900;
const MOST_SHEETS = 3;
const LEAST_FIRST_COLUMN = 150;
// Words that only who made the program would understand.
const INSIDE_WORDS = /parameter|query|pointer|exception|null|undefined|bad_|not_released|utf-8|percent-encod/i;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

let passed = 0, failed = 0;
function check(what, faults) {
  if (faults.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  console.error(`FAILED ${what}`);
  faults.forEach((fault) => console.error(`  ${fault}`));
}

/** A tab, and how a page is opened in it: the answer is everything that the browser complains of. */
async function newTab(browser, { scripts = true } = {}) {
  const context = await browser.newContext({ javaScriptEnabled: scripts, reducedMotion: 'reduce' });
  const tab = await context.newPage();
  let complaints, own, expected;
  tab.on('console', (message) => {
    const foreseen = expected !== 200 && message.location().url === own;
    if (['error', 'warning'].includes(message.type()) && !foreseen) complaints.push(message.text());
  });
  tab.on('pageerror', (error) => complaints.push(String(error)));
  // What the page before still asked for is given up when the next one is opened.
  tab.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`not loaded: ${request.url()}`);
  });
  tab.on('response', (response) => {
    if (response.status() >= 400 && response.url() !== own) complaints.push(`${response.status()} ${response.url()}`);
  });
  const open = async (page, width, { forced = false } = {}) => {
    complaints = [];
    own = new URL(page.path, base).href;
    expected = page.status ?? 200;
    await tab.setViewportSize({ width, height: 900 });
    await tab.emulateMedia({ media: null, forcedColors: forced ? 'active' : 'none' });
    const response = await tab.goto(own, { waitUntil: 'load', timeout: 20000 });
    if (response.status() !== expected) complaints.push(`answered ${response.status()}`);
    const policy = (await response.headerValue('content-security-policy')) ?? '';
    if (!policy.includes("default-src 'none'") || policy.includes('unsafe')) complaints.push(`content policy: "${policy}"`);
    return complaints;
  };
  return { context, tab, open };
}

async function sideways(tab) {
  const reach = await tab.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  return reach[0] > reach[1] ? [`${reach[0]} pixels of page in ${reach[1]} of window`] : [];
}

async function axe(tab) {
  if (!(await tab.evaluate(() => 'axe' in window))) await tab.evaluate(AXE);
  // What passed stays in the browser: it is long, and nobody reads it.
  const violations = await tab.evaluate(async (rules) => (await window.axe.run(document, rules)).violations, RULES);
  return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')}`);
}

/** One page made narrower step by step: it keeps a margin on both sides, and nothing scrolls sideways. */
async function between(tab) {
  const faults = [];
  for (const width of BETWEEN) {
    await tab.setViewportSize({ width, height: 900 });
    await tab.waitForTimeout(150); // charts are drawn anew
    faults.push(...(await sideways(tab)));
    const margins = await tab.evaluate(() => Array.from(document.querySelectorAll('.govuk-width-container'))
      .filter((part) => part.checkVisibility()).map((part) => part.getBoundingClientRect())
      .flatMap((box) => [box.left, document.documentElement.clientWidth - box.right]));
    if (Math.min(...margins) < LEAST_MARGIN) faults.push(`a margin of ${Math.round(Math.min(...margins))} pixels at ${width}`);
  }
  return faults;
}

/** Every figure that asks for a chart has one, and its table is folded away. */
async function undrawn(tab) {
  return tab.evaluate(() => Array.from(document.querySelectorAll('[data-chart]'))
    .filter((f) => !f.querySelector('.sd-plot svg') || f.querySelector('.sd-figure__data').open).map((f) => f.id));
}

/** A page with readings says of every measure how it reads, in words; what it compares with stands first. */
async function unread(tab, against) {
  return tab.evaluate((first) => {
    const rows = Array.from(document.querySelectorAll('.sd-measures--read tbody tr'));
    const faults = rows.filter((row) => !row.querySelector('.sd-verdict span')?.textContent.trim())
      .map((row) => `no reading: ${row.querySelector('th').textContent}`);
    if (rows.length === 0) faults.push('no measure is read');
    if (first && !new RegExp(first).test(document.querySelector('.sd-statement__text').textContent)) faults.push('the first sentence compares with nothing');
    if (!document.querySelector('.sd-measures--read .sd-mini .ref')) faults.push('no tick of the other side is drawn');
    return faults;
  }, against?.source);
}

/** Words of a cell that stick out of it, or a first column too narrow to read. */
async function cut(tab, least) {
  return tab.evaluate((narrowest) => {
    const faults = [];
    document.querySelectorAll('.sd-measures, .rp-figures').forEach((table) => {
      const rows = Array.from(table.querySelectorAll('tbody tr'));
      rows.forEach((row) => Array.from(row.children).forEach((cell) => {
        if (cell.scrollWidth > cell.clientWidth + 1) faults.push(`cut: ${cell.textContent.trim().slice(0, 40)}`);
      }));
      const first = rows[0]?.children[0];
      if (first && first.clientWidth < narrowest) faults.push(`a first column of ${first.clientWidth} pixels`);
    });
    document.querySelectorAll('.sd-verdict').forEach((pill) => {
      if (pill.offsetHeight > 40) faults.push(`broken over lines: ${pill.textContent.trim()}`);
    });
    return faults;
  }, least);
}

/** A table whose chart is not drawn is there to be read. */
async function unseen(tab) {
  return tab.evaluate(() => Array.from(document.querySelectorAll('.sd-figure:not([data-chart]) table'))
    .filter((table) => !table.checkVisibility()).map((table) => `not to be seen: ${table.caption.textContent}`));
}

/** How many comparisons a note allows for: no more than the page's tables have rows, and [p] at most once. */
async function notes(tab) {
  return tab.evaluate(() => {
    const words = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
    const faults = [];
    const rows = document.querySelectorAll('.sd-measures tbody tr').length;
    document.querySelectorAll('.sd-tablenote').forEach((note) => {
      const found = /(?:allow for|among) (\w+)/.exec(note.textContent);
      if (found && words.indexOf(found[1]) + 2 > rows + 1) faults.push(`${rows} rows under "${note.textContent.trim()}"`);
    });
    const marks = document.querySelector('main').textContent.split('[p]').length - 1;
    if (marks > 1 && !/Marks/.test(document.querySelector('h2')?.textContent)) faults.push(`[p] is said ${marks} times`);
    return faults;
  });
}

/** The chart is saved as a file of its own, named by its release, with the styles in it. */
async function unsaved(tab) {
  const link = tab.locator('[data-svg]').first();
  const [download] = await Promise.all([tab.waitForEvent('download', { timeout: 5000 }), link.click()]);
  const faults = [];
  if (!/^2019-\d\d\.r\d+-.*\.svg$/.test(download.suggestedFilename())) faults.push(`saved as ${download.suggestedFilename()}`);
  const text = readFileSync(await download.path(), 'utf8');
  if (!text.startsWith('<svg') || !text.includes('<title') || !/stroke="rgb/.test(text)) faults.push('not a drawing with title and styles');
  return faults;
}

/** Every CSV of the page's figures is one. */
async function brokenFiles(tab) {
  const links = await tab.locator('.sd-figure__get a[href*="format=csv"]').evaluateAll((all) => all.map((a) => a.href));
  const faults = [];
  for (const href of new Set(links)) {
    const reply = await tab.request.get(href);
    if (reply.status() !== 200 || !(reply.headers()['content-type'] ?? '').startsWith('text/csv')) faults.push(`${reply.status()} ${href}`);
  }
  return faults;
}

/** Links within the pages lead somewhere. */
const visited = new Set();
async function brokenLinks(tab) {
  const links = await tab.locator('a[href^="/"]').evaluateAll((all) => all.map((a) => a.href.split('#')[0]));
  const faults = [];
  for (const href of new Set(links)) {
    if (visited.has(href)) continue;
    visited.add(href);
    const reply = await tab.request.get(href, { maxRedirects: 0 });
    if (![200, 303].includes(reply.status())) faults.push(`${reply.status()} ${href}`);
  }
  return faults;
}

/** The marks and lines of charts in colours of the system, none of them that of the paper. */
async function unforced({ tab, open }, page) {
  await open(page, 1280, { forced: true });
  return tab.evaluate(() => {
    const probe = document.createElement('p');
    document.body.append(probe);
    const own = (colour) => { probe.style.color = colour; return getComputedStyle(probe).color; };
    const system = ['CanvasText', 'Canvas', 'GrayText', 'Highlight', 'LinkText'].map(own), paper = own('Canvas');
    const found = [];
    document.querySelectorAll('.sd-plot svg *, .sd-mini svg *').forEach((element) => {
      const style = getComputedStyle(element), name = `${element.tagName}.${element.getAttribute('class')}`;
      ['fill', 'stroke'].forEach((kind) => {
        const colour = style[kind];
        if (colour !== 'none' && !colour.startsWith('url') && colour !== 'rgba(0, 0, 0, 0)' && !system.includes(colour)) found.push(`${kind} ${colour} of ${name}`);
      });
      if (/(^| )(line|ref|whisker|break|baseline)( |$|-)/.test(element.getAttribute('class') ?? '') && style.stroke === paper) found.push(`not to be seen: ${name}`);
    });
    probe.remove();
    return [...new Set(found)].slice(0, 6);
  });
}

/** The sheets that a page prints on; the first of them is not blank. */
async function sheets({ tab, open }, page) {
  await open(page, 1280);
  const pdf = (await tab.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  const count = (pdf.match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  const faults = count >= 1 && count <= (page.sheets ?? MOST_SHEETS) ? [] : [`${count} sheets`];
  await tab.emulateMedia({ media: 'print' });
  const below = await tab.evaluate(() => document.querySelector('main').children[1].getBoundingClientRect().top);
  if (below > 500) faults.push(`the first part begins ${Math.round(below)} pixels down the first sheet`);
  return faults;
}

/** The message stands at its field, which keeps the keyboard's way to it; no inside words. */
async function unclear(tab, field) {
  return tab.evaluate(([name, inside]) => {
    const faults = [];
    const words = document.querySelector('main').textContent;
    if (new RegExp(inside, 'i').test(words)) faults.push(`words of the program: ${new RegExp(inside, 'i').exec(words)[0]}`);
    if (!name) return faults;
    const select = document.getElementById(name);
    if (!select) return [`there is no field ${name}`];
    const message = document.getElementById(select.getAttribute('aria-describedby') ?? '');
    if (!message?.textContent.trim()) faults.push('no message at the field');
    if (document.querySelectorAll('.govuk-error-message').length !== 1) faults.push('not one message alone');
    if (document.querySelector('.govuk-error-summary__list a').hash !== `#${name}`) faults.push('the summary does not lead to the field');
    return faults;
  }, [field ?? '', INSIDE_WORDS.source]);
}

/** The words of a page as read without scripts: tables open, the choices there to be sent. */
async function closedTables(tab) {
  const tables = tab.locator('.sd-figure__data table');
  const faults = [];
  for (let i = 0; i < await tables.count(); i += 1) {
    if (!(await tables.nth(i).isVisible())) faults.push(`table ${i + 1} is not to be seen`);
  }
  return faults;
}

/** Everything that is looked at on one page, which is opened anew for each width. */
async function look(scripted, page) {
  const { tab, open } = scripted;
  for (const width of WIDTHS) {
    const complaints = await open(page, width);
    const at = `${page.name} at ${width}`;
    check(`${at}: the browser complains of nothing`, complaints);
    check(`${at}: nothing scrolls sideways`, await sideways(tab));
    check(`${at}: no cell is cut`, await cut(tab, LEAST_FIRST_COLUMN));
    check(`${at}: what is not drawn can be read`, await unseen(tab));
    if (page.undrawn) check(`${at}: a figure is not drawn`, (await tab.locator('.sd-figure:not([data-chart]) table').count()) > 0 ? [] : ['every figure is drawn']);
    if (page.charts) check(`${at}: every chart is drawn`, await undrawn(tab));
    if (page.readings) check(`${at}: every measure has its reading`, await unread(tab, page.against));
    if (page.months) {
      const rows = await tab.locator('.sd-figure[data-chart="trend"] tbody tr').count();
      check(`${at}: an earlier month keeps the later ones`, rows === page.months ? [] : [`${rows} months`]);
    }
    if (ENDS.includes(width) || (page.prints && width === MIDDLE)) check(`${at}: axe finds nothing`, await axe(tab));
    if (width === WIDTHS[0]) {
      check(`${page.name}: its notes fit its tables`, await notes(tab));
      check(`${page.name}: its links lead somewhere`, await brokenLinks(tab));
      check(`${page.name}: its files are there`, await brokenFiles(tab));
      if (page.status) check(`${page.name}: plain words, at the field`, await unclear(tab, page.wrong));
      if (page.charts && page.prints) check(`${page.name}: a chart is saved`, await unsaved(tab));
      check(`${page.name}, from 1240 to 641: margins, and nothing scrolls sideways`, await between(tab));
      await tab.setViewportSize({ width, height: 900 });
    }
    if (page.charts && ENDS.includes(width)) {
      await tab.locator('details summary').evaluateAll((all) => all.forEach((s) => s.click()));
      check(`${at}, tables open: nothing scrolls sideways`, await sideways(tab));
      check(`${at}, tables open: axe finds nothing`, await axe(tab));
    }
  }
  if (page.charts) check(`${page.name}: forced colours`, await unforced(scripted, page));
  if (page.prints) check(`${page.name}: prints on ${page.sheets ?? MOST_SHEETS} sheets or fewer`, await sheets(scripted, page));
}

/** The pages as they stand where no script runs, one after another in one tab. */
async function lookWithoutScripts(browser) {
  const { context, tab, open } = await newTab(browser, { scripts: false });
  for (const page of PAGES) {
    check(`${page.name} without scripts: the browser complains of nothing`, await open(page, WIDTHS[0]));
    check(`${page.name} without scripts: every table is open`, await closedTables(tab));
  }
  await context.close();
}

/** Each page, in two tabs: a small machine has as many processors, and a browser starts a process for each tab. */
async function lookAtAll(browser) {
  const left = [...PAGES];
  const inOneTab = async () => {
    const scripted = await newTab(browser);
    while (left.length > 0) await look(scripted, left.shift());
    await scripted.context.close();
  };
  await Promise.all([inOneTab(), inOneTab()]);
}

async function picture({ tab, open }, page) {
  for (const width of [1280, 900, 390]) {
    await open(page, width);
    await tab.screenshot({ path: join(folder, `${page.name}-${width}.png`), fullPage: true });
  }
}

/** The form is filled in and sent with the keyboard alone. */
async function byKeyboard(browser) {
  const { context, tab, open } = await newTab(browser);
  await open({ path: '/npus' }, 1280);
  await tab.locator('#measure').focus();
  await tab.keyboard.press('ArrowDown');
  const chosen = await tab.locator('#measure').inputValue();
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Tab');
  await Promise.all([tab.waitForURL(/measure=/), tab.keyboard.press('Enter')]);
  const shown = await tab.locator('#measure').inputValue();
  check('the form of Compare by keyboard', shown === chosen ? [] : [`chose ${chosen}, shown ${shown}`]);
  await context.close();
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
  .catch((error) => {
    console.error(`The browser could not be started: ${error.message.split('\n')[0]}`);
    process.exit(2);
  });
try {
  await lookAtAll(browser);
  await lookWithoutScripts(browser);
  await signInAsPeopleDo(browser, base, { check, axe, ENDS, sideways, folder });
  await byKeyboard(browser);
  if (folder) {
    mkdirSync(folder, { recursive: true });
    const pictured = await newTab(browser);
    for (const page of PAGES) await picture(pictured, page);
  }
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
