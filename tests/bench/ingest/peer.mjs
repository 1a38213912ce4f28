// Peer a user would pick instead: Fastify + better-sqlite3 + ajv, Standard Webhooks HMAC, WAL + synchronous=FULL.
//   node peer.mjs PORT DBFILE MODE   MODE = tx (a transaction a request) | group (one transaction per event-loop turn)
//                                         | noop (Fastify reads the body and answers 202) | verify (all but the insert)
// Modules come from BENCH_NODE_MODULES ; nothing is installed beside this file.
import { createRequire } from 'node:module';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { unlinkSync } from 'node:fs';
const require = createRequire(process.env.BENCH_NODE_MODULES + '/');
const Fastify = require('fastify'), Database = require('better-sqlite3'), Ajv = require('ajv');
const [port, file, mode] = process.argv.slice(2);
const key = Buffer.from('0123456789abcdef0123456789abcdef');
if (!process.env.KEEP) for (const s of ['', '-wal', '-shm']) try { unlinkSync(file + s); } catch {}
const db = new Database(file);
db.pragma('journal_mode=WAL'); db.pragma('synchronous=FULL'); db.pragma('cache_size=-65536');
db.exec(`CREATE TABLE IF NOT EXISTS response(id INTEGER PRIMARY KEY, webhook_id TEXT NOT NULL UNIQUE, survey TEXT NOT NULL, version INTEGER NOT NULL, channel TEXT NOT NULL, team TEXT NOT NULL, submitted_at INTEGER NOT NULL, received_at INTEGER NOT NULL, raw BLOB) STRICT;
CREATE INDEX IF NOT EXISTS response_survey ON response(survey, submitted_at);
CREATE TABLE IF NOT EXISTS answer(response_id INTEGER NOT NULL REFERENCES response(id), question INTEGER NOT NULL, num REAL, txt TEXT, PRIMARY KEY(response_id, question)) STRICT, WITHOUT ROWID;`);
const insR = db.prepare('INSERT INTO response(webhook_id,survey,version,channel,team,submitted_at,received_at,raw) VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(webhook_id) DO NOTHING');
const insA = db.prepare('INSERT INTO answer VALUES(?,?,?,?)');
const score = { type: 'integer', enum: [1, 2, 3, 4, 5, 6, 7, 97, 98, 99] };
const validate = new (Ajv.default ?? Ajv)().compile({ type: 'object', required: ['source_response_id', 'completed_at', 'npu', 'answers'], properties: {
  source_response_id: { type: 'string', minLength: 1, maxLength: 64 }, completed_at: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' },
  npu: { enum: ['Birmingham East', 'Birmingham West', 'Coventry', 'Dudley', 'Sandwell', 'Solihull', 'Walsall', 'Wolverhampton'] },
  contact_channel: { enum: ['999', '101', 'online', 'livechat', 'front_counter', 'officer', 'not_applicable'] },
  crime_group: { enum: ['burglary', 'vehicle', 'violence', 'hate', 'robbery', 'asb', 'other'] },
  age: { type: 'integer', minimum: 18, maximum: 120 }, sex: { enum: ['female', 'male', 'other'] }, ethnic_group: { enum: ['white', 'mixed', 'asian', 'black', 'other'] },
  answers: { type: 'object', additionalProperties: false, properties: { police_attended: { enum: [1, 2, 97] }, ease_of_contact: score, actions: score, follow_up: score, treatment: score, whole_experience: score } },
  comment: { type: 'string', maxLength: 4000 } } });
const Q = ['police_attended', 'ease_of_contact', 'actions', 'follow_up', 'treatment', 'whole_experience'];
const app = Fastify({ logger: false, bodyLimit: 65536, keepAliveTimeout: 60000 });
app.removeContentTypeParser('application/json');
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (q, b, done) => done(null, b));
function verified(h, raw) {
  const id = h['webhook-id'], ts = h['webhook-timestamp'], sigs = h['webhook-signature'];
  if (!id || !ts || !sigs || Math.abs(Date.now() / 1000 - Number(ts)) > 300) return null;
  const mac = createHmac('sha256', key).update(`${id}.${ts}.`).update(raw).digest();
  for (const s of sigs.split(' ')) { const [v, b] = s.split(','); if (v !== 'v1' || !b) continue; const m = Buffer.from(b, 'base64'); if (m.length === 32 && timingSafeEqual(m, mac)) return id; }
  return null;
}
function store(id, o, raw) {
  const r = insR.run(id, 'victim_satisfaction', 2, o.contact_channel ?? '', o.npu, Math.floor(Date.parse(o.completed_at) / 1000), Math.floor(Date.now() / 1000), raw);
  if (!r.changes) return 'duplicate';
  for (let i = 0; i < 6; i++) { const v = o.answers[Q[i]]; if (v !== undefined) insA.run(r.lastInsertRowid, i, v, null); }
  if (o.comment !== undefined) insA.run(r.lastInsertRowid, 6, null, o.comment.normalize('NFC'));
  return 'accepted';
}
const storeTx = db.transaction(store);
let queue = []; const flush = db.transaction((q) => q.map((x) => store(x.id, x.o, x.raw)));
function drain() { const q = queue; queue = []; let r; try { r = flush(q); } catch (e) { for (const x of q) x.fail(e); return; } for (let i = 0; i < q.length; i++) q[i].ok(r[i]); }
app.post('/api/v1/sources/bench/surveys/victim_satisfaction/responses', (req, rep) => {
  if (mode === 'noop') { rep.code(202).send({ status: 'accepted' }); return; }
  const raw = req.body, id = verified(req.headers, raw); if (!id) { rep.code(401).send({ title: 'bad signature' }); return; }
  let o; try { o = JSON.parse(raw); } catch { rep.code(400).send({ title: 'bad json' }); return; }
  if (!validate(o)) { rep.code(422).send({ title: 'invalid', errors: validate.errors }); return; }
  if (mode === 'verify') { rep.code(202).send({ status: 'accepted' }); return; }
  if (mode === 'tx') { rep.code(202).send({ status: storeTx.immediate(id, o, raw) }); return; }
  if (queue.push({ id, o, raw, ok: (s) => rep.code(202).send({ status: s }), fail: (e) => rep.code(503).send({ title: String(e) }) }) === 1) setImmediate(drain);
});
process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(port), host: '127.0.0.1' });
