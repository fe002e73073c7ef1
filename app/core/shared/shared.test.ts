import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseEmail, normalisePhone } from "./contact.ts";
import { parseDuration } from "./duration.ts";
import { DAY, formatInstant, HOUR, MINUTE, parseInstant } from "./instant.ts";
import { derivedId, draw } from "./keyed.ts";
import { parseLosslessJson } from "./lossless-json.ts";
import { formatMoney, parseMoney } from "./money.ts";
import { clockAt, localTime, nextLocalHour } from "./local-time.ts";
import { timeZoneOf } from "./time-zone.ts";
import { readToken, signToken } from "./token.ts";

describe("money", () => {
  it.each([
    ["27.19", "USD", 2719], ["1200.00", "JPY", 1200], ["1.26", "KWD", 1260], ["1.2555", "KWD", 1256], ["-9.99", "USD", -999], [8.9925, "USD", 899],
    ["0.005", "USD", 1], ["1.005", "USD", 101], [".5", "USD", 50], ["19", "EUR", 1900], ["-0.001", "USD", 0],
  ])("reads %s %s as %i minor units", (text, currency, minor) => expect(parseMoney(text, currency)).toBe(minor));

  it.each(["", "abc", "1e5", "1,5", "--1", ".", "99999999999999999999"])("refuses %j", (text) => expect(parseMoney(text, "USD")).toBeNull());

  it("prints with the currency's own digits, and never throws", () => {
    expect(formatMoney({ amount: 1200, currency: "JPY" }, "en")).toBe("¥1,200");
    expect(formatMoney({ amount: 1260, currency: "KWD" }, "en")).toMatch(/1\.260/);
    expect(formatMoney({ amount: 100, currency: "??" }, "not a locale")).toBe("1.00 ??");
  });
});

describe("durations and moments", () => {
  it("reads ISO 8601 durations of fixed length only", () => {
    expect(["P3D", "PT90M", "P1DT12H", "P2W"].map(parseDuration)).toEqual([3 * DAY, 90 * MINUTE, 36 * HOUR, 14 * DAY]);
    expect(["P", "PT", "P1M", "P1Y", "3D", "P1DT"].map(parseDuration)).toEqual([null, null, null, null, null, null]);
  });

  it("refuses a moment without a zone", () => {
    expect(parseInstant("2026-11-21T23:05:33")).toBeNull();
    expect(parseInstant("2026-11-21T18:05:33-05:00")).toBe(Date.UTC(2026, 10, 21, 23, 5, 33));
  });
});

describe("formatInstant", () => {
  it("writes what Date writes, for any moment", () => {
    fc.assert(fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (at) => formatInstant(at) === new Date(at).toISOString()));
    expect([formatInstant(0), formatInstant(-1)]).toEqual(["1970-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z"]);
    expect(() => formatInstant(Number.NaN)).toThrow(RangeError);
  });
});

describe("time zones", () => {
  it("reads the clock as Intl does, through changes of daylight saving and zones of half an hour", () => {
    const zones = ["America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Europe/London", "Asia/Kathmandu", "America/St_Johns", "Africa/Casablanca", "not/a/zone"];
    const moment = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) });
    const change = fc.constantFrom(Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 10, 1, 6), Date.UTC(2026, 3, 4, 15), Date.UTC(2026, 9, 3, 15, 30), Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1));
    const near = fc.tuple(change, fc.integer({ min: -3 * HOUR, max: 3 * HOUR })).map(([at, shift]) => at + shift);
    fc.assert(
      fc.property(fc.oneof(moment, near), fc.constantFrom(...zones), (at, zone) => {
        const options = { timeZone: zone.startsWith("not") ? "UTC" : zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", weekday: "short" } as const;
        const part = Object.fromEntries(new Intl.DateTimeFormat("en-US", options).formatToParts(at).map(({ type, value }) => [type, value]));
        const weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].indexOf(part["weekday"] ?? "");
        expect(localTime(at, zone)).toEqual({ year: Number(part["year"]), month: Number(part["month"]), day: Number(part["day"]), hour: Number(part["hour"]), minute: Number(part["minute"]), weekday });
        expect(clockAt(at, zone)).toEqual({ hour: Number(part["hour"]), minute: Number(part["minute"]), weekday });
      }),
      { numRuns: 400 },
    );
  });

  const at = (country: string, province: string | null = null) => timeZoneOf({ country, province, city: null, postcode: null });
  it("tells the zone from country and province", () => {
    expect([at("US", "CA"), at("US"), at("DE"), at("IN"), at("AU", "WA"), at("ZZ")]).toEqual(["America/Los_Angeles", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Perth", null]);
  });

  it("finds the next local hour, also across daylight saving and midnight", () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) }), fc.constantFrom("America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Europe/London", "UTC"), (now, zone) => {
        const next = nextLocalHour(now, zone, 9);
        expect(next - now).toBeGreaterThanOrEqual(0);
        expect(next - now).toBeLessThanOrEqual(25 * HOUR);
        expect(localTime(next, zone)).toMatchObject({ hour: 9, minute: 0 });
      }),
    );
  });

  it("skips no day from the last hour before a day of 23 hours", () => {
    const lastHour = Date.UTC(2026, 2, 28, 23, 30);
    expect(nextLocalHour(lastHour, "Europe/London", 3)).toBe(Date.UTC(2026, 2, 29, 2));
  });
});

