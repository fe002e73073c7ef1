/** Writes the tables of docs/connectors.md anew: `node test/write-connectors-doc.ts`, after a topic or an example was added. */
import { readFileSync, writeFileSync } from "node:fs";
import { DOC, withTables } from "./connectors-doc.ts";

writeFileSync(DOC, await withTables(readFileSync(DOC, "utf8")));
