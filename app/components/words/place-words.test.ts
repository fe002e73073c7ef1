import { expect, test } from "vitest";
import { languageName, placeWords } from "./place-words.ts";

test("places are named as people name them", () => {
  expect(placeWords({ city: "Hamburg", province: "DE-HH", country: "DE" })).toBe("Hamburg, Germany");
  expect(placeWords({ city: "Austin", province: "Texas", country: "US" })).toBe("Austin, Texas, United States");
  expect(placeWords({ city: null, province: null, country: null })).toBe("");
});

test("what is no code stays as it is", () => {
  expect(placeWords({ city: null, province: null, country: "Deutschland" })).toBe("Deutschland");
  expect([languageName("de"), languageName("x"), languageName("not a language")]).toEqual(["German", "x", "not a language"]);
});
