// usage: node lighthouse.mjs MODULES ADDRESS...
// Lighthouse looks at each address five times with Debian's Chromium. Prints a line of JSON for
// each: the median of accessibility, best practice and performance, and which audits did not pass.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, ...addresses] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'node_modules', 'x'));
const load = (name) => import(pathToFileURL(require.resolve(name)));
const lighthouse = (await load('lighthouse')).default;
const { launch } = await load('chrome-launcher');

const runs = 5;
const wanted = ['accessibility', 'best-practices', 'performance'];
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const chrome = await launch({
  chromePath: '/usr/bin/chromium',
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'],
  logLevel: 'silent',
});
try {
  for (const address of addresses) {
    const scores = Object.fromEntries(wanted.map((name) => [name, []]));
    const failed = new Set();
    for (let run = 0; run < runs; ++run) {
      const { lhr } = await lighthouse(address, {
        port: chrome.port,
        onlyCategories: wanted,
        logLevel: 'silent',
        formFactor: 'desktop',
        screenEmulation: { mobile: false, width: 1280, height: 900, deviceScaleFactor: 1, disabled: false },
        throttlingMethod: 'simulate',
      });
      for (const name of wanted) {
        scores[name].push(Math.round(lhr.categories[name].score * 100));
      }
      for (const name of ['accessibility', 'best-practices']) {
        for (const { id, weight } of lhr.categories[name].auditRefs) {
          if (weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1) {
            failed.add(id);
          }
        }
      }
    }
    const { pathname } = new URL(address);
    console.log(JSON.stringify({
      page: pathname,
      accessibility: median(scores.accessibility),
      best_practice: median(scores['best-practices']),
      performance: median(scores.performance),
      failed: [...failed],
    }));
  }
} finally {
  await chrome.kill();
}
