// Signs the body on standard input with an official client library and delivers it, as a
// sender would. Prints the reply's status, whether it was a replay, and its body.
//
//   node deliver.mjs LIBRARY URL WEBHOOK-ID SECRET... < body
//
// LIBRARY: standardwebhooks or svix. Of several secrets each signs. TAMPER in the environment
// changes the body after it was signed; SHIFT moves the time of signing by so many seconds.
import {buffer} from 'node:stream/consumers';
import {argv, env, stdin} from 'node:process';

const [library, url, id, ...secrets] = argv.slice(2);
const {Webhook} = await import(library);
const body = await buffer(stdin);
const at = new Date(Date.now() + 1000 * Number(env.SHIFT ?? 0));
const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, body.toString('utf8')));
if (env.TAMPER) {
  body[body.length - 2] ^= 1;
}
const reply = await fetch(url, {
  method: 'POST',
  body,
  headers: {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  },
});
console.log(JSON.stringify({
  status: reply.status,
  replayed: reply.headers.get('idempotent-replayed') === 'true',
  body: await reply.json(),
}));
