import { describe, expect, it, test } from "vitest";
import type { Content } from "./content/content.ts";
import { LINKS, SAMPLES, shopWith } from "./message.fixture.ts";
import { smsSegments } from "./sms.ts";
import { composeTextMessage } from "./text-message.ts";
import type { TextSources } from "./text-message.ts";
import { textPreview } from "./text-preview.ts";

const click = (url: string): string => `https://a.example/c/${url === LINKS.track ? "T" : url === "https://kettle.example/" ? "S" : btoa(url)}`;
const EN = "Hi {{ customer.firstName }}, your order {{ order.number }} is on its way: {{ links.track }}.";
const content = (over: Partial<Content> = {}): Content => ({
  key: "test.short", class: "transactional", name: "Test", variants: {} as Content["variants"], short: { en: EN, hi: "नमस्ते {{ customer.firstName }}: {{ links.track }}" }, ...over,
});
const compose = (over: Partial<Content> = {}, message: Partial<TextSources["message"]> = {}, sample = SAMPLES.full) =>
  composeTextMessage(content(over), { ...sample, message: { class: "transactional", locale: "en", channel: "sms", ...message }, links: { ...sample.links, click }, walk: { engaged: false } });

test("says who writes, what, and links by way of the counting address, short of the full stop", () => {
  expect(compose().text).toBe("Kettle & Clay: Hi Asha, your order #1002 is on its way: https://a.example/c/T.");
  expect(compose({}, { channel: "push" })).toMatchObject({ title: "Kettle & Clay", text: "Hi Asha, your order #1002 is on its way: https://a.example/c/T." });
  expect(compose({ short: { en: "{{ shop.name }} says hello", hi: "" } }).text).toBe("Kettle & Clay says hello");
});

test("is written in the reader's language", () => {
  expect(compose({}, { locale: "hi-IN" })).toMatchObject({ language: "hi", text: "Kettle & Clay: नमस्ते Asha: https://a.example/c/T" });
  expect(compose({}, { locale: "fr" }).language).toBe("en");
});

describe("the way out of marketing", () => {
  const marketing = { class: "marketing", short: { en: "New cups: {{ links.store }}", hi: "नए प्याले: {{ links.store }}" } } as const;
  it("is added to SMS and WhatsApp, in either language, and whatever a journey calls the message", () => {
    expect(compose(marketing).text).toBe("Kettle & Clay: New cups: https://a.example/c/S\nReply STOP to opt out");
    expect(compose(marketing, { channel: "whatsapp", locale: "hi" }).text).toMatch(/\nबंद करने के लिए STOP लिखकर भेजें$/);
    expect(compose(marketing)).toMatchObject({ class: "marketing" });
  });
  it("is not added twice, to push, or to news of an order", () => {
    expect(compose({ ...marketing, short: { en: "New cups. Text STOP to end.", hi: "" } }).text).toBe("Kettle & Clay: New cups. Text STOP to end.");
    expect(compose(marketing, { channel: "push" }).text).not.toContain("STOP");
    expect(compose().text).not.toContain("STOP");
  });
  it("works when we are down: its address is not led through us", () => {
    expect(compose({ class: "marketing", short: { en: "Cups. Out: {{ links.unsubscribe }}", hi: "" } }).text).toContain(`Out: ${LINKS.unsubscribe}`);
  });
});

test("leads straight to the shop when the shop does not count clicks", () => {
  const shop = shopWith();
  const quiet = { ...SAMPLES.full, shop: { ...shop, settings: { ...shop.settings, tracking: { opens: false, clicks: false } } } };
  expect(compose({}, {}, quiet).text).toContain(String(LINKS.track));
});

test("what a stranger typed adds no line, no Liquid and no markup", () => {
  const { text } = compose({}, {}, SAMPLES.hostile);
  expect(text.split("\n")).toHaveLength(1);
  expect(text).not.toMatch(/\b49\b/);
  const { html } = textPreview("sms", text);
  expect(html).not.toMatch(/<script|<b>/);
});

test.each([
  ["has no text for it", { short: undefined }, /no short text/],
  ["comes out empty", { short: { en: "{{ customer.nothing }}", hi: "" } }, /came out empty/],
  ["is too long", { short: { en: "word ".repeat(200), hi: "" } }, /letters; 670 can/],
  ["is not Liquid", { short: { en: "{% if %}", hi: "" } }, /./],
] as const)("does not leave when it %s", (_name, over, problem) => {
  expect(() => compose(over as Partial<Content>)).toThrow(problem);
});

test("the merchant sees it as it goes, and as how many SMS", () => {
  const { text } = compose();
  const preview = textPreview("sms", text);
  expect(preview.html).toContain("Kettle &amp; Clay: Hi Asha");
  expect(preview.html).toContain(`Goes out as one SMS (${smsSegments(text).units} characters).`);
  expect(textPreview("sms", compose({}, { locale: "hi" }).text).html).toContain("room for 70");
  expect(textPreview("whatsapp", text).html).not.toContain("SMS");
});
