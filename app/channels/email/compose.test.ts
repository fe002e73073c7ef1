import { expect, test } from "vitest";
import { CONTENTS } from "#app/core/message/content/catalog.ts";
import { LINKS, SAMPLES, orderWith, profileNamed, shopWith } from "#app/core/message/message.fixture.ts";
import type { Sample } from "#app/core/message/message.fixture.ts";
import { composeEmail } from "./compose.ts";

/** A word that has no place in a message about an order the customer made (facts: 15 USC 7702(17), Meta's and BGH's readings alike). */
const PROMOTION = /discount|% off|coupon|voucher|\bsale\b|\boffers?\b|\bdeals?\b|refer a friend|review|you may also like|new arrivals|shop now|\bvisit\b|unsubscribe|छूट|ऑफ़र|कूपन|सेल\b|रिव्यू|सदस्यता/i;

const compose = (content: string, sample: Sample, locale: string, extra: object = {}) => {
  const found = CONTENTS.find((one) => one.key === content);
  return composeEmail({ ...sample, message: { content, class: found?.class ?? "transactional", locale }, walk: { engaged: true }, ...extra });
};

const cases = CONTENTS.flatMap((content) => ["en", "hi"].flatMap((locale) => Object.keys(SAMPLES).map((name) => [content.key, locale, name] as const)));