describe("ids and tokens", () => {
  const shop = { id: "s", salt: "salt" };
  it("derives the same id for the same parts and another for others", () => {
    expect(derivedId(shop, "a", "bc")).toBe(derivedId(shop, "a", "bc"));
    expect(new Set([derivedId(shop, "a", "bc"), derivedId(shop, "ab", "c"), derivedId({ ...shop, salt: "x" }, "a", "bc"), derivedId({ ...shop, id: "t" }, "a", "bc")]).size).toBe(4);
  });

  it("derives as HMAC-SHA-256 does, short or long, ASCII or not", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 40 }), fc.string({ minLength: 250, maxLength: 600 }), fc.string({ unit: "binary", maxLength: 60 })), fc.string({ maxLength: 8 }), (part, salt) => {
        const text = ["s", "draw", part].map((one) => `${one.length}:${one}`).join("");
        const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = hmac(sha256, utf8ToBytes(salt), utf8ToBytes(text));
        expect(draw({ id: "s", salt }, part)).toBe(((((a * 256 + b) * 256 + c) * 256 + d) * 256 + e) / 2 ** 40 + f / 2 ** 48);
      }),
    );
  });

  const token = { kind: "click", id: "01234567-89ab-8cde-8f01-23456789abcd", expiresAt: 60 * MINUTE, extra: "https://example.com/ä?q=1" } as const;
  it("reads back what it signed", () => expect(readToken("secret", "click", signToken("secret", token), 0)).toEqual(token));

  it("refuses another secret, another kind, an expired or changed token, and noise", () => {
    const text = signToken("secret", token);
    expect(readToken("other", "click", text, 0)).toBeNull();
    expect(readToken("secret", "open", text, 0)).toBeNull();
    expect(readToken("secret", "click", text, 61 * MINUTE)).toBeNull();
    for (let index = 0; index < text.length - 1; index++) {
      const changed = `${text.slice(0, index)}${text[index] === "A" ? "B" : "A"}${text.slice(index + 1)}`;
      expect(readToken("secret", "click", changed, 0)).toBeNull();
    }
    fc.assert(fc.property(fc.string(), (noise) => readToken("secret", "click", noise, 0) === null));
  });
});

describe("contact and ids beyond 2^53", () => {
  it("keys e-mail addresses without case and phones in E.164", () => {
    expect(normaliseEmail("  MiXeD.Case+tag@Example.com ")).toBe("mixed.case+tag@example.com");
    expect(["", "x", "a@b", "a b@c.de", null].map(normaliseEmail)).toEqual([null, null, null, null, null]);
    expect(normalisePhone("098765 43210", "IN")).toBe("+919876543210");
    expect(["555-555-SHIP", "0000000000", "", "123"].map((phone) => normalisePhone(phone, "US"))).toEqual([null, null, null, null]);
  });

  it("keeps long integers exact", () => {
    expect(parseLosslessJson('{"id":820982911946154508,"n":[9007199254740993],"small":12,"text":"[820982911946154508]"}')).toEqual({
      id: "820982911946154508", n: ["9007199254740993"], small: 12, text: "[820982911946154508]",
    });
  });
});
