import { expect, it } from "vitest";
import { TextsByKey } from "./texts-by-key.ts";

it("gives back every text under its key, in the order they came, whatever its letters and length", () => {
  const kept = new TextsByKey();
  const expected = new Map<string, string[]>();
  const add = (key: string, text: string): void => {
    kept.add(key, text);
    expected.set(key, [...(expected.get(key) ?? []), text]);
  };
  for (let index = 0; index < 300; index++) add(`key ${index % 7}`, ["", "plain", "Ærøskøbing", "東京都", "🎁"][index % 5]?.repeat(index) as string);
  // Longer than a block, then what no longer fits into the rest of one.
  add("long", "ü".repeat(5_000_000));
  for (let index = 0; index < 5; index++) add("key 3", String(index).repeat(3_000_000));
  expect([...kept.keys()]).toEqual([...expected.keys()]);
  expect(kept.size).toBe(expected.size);
  for (const [key, texts] of expected) expect(kept.of(key).every((text, index) => text === texts[index])).toBe(true);
  for (const [key, texts] of expected) expect(kept.of(key).length).toBe(texts.length);
  expect(kept.of("nobody")).toEqual([]);
});
