import { expect, test } from "vitest";
import { chooseLanguage, formatDay, formatLocale } from "./locale.ts";
import { oneLine, ordinal, personName, webAddress } from "./words.ts";

test("a line stays one line, whatever is typed into it", () => {
  expect(oneLine("A\r\nBcc: x\u0000\u2028 y", 80)).toBe("A Bcc: x y");
  expect(oneLine("\u202Eabc\u202C", 80)).toBe("abc");
  expect(oneLine("🫖".repeat(10), 5)).toBe(`${"🫖".repeat(4)}…`);
  expect(oneLine("lone \ud800 surrogate", 80)).toBe("lone \ufffd surrogate");
  expect(oneLine(null, 5)).toBe("");
});

test("names of people are kept, advertising in a name is not", () => {
  for (const name of ["Asha", "O'Neil", "山田", "J. R. Smith", "St. Clair", "आशा", "<script>"]) expect(personName(name)).toBe(name);
  for (const name of ["Win at http://x.example", "www.spam.biz now", "cheap.com", "a@b.example", " ", null]) expect(personName(name)).toBeNull();
});

test("a name written from right to left is kept to itself", () => {
  expect(personName("محمد")).toBe("\u2068محمد\u2069");
});

test("only web addresses become links", () => {
  expect(webAddress("https://a.example/x?y=1&z")).toBe("https://a.example/x?y=1&z");
  for (const url of ["javascript:alert(1)", "data:text/html,x", 'https://a.example/"x', "//a.example", "https://a.example/ b", null]) expect(webAddress(url)).toBeNull();
});

test("ordinals in both languages", () => {
  expect([1, 2, 3, 4, 11, 12, 21, 22, 103].map((count) => ordinal(count, "en"))).toEqual(["1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "22nd", "103rd"]);
  expect([2, 4, 6, 7, 12].map((count) => ordinal(count, "hi"))).toEqual(["दूसरा", "चौथा", "छठा", "7वाँ", "12वाँ"]);
});

test("a locale leads to a language: its own, the shop's, English", () => {
  expect(chooseLanguage("hi-IN", "en")).toBe("hi");
  expect(chooseLanguage("hi_IN")).toBe("hi");
  expect(chooseLanguage("HI")).toBe("hi");
  expect(chooseLanguage("fr", "hi-IN")).toBe("hi");
  expect(chooseLanguage("fr", "de")).toBe("en");
  expect(chooseLanguage("", null)).toBe("en");
  expect(chooseLanguage("hil-PH", "en")).toBe("en");
});

test("numbers and dates follow the reader only within the language of the message", () => {
  expect(formatLocale("en", "en-GB", "US")).toBe("en-GB");
  expect(formatLocale("en", "fr-FR", "US")).toBe("en-US");
  expect(formatLocale("en", "en_AU", null)).toBe("en-AU");
  expect(formatLocale("hi", "hi", "IN")).toBe("hi-IN");
  expect(formatLocale("en", "en-!!", null)).toBe("en");
});

test("a day is the reader's day", () => {
  const at = Date.UTC(2024, 2, 9, 22, 0);
  expect(formatDay(at, "en-IN", "Asia/Kolkata", "day")).toBe("10 March 2024");
  expect(formatDay(at, "hi-IN", "Asia/Kolkata", "month")).toBe("मार्च 2024");
  expect(formatDay(at, "en-US", "No/Zone", "day")).toBe("March 9, 2024");
});
