import fc from "fast-check";
import { expect, test } from "vitest";
import { codesOn } from "./codes.ts";

const nothing = [] as const;

test("codes come from discounts, from notes that name a referral, and from the address the visit began at", () => {
  const notes = [{ name: "Referral", value: " note7 " }, { name: "Gift message", value: "HELLO" }, { name: null, value: "X" }];
  expect(codesOn(["save10", null, " "], notes, ["/?utm_source=mail&ref=abc234#top", "https://shop.example/p?REF=abc234"])).toEqual(["ABC234", "NOTE7", "SAVE10"]);
});

test.each([["/products/mug"], [""], ["/?ref="], ["/?ref=two%20words"], [`/?ref=${"A".repeat(61)}`], ["/?%E0%A4%A"], ["ref=ABC234"]])("%j says nothing", (address) => {
  expect(codesOn(nothing, nothing, [address])).toEqual([]);
});

test("whatever the address is, it is read without a fault, in one order and bounded", () => {
  fc.assert(fc.property(fc.array(fc.string()), fc.array(fc.string()), (discounts, addresses) => {
    const codes = codesOn(discounts, nothing, addresses.map((text) => `/?ref=${text}`));
    expect(codes.length).toBeLessThanOrEqual(20);
    expect(codesOn(discounts.toReversed(), nothing, addresses.toReversed().map((text) => `/?ref=${text}`))).toEqual(codes);
  }));
});
