import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DOC, withTables } from "./connectors-doc.ts";

it("docs/connectors.md has the tables that the examples make: else run `node test/write-connectors-doc.ts`", async () => {
  const text = readFileSync(DOC, "utf8");
  expect(text).toBe(await withTables(text));
});

it("a text without the place for them is refused", async () => {
  await expect(withTables("# Platforms")).rejects.toThrow("lacks the line");
});
