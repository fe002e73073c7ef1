import { describe, expect, it } from "vitest";
import { defaultDefinitions } from "../journey/catalog/index.ts";
import type { MessageStep } from "../journey/step.ts";
import { CONTENTS } from "../message/content/catalog.ts";

/** What makes a text promotion: Meta moves such utility templates to marketing, and US law does the same. */
const PROMOTION = /discount|% off|coupon|voucher|\bsale\b|\boffers?\b|\bdeals?\b|refer a friend|\brate us\b|review|you may also like|buy again|new arrivals|shop now|छूट|ऑफ़र|कूपन|सेल\b|रिव्यू/i;

describe("news of an order stays news, on every channel", () => {
  const steps = defaultDefinitions().flatMap((one) => Object.values(one.steps)).filter((step): step is MessageStep => step.kind === "message");
  const contents = new Map(CONTENTS.map((content) => [content.key, content]));

  it("a step sends content of its own class", () => {
    expect(steps.length).toBeGreaterThan(0);
    for (const { content, class: kind } of steps) expect([content, contents.get(content)?.class ?? "no such content"]).toEqual([content, kind]);
  });

  it("no short text of transactional content promotes anything", () => {
    for (const { key, class: kind, short } of CONTENTS) if (kind === "transactional") for (const text of Object.values(short ?? {})) expect(`${key}: ${text.replace(/\{\{.*?\}\}|\{%.*?%\}/g, "")}`).not.toMatch(PROMOTION);
  });
});
