import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { wix } from "./index.ts";

const text = readFileSync(new URL("../../docs/connect-wix.md", import.meta.url), "utf8");

/** Wix's subscriptions are typed in by hand from this page: what is missing in it is never sent. */
it("docs/connect-wix.md lists what the code listens to, and asks for", () => {
  const rows = (start: string): string[] => (text.split(start)[1] ?? "").trim().split("\n\n")[0]?.split("\n").slice(1) ?? [];
  expect(rows("| Event | About |\n")).toEqual(wix.topics.filter(({ via }) => via === "webhook").map(({ topic, subject }) => `| \`${topic}\` | ${subject} |`));
  expect(rows("| Permission | What for |\n")).toEqual(wix.scopes.map(({ name, why }) => `| ${name} | ${why} |`));
});
