// SPDX-License-Identifier: BSL-1.0
// Parses a flowchart on standard input with Mermaid itself; prints what it found as JSON.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const folder = process.env.DUTYGRAPH_NODE_MODULES;
const require = createRequire(`${folder}/`);
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;

const { default: mermaid } = await import(pathToFileURL(`${folder}/mermaid/dist/mermaid.core.mjs`));
mermaid.initialize({ maxTextSize: 1e8, maxEdges: 1e7 });
const text = readFileSync(0, "utf8");
await mermaid.parse(text);
const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
const vertices = [...diagram.db.getVertices().values()];
// Mermaid keeps character codes in a form of its own until it draws.
const decoded = (label) =>
  label.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCharCode(Number(code))).replace(/ﬂ°(\w+)¶ß/g, "&$1;");
console.log(
  JSON.stringify({
    vertices: vertices.length,
    edges: diagram.db.getEdges().length,
    clicks: vertices.filter((vertex) => vertex.link || vertex.haveCallback).length,
    labels: vertices.map((vertex) => decoded(vertex.text)),
  }),
);
