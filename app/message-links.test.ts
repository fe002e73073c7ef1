import { expect, test } from "vitest";
import { FACTS, NOW, SAMPLES, shopWith } from "./core/message/message.fixture.ts";
import { messageVariables } from "./core/message/variables.ts";
import { readToken } from "./core/shared/token.ts";
import { linksFor } from "./message-links.server.ts";

const id = "00000000-0000-8000-8000-000000000001";
const SECRET = "a secret of at least thirty-two characters";
const of = (made: Record<string, string>) => linksFor({ url: "https://a.example", secret: SECRET }, { id, class: "marketing" }, { ...SAMPLES.full, facts: { ...FACTS, made }, orderId: null, walk: { engaged: false }, code: null, subjects: null }, NOW);

test("each tap of the survey is signed for its own answer, and for nothing else", () => {
  const { survey, rate } = of({});
  const read = (link: string | null, kind: "survey" | "preferences") => readToken(SECRET, kind, link?.replace("https://a.example/s/", "") ?? "", NOW);
  expect([1, 5].map((score) => read(rate(score), "survey"))).toEqual([{ kind: "survey", id, expiresAt: null, extra: "rating=1" }, { kind: "survey", id, expiresAt: null, extra: "rating=5" }]);
  expect(read(survey, "survey")).toMatchObject({ id, extra: "" });
  expect(read(rate(5), "preferences")).toBeNull();
});

test("a referral link needs a code, and carries it alone", () => {
  expect(of({ referralCode: "7GQ4XM" }).referral).toBe("https://a.example/r/7GQ4XM");
  expect(of({ referralCode: "a/../b" }).referral).toBe("https://a.example/r/a%2F..%2Fb");
  expect(of({}).referral).toBeNull();
});

test("the longest text for WhatsApp still fits a link that counts the tap", () => {
  const facts = { ...FACTS, made: { referralCode: "7GQ4XM", friendReward: "पहले ऑर्डर पर छूट ".repeat(20) } };
  const sources = { ...SAMPLES.full, shop: shopWith({ name: "मिट्टी और चाय की दुकान ".repeat(10) }), facts, orderId: null, walk: { engaged: false }, code: null, subjects: null };
  const links = linksFor({ url: "https://a.example", secret: SECRET }, { id, class: "marketing" }, sources, NOW);
  const { whatsappUrl } = messageVariables({ ...sources, links, locale: "hi", language: "hi" }).referral;
  const counted = links.click?.(whatsappUrl ?? "") ?? "";
  expect(readToken(SECRET, "click", counted.replace("https://a.example/c/", ""), NOW)?.extra).toBe(whatsappUrl);
});
