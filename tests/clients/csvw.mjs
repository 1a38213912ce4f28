// Reads a CSV file by its description with a parser of "CSV on the Web", and prints as JSON what it takes each cell
// for: a row an object, a column its value and datatype.
import { createReadStream, readFileSync } from "node:fs";
import rdf from "@rdfjs/data-model";
import factory from "@rdfjs/dataset";
import CsvwParser from "@zazuko/rdf-parser-csvw";

const CSVW = "http://www.w3.org/ns/csvw#";
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const BASE = "http://example.org/";

const [csv] = process.argv.slice(2);
const description = JSON.parse(readFileSync(`${csv}-metadata.json`, "utf8"));
const dataset = factory.dataset();
const add = (subject, name, object) => dataset.add(rdf.quad(subject, rdf.namedNode(name), object));

// The document as the graph that its context makes of it.
const [table, schema, dialect] = [rdf.blankNode(), rdf.blankNode(), rdf.blankNode()];
add(table, `${CSVW}tableSchema`, schema);
add(table, `${CSVW}dialect`, dialect);
for (const end of description.dialect.lineTerminators) add(dialect, `${CSVW}lineTerminators`, rdf.literal(end));
let list = rdf.namedNode(`${RDF}nil`);
for (const column of [...description.tableSchema.columns].reverse()) {
  const [node, item] = [rdf.blankNode(), rdf.blankNode()];
  add(node, `${CSVW}name`, rdf.literal(column.name));
  add(node, `${CSVW}title`, rdf.literal(column.titles));
  add(node, `${CSVW}datatype`, rdf.namedNode(`${XSD}${column.datatype}`));
  add(item, `${RDF}first`, node);
  add(item, `${RDF}rest`, list);
  list = item;
}
add(schema, `${CSVW}column`, list);

const rows = new Map();
const stream = new CsvwParser({ metadata: dataset, baseIRI: BASE }).import(createReadStream(csv));
stream.on("data", ({ subject, predicate, object }) => {
  const name = decodeURIComponent(predicate.value.split("#")[1] ?? "");
  if (!predicate.value.startsWith(BASE) || object.termType !== "Literal") return;
  if (!rows.has(subject.value)) rows.set(subject.value, {});
  rows.get(subject.value)[name] = [object.value, object.datatype.value.replace(XSD, "")];
});
stream.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
stream.on("end", () => process.stdout.write(JSON.stringify([...rows.values()])));
