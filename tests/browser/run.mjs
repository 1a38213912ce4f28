// Looks at the running pages in a browser:
//
//   node run.mjs BASE_URL [FOLDER]
//
// Every page is opened at 1280 and 320 pixels. Axe finds nothing, nothing scrolls sideways, the
// content policy is not broken, nothing fails to load and no script throws; every chart is drawn;
// and without scripts the tables stand open. With FOLDER, pictures at 1280 and 390 pixels are put
// there. Exits 0 when every check passed, 1 when one failed, 2 when it could not be run.
// CHROMIUM names another browser than the one of Debian.

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
const PAGES = [
  { name: 'overview', path: '/', charts: true },
  { name: 'npu', path: '/npus/BE', charts: true, readings: true },
  { name: 'symbols', path: '/about/symbols' },
  { name: 'problem', path: '/no-such-page', status: 404 },
  { name: 'wrong-choice', path: '/?period=2035-01', status: 400 },
];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

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

/** Opens a page and collects everything the browser complains of. */
async function open(browser, page, width, { scripts = true } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: scripts, reducedMotion: 'reduce' });
  const tab = await context.newPage();
  const complaints = [];
  const own = new URL(page.path, base).href;
  tab.on('console', (message) => {
    const expected = page.status && message.location().url === own;
    if (['error', 'warning'].includes(message.type()) && !expected) complaints.push(message.text());
  });
  tab.on('pageerror', (error) => complaints.push(String(error)));
  tab.on('requestfailed', (request) => complaints.push(`not loaded: ${request.url()}`));
  tab.on('response', (response) => {
    if (response.status() >= 400 && response.url() !== own) complaints.push(`${response.status()} ${response.url()}`);
  });
  const response = await tab.goto(own, { waitUntil: 'networkidle', timeout: 20000 });
  if (response.status() !== (page.status ?? 200)) complaints.push(`answered ${response.status()}`);
  const policy = (await response.headerValue('content-security-policy')) ?? '';
  if (!policy.includes("default-src 'none'") || policy.includes('unsafe')) complaints.push(`content policy: "${policy}"`);
  return { context, tab, complaints };
}

async function sideways(tab) {
  const reach = await tab.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  return reach[0] > reach[1] ? [`${reach[0]} pixels of page in ${reach[1]} of window`] : [];
}

async function axe(tab) {
  await tab.evaluate(AXE);
  const { violations } = await tab.evaluate((rules) => window.axe.run(document, rules), RULES);
  return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')}`);
}

/** Every figure that asks for a chart has one, and its table is folded away. */
async function undrawn(tab) {
  return tab.evaluate(() => Array.from(document.querySelectorAll('[data-chart]'))
    .filter((f) => !f.querySelector('.sd-plot svg') || f.querySelector('.sd-figure__data').open).map((f) => f.id));
}

/** An NPU's page opens with what it is set against and says of every measure how it reads, in words. */
async function unread(tab) {
  return tab.evaluate(() => {
    const rows = Array.from(document.querySelectorAll('.sd-measures--read tbody tr'));
    const faults = rows.filter((row) => !row.querySelector('.sd-verdict span')?.textContent.trim())
      .map((row) => `no reading: ${row.querySelector('th').textContent}`);
    if (rows.length === 0) faults.push('no measure is read');
    if (!/rest of the force/.test(document.querySelector('.sd-statement__text').textContent)) faults.push('the first sentence compares with nothing');
    if (!document.querySelector('.sd-measures--read .sd-mini .ref')) faults.push('no tick of the rest is drawn');
    return faults;
  });
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

async function look(browser, page) {
  for (const width of [1280, 320]) {
    const { context, tab, complaints } = await open(browser, page, width);
    check(`${page.name} at ${width}: the browser complains of nothing`, complaints);
    check(`${page.name} at ${width}: nothing scrolls sideways`, await sideways(tab));
    if (page.charts) check(`${page.name} at ${width}: every chart is drawn`, await undrawn(tab));
    if (page.readings) check(`${page.name} at ${width}: every measure has its reading`, await unread(tab));
    check(`${page.name} at ${width}: axe finds nothing`, await axe(tab));
    if (page.charts) {
      await tab.locator('.sd-figure__data summary').evaluateAll((all) => all.forEach((s) => s.click()));
      check(`${page.name} at ${width}, tables open: nothing scrolls sideways`, await sideways(tab));
      check(`${page.name} at ${width}, tables open: axe finds nothing`, await axe(tab));
    }
    await context.close();
  }
  const { context, tab, complaints } = await open(browser, page, 1280, { scripts: false });
  check(`${page.name} without scripts: the browser complains of nothing`, complaints);
  check(`${page.name} without scripts: every table is open`, await closedTables(tab));
  await context.close();
}

async function picture(browser, page) {
  for (const width of [1280, 390]) {
    const { context, tab } = await open(browser, page, width);
    await tab.screenshot({ path: join(folder, `${page.name}-${width}.png`), fullPage: true });
    await context.close();
  }
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
  .catch((error) => {
    console.error(`The browser could not be started: ${error.message.split('\n')[0]}`);
    process.exit(2);
  });
try {
  for (const page of PAGES) await look(browser, page);
  await signInAsPeopleDo(browser, base, { check, axe, sideways, folder });
  if (folder) {
    mkdirSync(folder, { recursive: true });
    for (const page of PAGES) await picture(browser, page);
  }
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
