// SPDX-License-Identifier: BSL-1.0
// Parses Cypher statements on standard input with the parser of Neo4j's own editor; prints what it found as JSON.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.env.DUTYGRAPH_NODE_MODULES}/`);
const { lintCypherQuery, parseStatementsStrs } = require("@neo4j-cypher/language-support");
const text = readFileSync(0, "utf8");
const lines = text.split("\n").filter((line) => line && !line.startsWith("//"));
const problems = [];
let statements = 0;
// The parser is slow on long scripts: some lines at a time. A string that ran over its line would be seen.
for (let at = 0; at < lines.length; at += 20) {
  const part = lines.slice(at, at + 20).join("\n");
  statements += parseStatementsStrs(part).filter((statement) => statement.trim()).length;
  for (const problem of lintCypherQuery(part, {}).diagnostics) if (problem.severity === 1) problems.push(problem);
}
const sources = lines.filter((line) => line.startsWith("MERGE (n:Source ")).length;
console.log(JSON.stringify({ statements, sources, problems }));
