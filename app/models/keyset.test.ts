import { expect, test } from "vitest";
import { readCursor, toPage, writeCursor } from "./keyset.ts";

const ID = "00000000-0000-4000-8000-000000000001";

test("a cursor reads back as it was written", () => {
  for (const at of [0, 1, 1_797_549_284_058, -5]) {
    expect(readCursor(writeCursor({ at, id: ID }, true))).toEqual({ at, id: ID, back: true });
  }
  expect(readCursor(writeCursor({ at: 7, id: "order:#Ü 1%/2:placed" }, false), "key")).toEqual({ at: 7, id: "order:#Ü 1%/2:placed", back: false });
});

test.each(["", "x", "Zi4w", "äöü", writeCursor({ at: 1, id: "not-a-uuid" }, false), writeCursor({ at: 9e15, id: ID }, false), btoa(`f.1.%00`), btoa("f.1.%zz")])("%j is not a cursor of ours", (text) => {
  expect(readCursor(text)).toBeNull();
  if (text.length < 12) expect(readCursor(text, "key")).toBeNull();
});

test("the first page leads on, the last one back, and one in the middle both ways", () => {
  const at = (row: number) => ({ at: row, id: ID });
  expect(toPage([9, 8, 7], 2, null, at)).toMatchObject({ rows: [9, 8], next: expect.any(String), previous: null });
  expect(toPage([7, 6], 2, { at: 8, id: ID, back: false }, at)).toMatchObject({ rows: [7, 6], next: null, previous: expect.any(String) });
  // Backwards, rows are read oldest first.
  expect(toPage([8, 9], 2, { at: 7, id: ID, back: true }, at)).toMatchObject({ rows: [9, 8], next: expect.any(String), previous: null });
  expect(toPage([], 2, null, at)).toEqual({ rows: [], next: null, previous: null });
});
