// exceljs.mjs DOCUMENT WORKBOOK: the peer. Writes the tables of a release's JSON document as a workbook, a
// table a sheet, and prints as JSON how long that took from the parsed document and the peak memory.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const ExcelJS = createRequire(`${process.env.PACKAGES}/`)("exceljs");

const document = JSON.parse(readFileSync(process.argv[2], "utf8"));
const began = performance.now();
const workbook = new ExcelJS.Workbook();
let number = 0;
for (const table of document.tables) {
  if (table.rows.length === 0) continue;
  const sheet = workbook.addWorksheet(`Table_${++number}`);
  sheet.columns = Object.keys(table.rows[0]).map((name) => ({ header: name, key: name }));
  sheet.addRows(table.rows);
}
await workbook.xlsx.writeFile(process.argv[3]);
const wall = (performance.now() - began) / 1000;
const peak = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ wall_s: Number(wall.toFixed(2)), peak_mb: Math.round(peak) }) + "\n");
