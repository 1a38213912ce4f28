// usage: node duckdb.mjs MODULES CSV - DuckDB's plain weighted means of five questions by
// NPU x channel x month, weights given and without standard errors: an easier question than ours.
// Once on rows, once on cells counted beforehand. Prints one line of JSON, medians in milliseconds.
import { createRequire } from 'node:module';
const [modules, csv] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(modules + '/x.js')('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('set threads=2');
await connection.run(`create table r as select * from read_csv('${csv}')`);
const items = [1, 2, 3, 4, 5];
for (const k of items) {
  await connection.run(`create table c${k} as select npu,channel,month,age,sex,eth,q${k} as q,
    count(*) n, any_value(w) w from r group by all`);
}
const mean = (k) => `sum(case when q${k}>=4 and q${k}<9 then w end)/sum(case when q${k}<9 then w end) as p${k}`;
const onRows = [`select npu,channel,month,${items.map(mean).join(',')} from r group by npu,channel,month`];
const onCells = items.map((k) => `select npu,channel,month,
  sum(case when q>=4 and q<9 then n*w end)/sum(case when q<9 then n*w end) p from c${k} group by npu,channel,month`);
const median = async (queries) => {
  const times = [];
  for (let i = 0; i <= 9; i++) {
    const start = performance.now();
    for (const sql of queries) await connection.runAndReadAll(sql);
    times.push(performance.now() - start);
  }
  return times.slice(1).sort((a, b) => a - b)[4];
};
const rows = await median(onRows), cells = await median(onCells);
console.log(JSON.stringify({ rows_ms: +rows.toFixed(3), cells_ms: +cells.toFixed(3) }));
process.exit(0);
