import { describe, expect, it, test } from "vitest";
import { defaultDefinitions } from "../../journey/catalog/index.ts";
import { LINKS, SAMPLES } from "../message.fixture.ts";
import type { Sample } from "../message.fixture.ts";
import { smsSegments } from "../sms.ts";
import { composeTextMessage } from "../text-message.ts";
import { CONTENTS, contentFor } from "./catalog.ts";
import type { Block } from "./content.ts";

/** What the five journeys may name. */
const KEYS = [
  "welcome.first", "welcome.returning", "welcome.vip", "welcome.howto", "welcome.day14_engaged", "welcome.day14_quiet", "welcome.cod", "welcome.reassure", "welcome.support",
  "replenish.soon", "replenish.last", "review.ask", "review.remind", "review.promoter", "review.good", "review.education", "review.recovery",
  "winback.miss", "winback.news", "winback.offer", "winback.last", "referral.ask", "referral.ask_cashback", "referral.ask_vip", "referral.remind", "referral.reward",
];

test("the catalog's journeys send each content as what it is: marketing sent as transactional would have no way out, and not leave", () => {
  const steps = defaultDefinitions().flatMap(({ steps: all }) => Object.values(all)).filter((step) => step.kind === "message");
  expect(steps.map((step) => [step.content, step.class])).toEqual(steps.map((step) => [step.content, contentFor(step.content)?.class]));
  expect(steps.length).toBeGreaterThan(20);
});

const short = (key: string, sample: Sample, locale: string): string => {
  const content = contentFor(key);
  if (!content) throw new Error(key);
  return composeTextMessage(content, { ...sample, message: { class: content.class, locale, channel: "whatsapp" }, walk: { engaged: true } }).text;
};

test("every key is there once, and with it all languages and a short text", () => {
  expect(CONTENTS.map(({ key }) => key).toSorted()).toEqual(KEYS.toSorted());
  for (const { variants, short: texts } of CONTENTS) expect([Object.keys(variants), Object.keys(texts ?? {})]).toEqual([["en", "hi"], ["en", "hi"]]);
});

describe.each(CONTENTS.map((content) => [content.key, content] as const))("the short text of %s", (key, content) => {
  it.each(["en", "hi"].flatMap((locale) => Object.keys(SAMPLES).map((name) => [locale, name] as const)))("is whole and clean in %s, %s", (locale, name) => {
    const text = short(key, SAMPLES[name as keyof typeof SAMPLES], locale);
    if (name !== "hostile") {
      expect(text).toMatch(/^Kettle & Clay: \S/);
      expect(text).not.toMatch(/\{\{|\{%|undefined|\bnull\b|\[object/);
    }
    expect(text).not.toMatch(/\S {2,}\S| [.,:;?!।](\s|$)|,\s*[!,.?]|\b49\b|[\u202A-\u202E]/);
    expect(text.includes("STOP")).toBe(content.class === "marketing");
    if (locale === "hi") expect(text).toMatch(/[\u0900-\u097f]{2}/);
    expect(smsSegments(text).segments).toBeLessThanOrEqual(name === "hostile" ? 6 : 4);
  });

  it("is one SMS in English with what is usual in it", () => {
    const { full } = SAMPLES;
    const reward = "10% off the next order";
    const usual = { ...full, facts: { ...full.facts, made: { ...full.facts.made, ownReward: reward, cashback: reward, earlyAccess: reward } }, links: { ...LINKS, track: "https://a.example/t/4f9", survey: "https://a.example/s/4f9", referral: "https://a.example/r/7GQ4XM" } };
    const said = short(key, usual, "en").replace(/\nReply STOP.*$/, "");
    expect(smsSegments(said), said).toMatchObject({ encoding: "GSM-7", segments: 1 });
  });
});

describe("what is about an order carries no promotion", () => {
  const promotes = (block: Block): boolean => {
    if (block.kind === "product" || block.kind === "rating") return true;
    return (block.kind === "button" || block.kind === "link") && ["store", "review", "survey", "whatsapp"].includes(block.link);
  };
  it.each(CONTENTS.filter((content) => content.class === "transactional").map((content) => [content.key, content] as const))("%s", (_key, { variants }) => {
    for (const { body } of Object.values(variants)) expect(body.filter(promotes)).toEqual([]);
  });
});

describe("the public review page", () => {
  it.each(["review.promoter", "review.good", "review.education", "review.recovery"])("is open after every mark: %s", (key) => {
    for (const { body } of Object.values(contentFor(key)?.variants ?? {})) expect(body.some((block) => (block.kind === "button" || block.kind === "link") && block.link === "review")).toBe(true);
    expect(short(key, SAMPLES.full, "en")).toContain("https://reviews.example/kettle");
  });
});