test.each(cases)("%s in %s, %s: whole, clean, of its class", async (key, locale, name) => {
  const sample = SAMPLES[name as keyof typeof SAMPLES];
  const mail = await compose(key, sample, locale);
  const marketing = CONTENTS.find((one) => one.key === key)?.class === "marketing";

  expect(mail.subject).toMatch(/^\P{Cc}{8,150}$/u);
  expect(mail.preheader.length).toBeGreaterThan(10);
  expect(mail.html).toContain(`<html lang="${locale}" dir="ltr"`);
  expect(mail.html).toMatch(/<\/html>\s*$/);
  expect(mail.text.length).toBeGreaterThan(200);
  for (const part of [mail.html, mail.text, mail.subject]) {
    if (name !== "hostile") expect(part).not.toMatch(/\{\{|\{%|undefined|\bnull\b|\[object|LQ\d/);
    expect(part).not.toMatch(/,\s*[!,.?]|\(\s*\)|  [.,]/);
  }
  // What readers see of the HTML has no gaps either, where something was left out.
  const seen = mail.html.replace(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|&#847;&zwnj;&nbsp;/g, "").split(/<[^>]*>/).map((part) => part.trim());
  for (const part of [...seen, ...mail.text.split("\n"), mail.subject, mail.preheader]) expect(part).not.toMatch(/\S {2,}\S| [.,;:?!।](\s|$)|“”/);
  if (locale === "hi") for (const part of [mail.subject, mail.text]) expect(part).toMatch(/[\u0900-\u097f]{2}/);

  const unsubscribes = [mail.html, mail.text].map((part) => part.includes(LINKS.unsubscribe ?? "?"));
  expect(unsubscribes).toEqual(marketing ? [true, true] : [false, false]);
  expect("List-Unsubscribe" in mail.headers).toBe(marketing);
  expect("Auto-Submitted" in mail.headers).toBe(!marketing);
  if (!marketing) for (const part of [mail.subject, mail.preheader, mail.text]) expect(part).not.toMatch(PROMOTION);
  if (name === "full") expect(mail.html).toContain("12 Potter Lane, Jaipur 302001, India");
});

test.each(CONTENTS.map((content) => content.key))("%s: what a stranger typed is shown, never obeyed", async (key) => {
  for (const locale of ["en", "hi"]) {
    const mail = await compose(key, SAMPLES.hostile, locale);
    expect(mail.html).not.toMatch(/<script|<img src=x|javascript:|onload="|<b>|<i>/);
    expect(mail.html.match(/<img /g) ?? []).toHaveLength(0);
    expect(mail.html).toContain("&lt;b&gt;Shop&lt;/b&gt; {{ 7 | times: 7 }}");
    for (const part of [mail.html, mail.text, mail.subject]) expect(part).not.toMatch(/\b49\b|[\u202A-\u202E]/);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.text).not.toMatch(/^Bcc:|^X-Evil:/m);
  }
});

test("the subject greets in plain text, with no HTML escapes", async () => {
  const sample = { ...SAMPLES.full, profile: profileNamed("Zoë & O'Neil 🫖", null) };
  expect((await compose("welcome.first", sample, "en")).subject).toBe("Thank you for your order #1002, Zoë & O'Neil 🫖");
  expect((await compose("welcome.first", sample, "en")).html).toContain("Zoë &amp; O&#39;Neil 🫖");
});

test("thanks adapt to how the order is paid", async () => {
  const waiting = await compose("welcome.first", SAMPLES.awaiting, "en");
  expect(waiting.text).toContain("As soon as your payment arrives");
  expect(waiting.subject).toBe("We have your order #1002, Ravi");
  const door = await compose("welcome.first", SAMPLES.door, "hi");
  expect(door.text).toContain("पार्सल मिलने पर आपको ₹3,499.00 देने हैं");
  for (const other of ["welcome.returning", "welcome.vip"]) expect((await compose(other, SAMPLES.awaiting, "en")).text).toContain("As soon as your payment arrives");
  const paid = await compose("welcome.first", SAMPLES.full, "en");
  expect(paid.text).not.toMatch(/payment|You pay/);
});

test("a returning customer's history is named", async () => {
  const english = await compose("welcome.returning", SAMPLES.full, "en");
  expect(english.text).toContain("This is your 4th order with us since March 2024.");
  expect(english.text).toContain("Last time you chose Travel kettle, Tea towel.");
  expect((await compose("welcome.returning", SAMPLES.full, "hi")).text).toContain("मार्च 2024 से अब तक, हमारे साथ यह आपका चौथा ऑर्डर है");
});

test.each([["hi-IN", "en", "hi"], ["hi_IN", "en", "hi"], ["fr", "en", "en"], ["fr", "hi-IN", "hi"], ["", "de", "en"]])("locale %j in a shop of %j is written in %j", async (locale, shopLocale, language) => {
  const mail = await compose("welcome.howto", { ...SAMPLES.full, shop: shopWith({ locale: shopLocale }) }, locale);
  expect(mail.language).toBe(language);
  expect(mail.html).toContain(`lang="${language}"`);
});

test("marketing stays marketing whatever a journey calls it, and does not leave without a way out", async () => {
  const message = { content: "welcome.howto", class: "transactional", locale: "en" } as const;
  const mail = await composeEmail({ ...SAMPLES.full, message, walk: { engaged: false } });
  expect(mail.class).toBe("marketing");
  await expect(composeEmail({ ...SAMPLES.full, links: { ...LINKS, unsubscribe: null }, message, walk: { engaged: false } })).rejects.toThrow(/unsubscribe/);
  await expect(composeEmail({ ...SAMPLES.full, message: { ...message, content: "no.such" }, walk: { engaged: false } })).rejects.toThrow(/no message content/);
});

test("clicks and opens are counted when the shop wants it, and only then", async () => {
  const links = { ...LINKS, click: (url: string) => `https://after.example/c/${btoa(url)}`, open: "https://after.example/o/tok" };
  const counted = await compose("welcome.day14_engaged", { ...SAMPLES.full, links }, "en");
  expect(counted.html).toContain(`href="https://after.example/c/${btoa("https://kettle.example/")}"`);
  expect(counted.html).toContain('href="https://after.example/u/tok_out"');
  expect(counted.html).toContain('src="https://after.example/o/tok"');
  expect(counted.uncounted).not.toMatch(/\/c\/|\/o\//);
  const shop = shopWith({}, {});
  const uncounted = await compose("welcome.day14_engaged", { ...SAMPLES.full, shop: { ...shop, settings: { ...shop.settings, tracking: { opens: false, clicks: false } } }, links }, "en");
  expect(uncounted.html).not.toMatch(/\/c\/|\/o\//);
});

test("no request to a third party: only the shop's own pictures", async () => {
  for (const { key } of CONTENTS) {
    const { html } = await compose(key, SAMPLES.full, "hi");
    for (const [, url] of html.matchAll(/(?:src|<link[^>]*href)="([^"]*)"|url\(([^)]*)\)/g)) expect(url).toMatch(/^https:\/\/kettle\.example\//);
    expect(Buffer.byteLength(html), key).toBeLessThan(60_000);
  }
});

test("a picture's name in the order is no link of its own, and decimals are written out", async () => {
  const line = { ref: "l", productRef: null, sku: null, title: "Linen", quantity: 1.5, total: 1, imageUrl: null };
  expect((await compose("welcome.first", { ...SAMPLES.full, order: orderWith({ lines: [line] }) }, "en")).text).toContain("- 1.5 × Linen: ₹0.01");
});

test("without a support address the order's page is the way to ask", async () => {
  const mail = await compose("welcome.first", { ...SAMPLES.minimal, links: LINKS }, "en");
  expect(mail.html).toMatch(/href="https:\/\/after\.example\/t\/tok_track"[^>]*>your order page<\/a>/);
  expect(mail.text).toContain("a person reads it: https://after.example/t/tok_track");
});
