import { expect, it, vi } from "vitest";
import { jsonIn } from "./answer.ts";

it("finds the JSON behind what PHP printed before it", () => {
  expect(jsonIn('<b>Notice</b>: Undefined index [a] in x.php\n[1, 2 in y.php\n\uFEFF{"id":1}')).toEqual({ id: 1 });
  expect(jsonIn("<br />\n  [1]")).toEqual([1]);
  for (const none of ["", "null", "3", "<html></html>", '{"id":', "[".repeat(100_000)]) expect(jsonIn(none)).toBeUndefined();
});

it.each([
  ["begins again and again", `x\n${"[\n".repeat(9_000)}${"1,".repeat(2_000_000)}`],
  ["is large, and begins again and again", `x\n${"[\n".repeat(9_000)}${"1,".repeat(8_000_000)}`],
  ["is nothing but lines", "\n".repeat(100_000)],
])("is not kept busy by an answer that %s", (_, text) => {
  const parse = vi.spyOn(JSON, "parse");
  try {
    expect(jsonIn(text)).toBeUndefined();
    expect(parse.mock.calls.reduce((read, [one]) => read + one.length, 0)).toBeLessThanOrEqual(text.length * 2 + 10_000_000);
  } finally {
    parse.mockRestore();
  }
});
