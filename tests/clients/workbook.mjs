// Reads a workbook with exceljs and prints the cells of every sheet, row by row, as JSON.
import { createRequire } from "node:module";

const ExcelJS = createRequire(import.meta.url)("exceljs");

const workbook = new ExcelJS.Workbook();
await workbook.xlsx.readFile(process.argv[2]);
const sheets = {};
workbook.eachSheet((sheet) => {
  const cells = [];
  sheet.eachRow((row, number) => {
    row.eachCell((cell, column) => {
      const held = cell.value;
      const value = held !== null && typeof held === "object" && "hyperlink" in held ? held.text : held;
      cells.push({ row: number - 1, column: column - 1, value, formula: cell.formula ?? null });
    });
  });
  sheets[sheet.name] = cells;
});
process.stdout.write(JSON.stringify({ sheets, created: workbook.created, title: workbook.title }));
