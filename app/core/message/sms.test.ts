import fc from "fast-check";
import { expect, it } from "vitest";
import { smsSegments } from "./sms.ts";

it.each([
  ["nothing", "", "GSM-7", 0, 0],
  ["one letter", "a", "GSM-7", 1, 1],
  ["a full one", "a".repeat(160), "GSM-7", 1, 160],
  ["one letter too many", "a".repeat(161), "GSM-7", 2, 161],
  ["two full ones", "a".repeat(306), "GSM-7", 2, 306],
  ["three", "a".repeat(307), "GSM-7", 3, 307],
  ["the euro sign counts twice", `${"a".repeat(158)}€`, "GSM-7", 1, 160],
  ["and tips it over", `${"a".repeat(159)}€`, "GSM-7", 2, 161],
  ["an escaped letter is not torn apart", `${"a".repeat(152)}€${"a".repeat(151)}`, "GSM-7", 2, 305],
  ["and so may cost a third", `${"a".repeat(152)}€${"a".repeat(152)}`, "GSM-7", 3, 306],
  ["Hindi", "न".repeat(70), "UCS-2", 1, 70],
  ["more Hindi", "न".repeat(71), "UCS-2", 2, 71],
  ["one curly quote makes all of it 16 bits wide", `${"a".repeat(70)}’`, "UCS-2", 2, 71],
  ["an emoji counts twice", "🫖".repeat(35), "UCS-2", 1, 70],
  ["and is not torn apart", `${"a".repeat(66)}🫖${"a".repeat(66)}`, "UCS-2", 3, 134],
] as const)("%s", (_name, text, encoding, segments, units) => {
  expect(smsSegments(text)).toEqual({ encoding, segments, units });
});

it("never needs more with less, and is near what the room allows", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 500 }), fc.nat(500), (text, cut) => {
      const whole = smsSegments(text);
      const room = whole.encoding === "GSM-7" ? 153 : 67;
      expect(whole.segments).toBeGreaterThanOrEqual(Math.ceil(whole.units / (whole.segments > 1 ? room : room * 1.05)));
      expect(whole.segments).toBeLessThanOrEqual(Math.ceil(whole.units / (room - 1)));
      expect(smsSegments(text.slice(0, cut)).units).toBeLessThanOrEqual(whole.units + 1);
    }),
  );
});
