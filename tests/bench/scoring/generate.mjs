// usage: node generate.mjs N OUT.csv - N synthetic responses, fixed seed, coded categories (9 = do not know)
import { createWriteStream } from 'node:fs';
const N = Number(process.argv[2]), out = createWriteStream(process.argv[3], { highWaterMark: 1 << 20 });
let s = 20260101 >>> 0;
const u = () => { s = (s + 0x6D2B79F5) >>> 0; let t = s; t = Math.imul(t ^ (t >>> 15), t | 1); t ^= t + Math.imul(t ^ (t >>> 7), t | 61); return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
const pick = (c) => { const r = u(); let i = 0; while (r > c[i]) i++; return i + 1; };
const cum = (p) => { let a = 0; const t = p.reduce((x, y) => x + y); const c = p.map((x) => (a += x / t)); c[c.length - 1] = 1; return c; };
const P = { npu: [16, 15, 14, 13, 12, 11, 10, 9], ch: [22, 30, 26, 12, 6, 4], mo: Array(24).fill(1), age: [6, 12, 16, 20, 21, 16, 9], sex: [56, 44], eth: [72, 16, 6, 3, 3], cr: [22, 25, 28, 5, 20] };
const C = Object.fromEntries(Object.entries(P).map(([k, v]) => [k, cum(v)]));
const gN = [1.25, 1.26, .86, .85, 1, .63, 1, 1], gA = [2.5, 1.6, 1.05, .8, .65, .63, 1], gS = [.91, 1.11], gE = [.86, 1.4, 1.5, 1.3, 1];
const cut = (x) => (x < -1.4 ? 1 : x < -.3 ? 2 : x < .4 ? 3 : x < 1.8 ? 4 : 5);
let buf = 'id,month,npu,channel,age,sex,eth,crime,q1,q2,q3,q4,q5,w\n';
for (let i = 1; i <= N; i++) {
  const npu = pick(C.npu), ch = pick(C.ch), mo = pick(C.mo), age = pick(C.age), sex = pick(C.sex), eth = pick(C.eth), cr = pick(C.cr);
  const lin = .35 + .08 * npu - .1 * ch + .06 * age - (cr === 4 ? .35 : 0) - (eth === 3 ? .15 : 0), q = [];
  const common = Math.log(1 / (1 - u() * .9999999) - 1 + 1e-12) * .5;
  for (let k = 0; k < 5; k++) { const r = u(); q.push(u() < .04 ? 9 : cut(lin * (1 - .1 * k) + common + Math.log(r / (1 - r) + 1e-12) * .8)); }
  buf += `${i},${mo},${npu},${ch},${age},${sex},${eth},${cr},${q.join(',')},${(gN[npu - 1] * gA[age - 1] * gS[sex - 1] * gE[eth - 1]).toFixed(6)}\n`;
  if (buf.length > 1 << 20) { if (!out.write(buf)) await new Promise((r) => out.once('drain', r)); buf = ''; }
}
out.end(buf);
