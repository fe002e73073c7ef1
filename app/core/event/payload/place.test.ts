import { expect, test } from "vitest";
import { placeMark } from "./place.ts";

const mark = (line: string, second: string | null = null, postcode: string | null = "SW1Y 4JH"): string | null => placeMark([line, second], postcode, "London", "GB");

test.each([
  ["12 Saint James's Square", "12, SAINT JAMES'S SQUARE."],
  ["5 Elm Street, Apartment 4", "5 elm st apt 4"],
  ["Rue de l’Église 3", "Rue de l'Eglise 3"],
])("%j and %j are one door", (one, other) => {
  expect(mark(one)).toBe(mark(other));
});

test("what stands on the second line belongs to the door", () => {
  expect(mark("5 Elm St", "Apt 4")).toBe(mark("5 Elm St Apt 4"));
  expect(mark("5 Elm St", "Apt 4")).not.toBe(mark("5 Elm St", "Apt 5"));
});

test("another town is another door, and half an address is none", () => {
  expect(mark("5 Elm St")).not.toBe(mark("5 Elm St", null, "SW1Y 4JJ"));
  expect(placeMark(["5 Elm St"], null, null, "GB")).toBeNull();
  expect(placeMark([null, " "], "SW1Y 4JH", "London", "GB")).toBeNull();
  expect(placeMark(["गली नंबर 5"], "221001", "वाराणसी", "IN")).toMatch(/^[0-9a-f]{16}$/);
});
