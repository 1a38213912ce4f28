// Signing in as people do, by keyboard: each page on the way at four widths, at two of them by axe,
// without a word of complaint from the browser; then the pages that their role may open. ACCOUNTS is JSON: an account
// of a lead, of an analyst, of an auditor, of an administrator, of a steward, of safeguarding and of a
// publisher, as `soundings account create --json` said them.

import { createHmac } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { decideAsPublishersDo } from './publishers.mjs';
import { signAsPublishersDo, writeAsAnalystsDo } from './reports.mjs';
import { decideAsStewardsDo, seeToSafeguarding, withoutScripts } from './stewards.mjs';
import { askAsLeadsDo, mendAsStewardsDo } from './tasks.mjs';

const CHOSEN = 'purple kettle orbit';
// Pages that are the same for every account are looked at once.
const SAME_FOR_ALL = new Set(['sign-in', 'sign-in-refused', 'code', 'signed-out']);

function oneTimeCode(secret) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = mac.at(-1) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

/** check, axe, ENDS (the widths that it looks at) and sideways are those of run.mjs. */
export async function signInAsPeopleDo(browser, base, { check, axe, ENDS, sideways, folder }) {
  const accounts = JSON.parse(process.env.ACCOUNTS ?? '[]');
  const seen = new Set();
  for (const account of accounts) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    const tab = await context.newPage();
    const complaints = [];
    let listening = true;  // axe tries what the policy forbids
    // A refused form is answered with 400, a page of others with 403, which the browser reports as an error of its own.
    tab.on('console', (message) => {
      if (listening && ['error', 'warning'].includes(message.type()) && !/40[0349]/.test(message.text())) complaints.push(message.text());
    });
    tab.on('pageerror', (error) => complaints.push(String(error)));
    // A page that draws charts is opened anew at each width, another one at the widest and the narrowest.
    const look = async (name, { path } = {}) => {
      if (SAME_FOR_ALL.has(name) && seen.has(name)) return;
      seen.add(name);
      let drawn = true;
      for (const width of [1280, 900, 390, 320]) {
        await tab.setViewportSize({ width, height: 900 });
        if (path && (drawn || width === ENDS.at(-1))) await tab.goto(new URL(path, base).href, { waitUntil: 'load' });
        drawn = (await tab.locator('[data-chart]').count()) > 0;
        check(`${account.account}: ${name} at ${width}: nothing scrolls sideways`, await sideways(tab));
        if (ENDS.includes(width)) {
          listening = false;
          check(`${account.account}: ${name} at ${width}: axe finds nothing`, await axe(tab));
          listening = true;
        }
        if (folder && width !== 320) {
          mkdirSync(folder, { recursive: true });
          await tab.screenshot({ path: join(folder, `${account.account}-${name}-${width}.png`), fullPage: true });
        }
      }
      await tab.setViewportSize({ width: 1280, height: 900 });
    };
    const type = async (id, text) => {
      await tab.locator(`#${id}`).focus();
      await tab.keyboard.type(text);
    };
    const send = async () => {
      await Promise.all([tab.waitForNavigation({ waitUntil: 'load' }), tab.keyboard.press('Enter')]);
    };

    /** An account is made, changed, locked and unlocked, and a key made and ended, by keyboard. */
    const manageAccounts = async () => {
      const press = async (name) => {
        await tab.getByRole('button', { name }).first().focus();
        await send();
      };
      await look('accounts', { path: '/accounts' });
      await look('new-account', { path: '/new-account' });
      await type('name', 'Not A Name');
      await press('Make the account');
      await look('new-account-refused');
      await tab.locator('#name').fill('');
      await type('name', 'j.khan');
      await type('npus', 'Sandwell');
      await press('Make the account');
      await look('shown-once');
      check(`${account.account}: a first password is shown`, (await tab.locator('.sd-secret').count()) > 0 ? [] : ['none']);
      await tab.reload({ waitUntil: 'load' });
      check(`${account.account}: it is shown once`, (await tab.locator('.sd-secret').count()) === 0 ? [] : ['again']);
      await look('managed-account', { path: '/accounts/j.khan' });
      await press('Lock the account');
      await look('locked-account', { path: '/accounts/j.khan' });
      await press('Unlock the account');
      await look('own-account', { path: `/accounts/${account.account}` });
      await look('reading-keys', { path: '/reading-keys' });
      await type('label', 'A spreadsheet');
      await press('Make the key');
      await look('key-shown-once');
      await look('reading-keys-one', { path: '/reading-keys' });
      await press('End');
      await look('reading-keys-ended');
    };
    /** The same pages, with the session, in a browser that runs no script. */
    const withoutScripts = async () => {
      const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
      const page = await plain.newPage();
      for (const path of ['/exports', '/audit', '/about/data', '/accounts']) {
        const response = await page.goto(new URL(path, base).href);
        const shown = response.status() === 200 || response.status() === 403;
        check(`${account.account}: ${path} without scripts`, shown && (await page.locator('h1').count()) === 1 ? [] : [`answered ${response.status()}`]);
      }
      await plain.close();
    };

    await tab.goto(new URL('/sign-in?next=/npus', base).href, { waitUntil: 'load' });
    await look('sign-in');
    await type('name', account.account);
    await type('password', 'not the password');
    await send();
    await look('sign-in-refused');
    await tab.locator('#password').fill('');
    await type('password', account.password);
    await send();
    if (account.totp_secret) {
      await look('code');
      await type('code', oneTimeCode(account.totp_secret));
      await send();
    }
    await look('password');
    await type('present', account.password);
    await type('chosen', CHOSEN);
    await send();
    await look('account', { path: '/account' });
    if (account.account.includes('admin')) {
      await manageAccounts();
    }
    if (account.account.includes('admin') || account.account.includes('auditor')) {
      await look('audit', { path: '/audit' });
      await look('audit-refusals', { path: '/audit?action=sign_in_refused' });
      await look('audit-wrong-day', { path: '/audit?from=yesterday' });
      await look('data-protection', { path: '/about/data' });
    } else {
      await look('not-for-them', { path: '/audit', status: 403 });
      check(`${account.account}: the audit is not in their menu`,
        (await tab.locator('a[href="/audit"], a[href="/about/data"], a[href="/accounts"]').count()) === 0 ? [] : ['it is']);
    }
    await look('exports', { path: '/exports' });
    await withoutScripts();
    await look('overview', { path: '/' });
    if (account.account.includes('analyst')) {
      await writeAsAnalystsDo(tab, { base, check, look, send });
      await look('working', { path: '/?tier=working' });
      check(`${account.account}: working figures say what they are`,
        (await tab.textContent('body')).includes('Working figures: not for publication') ? [] : ['they do not']);
    }
    if (account.account.includes('lead')) {
      await askAsLeadsDo(tab, base, check);
    }
    if (account.account.includes('publisher')) {
      await decideAsPublishersDo(tab, { base, check, look, send });
      await signAsPublishersDo(tab, { base, check, look, send });
    }
    if (account.account.includes('steward')) {
      await mendAsStewardsDo(tab, base, check);
      await decideAsStewardsDo(tab, { base, check, look, send });
      await withoutScripts(browser, base, await context.cookies(), check);
    }
    if (account.account.includes('safeguard')) {
      await seeToSafeguarding(tab, { base, check, look });
    }
    await tab.getByRole('button', { name: 'Sign out', exact: true }).focus();
    await send();
    await look('signed-out');
    check(`${account.account}: nothing is left of the session`,
      (await context.cookies()).filter((cookie) => cookie.name === 'soundings').map((cookie) => cookie.name));
    check(`${account.account}: the browser complains of nothing`, complaints);
    await context.close();
  }
}
