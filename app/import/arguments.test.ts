import { expect, it, test } from "vitest";
import { readArguments } from "./arguments.ts";

it("reads a shop, a file and what is to be done", () => {
  expect(readArguments(["--shop", "a", "orders.csv"])).toEqual({ shop: "a", file: "orders.csv", dryRun: false, problems: null });
  expect(readArguments(["orders.csv", "--dry-run", "--problems", "p.txt", "--shop=a"])).toEqual({ shop: "a", file: "orders.csv", dryRun: true, problems: "p.txt" });
  expect(readArguments(["--help"])).toBeNull();
});

test.each([
  [["--shop", "a"], "The file is missing"],
  [["orders.csv"], "--shop is missing"],
  [["--shop", "a", "a.csv", "b.csv"], "One file at a time"],
  [["--shop", "a", "a.csv", "--force"], "--force is not an argument"],
  [["--shop", "a", "a.csv", "--problems"], "--problems is not used like that"],
  [["--shop", "a", "a.csv", "--problems", ""], "--problems needs"],
  [["a.csv", "--shop"], "--shop is not used like that"],
  [["-x", "a.csv", "--shop", "a"], "-x is not an argument"],
])("%j is refused with what to do", (args, sentence) => {
  expect(() => readArguments(args)).toThrow(sentence);
});
