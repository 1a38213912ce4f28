// Holds a server's description to OpenAPI 3.1's own schema, and what the server answered to its
// description. Prints a list of what is wrong, as JSON.
//
//   node describe.mjs < {"description": {...}, "answers": [{"method", "path", "status", "headers", "body"}]}
//
// path: the pattern as the description has it, or the name of a webhook. headers: names in small
// letters.
import {text} from 'node:stream/consumers';
import {stdin} from 'node:process';
import {Validator} from '@seriousme/openapi-schema-validator';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const {description, answers, bodies} = JSON.parse(await text(stdin));
const wrong = [];

const whole = await new Validator().validate(structuredClone(description));
if (!whole.valid) {
  wrong.push({where: 'the description', errors: whole.errors});
}

const ajv = new Ajv2020({strict: false, allErrors: true});
addFormats(ajv);
ajv.addSchema({...description, $id: 'http://description.example/'});

function pointer(...steps) {
  return steps.map((step) => '/' + encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('');
}

/// at: where in the description the schema stands.
function check(where, at, value) {
  const held = ajv.getSchema(`http://description.example/#${at}`);
  if (!held(value)) {
    wrong.push({where, errors: held.errors, value});
  }
}

/// The media type of a JSON answer, if it is described; another must be described, and no more.
function describedType(response, answer, where) {
  const type = (answer.headers['content-type'] ?? '').split(';')[0].trim();
  if (!response.content) {
    return null;
  }
  if (!response.content[type]) {
    wrong.push({where, errors: `content type ${type} is not described`});
    return null;
  }
  return /json$/.test(type) && response.content[type].schema ? type : null;
}

for (const answer of answers) {
  const where = `${answer.method} ${answer.path}: ${answer.status}`;
  const method = answer.method.toLowerCase();
  const response = description.paths[answer.path][method].responses[answer.status];
  if (!response) {
    wrong.push({where, errors: 'this status is not described'});
    continue;
  }
  const type = describedType(response, answer, where);
  if (type) {
    check(where, pointer('paths', answer.path, method, 'responses', answer.status, 'content', type, 'schema'),
        JSON.parse(answer.body));
  }
  for (const [name, {$ref}] of Object.entries(response.headers ?? {})) {
    const component = $ref.split('/').pop();
    const given = answer.headers[name.toLowerCase()];
    if (given !== undefined) {
      const whole = description.components.headers[component].schema.type === 'integer';
      check(`${where}, ${name}`, pointer('components', 'headers', component, 'schema'), whole ? Number(given) : given);
    } else if (answer.wants?.includes(name)) {
      wrong.push({where, errors: `the header ${name} is not there`});
    }
  }
  for (const name of answer.wants ?? []) {
    if (!response.headers?.[name]) {
      wrong.push({where, errors: `the header ${name} is not described`});
    }
  }
}

for (const [where, body] of Object.entries(bodies)) {
  check(where, pointer('webhooks', 'responseCompleted', 'post', 'requestBody', 'content', 'application/json', 'schema'),
      body);
}
console.log(JSON.stringify(wrong));
