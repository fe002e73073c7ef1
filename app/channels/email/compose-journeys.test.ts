/** What the journeys' messages say, and do not say when it is not known. */
import { describe, expect, it, test } from "vitest";
import { contentFor } from "#app/core/message/content/catalog.ts";
import { FACTS, LINKS, NOW, SAMPLES } from "#app/core/message/message.fixture.ts";
import type { Sample } from "#app/core/message/message.fixture.ts";
import { NO_FACTS } from "#app/core/message/facts.ts";
import type { MessageFacts } from "#app/core/message/facts.ts";
import { DAY } from "#app/core/shared/instant.ts";
import { composeEmail } from "./compose.ts";

const compose = (content: string, facts: Partial<MessageFacts> = {}, locale = "en", over: Partial<Sample> & { links?: object } = {}) =>
  composeEmail({ ...SAMPLES.full, ...over, facts: { ...FACTS, ...facts }, message: { content, class: contentFor(content)?.class ?? "marketing", locale }, walk: { engaged: true } });
const product = (days: number | null): Partial<MessageFacts> => ({ product: { title: "Green tea", imageUrl: null, runOutAt: days === null ? null : NOW + days * DAY } });

describe("the rating row", () => {
  it("has five taps of at least 44 px, each to its own answer, in both parts", async () => {
    const { html, text } = await compose("review.ask");
    const taps = [...html.matchAll(/<td align="center" height="(\d+)"[^>]*><a href="([^"]*)"[^>]*>(\d)<\/a>/g)];
    expect(taps.map(([, , url, score]) => [url, score])).toEqual([1, 2, 3, 4, 5].map((score) => [`https://after.example/s/tok_ask${score}`, String(score)]));
    for (const [, height] of taps) expect(Number(height)).toBeGreaterThanOrEqual(44);
    expect(text).toContain("1 (Not happy):\nhttps://after.example/s/tok_ask1\n2:\nhttps://after.example/s/tok_ask2\n");
    expect(text).toContain("5 (Very happy):\nhttps://after.example/s/tok_ask5");
  });

  it("is led straight to the survey, not by way of the click counter; so is a link that is passed on", async () => {
    const links = { ...LINKS, click: () => "https://after.example/c/counted", open: undefined };
    const ask = await compose("review.ask", {}, "en", { links });
    expect(ask.html).not.toContain("/c/counted");
    const share = await compose("referral.ask", {}, "en", { links });
    expect(share.html).toContain('href="https://after.example/r/KETTLE"');
    expect(share.html).toContain('href="https://after.example/c/counted"');
  });

  it("is left out where there is no link for it", async () => {
    expect((await compose("review.ask", {}, "en", { links: { ...LINKS, rate: () => null } })).html).not.toMatch(/[1-5] \/ 5"|Not happy/);
  });
});

describe("how long it lasts is said only where it is known", () => {
  it.each([[6, /about 6 more days/], [1.2, /is probably nearly used up/], [-3, /is probably nearly used up/], [null, /Green tea may be running low/]])("%s days left", async (days, words) => {
    const { text } = await compose("replenish.soon", product(days));
    expect(text).toMatch(words);
    expect(text.includes("Going by how long")).toBe(days !== null);
  });

  it("names no product when none is known", async () => {
    for (const [key, locale] of [["replenish.soon", "en"], ["replenish.last", "hi"], ["review.ask", "en"]] as const) {
      const mail = await compose(key, { product: null }, locale, { order: null });
      expect(mail.html).not.toMatch(/Stoneware|class="product/);
      expect(mail.subject.length).toBeGreaterThan(8);
    }
  });
});

test("a discount is promised with its code only", async () => {
  const offered = await compose("winback.offer");
  expect(offered.subject).toBe("10% off, should you feel like coming back");
  expect(offered.html).toContain("BACK10-7GQ4XM");
  const { discountPercent: _percent, ...unknown } = FACTS.made;
  for (const locale of ["en", "hi"]) {
    const bare = await compose("winback.offer", { made: unknown }, locale);
    expect(`${bare.subject} ${bare.text}`).toContain("BACK10-7GQ4XM");
    expect(`${bare.subject} ${bare.preheader} ${bare.text}`).not.toMatch(/\d%/);
    const none = await compose("winback.offer", { made: { discountPercent: "10" } }, locale);
    expect(`${none.subject} ${none.preheader} ${none.text}`).not.toMatch(/%|\bcode\b|कोड|छूट/i);
  }
});

test("win-back names what was bought and looked at, and neither when it is not known", async () => {
  const known = await compose("winback.miss");
  expect(known.text).toContain("You took home “Assam leaf tea, 100 g”, “Hand-thrown cup” and “Tea towel”.");
  expect(known.text).toContain("You also had a look at “Travel kettle” and “Honey spoon”.");
  expect((await compose("winback.miss", {}, "hi")).text).toContain("“Travel kettle” और “Honey spoon”");
  const none = await compose("winback.miss", { favourites: [], viewed: [] });
  expect(none.text).not.toMatch(/took home|had a look at|“/);
  expect((await compose("winback.last")).text).not.toMatch(/BACK10|%/);
});

test("the suggestion is the shop's own figure, or is not made", async () => {
  for (const key of ["welcome.day14_engaged", "welcome.day14_quiet", "winback.news"]) {
    expect((await compose(key)).text).toContain("Assam leaf tea, 250 g");
    expect((await compose(key, NO_FACTS)).text).not.toMatch(/again and again/);
  }
  expect((await compose("welcome.day14_engaged", NO_FACTS)).text).not.toContain("regulars");
});

describe("referral", () => {
  it("names each side's thank-you, the link, and a text for WhatsApp in the reader's language", async () => {
    const mail = await compose("referral.ask", {}, "hi");
    expect(mail.text).toContain("दोस्त के ऑर्डर करने पर आपके लिए: ₹200 off your next order");
    expect(mail.text).toContain("https://after.example/r/KETTLE");
    const shared = new URL(/https:\/\/wa\.me\/\?text=\S+/.exec(mail.text)?.[0] ?? "").searchParams.get("text");
    expect(shared).toMatch(/^मुझे Kettle & Clay .*₹200 off the first order.* https:\/\/after\.example\/r\/KETTLE$/);
  });

  it("names the thank-you of the customer's own kind, the usual one where that is not set, and none that was not set", async () => {
    const early = /first in line/i;
    expect((await compose("referral.ask_vip")).text).toContain("For you, when a friend orders: early access to what is new");
    const usual = await compose("referral.ask_vip", { made: { referralCode: "KETTLE", ownReward: "a jar of honey" } });
    expect(usual.text).toContain("For you, when a friend orders: a jar of honey");
    expect(usual.subject).not.toMatch(early);
    const none = await compose("referral.ask_cashback", { made: { referralCode: "KETTLE" } });
    expect(`${none.subject} ${none.text}`).not.toMatch(/For you|save|thank-you/);
  });

  it("keeps to what this customer was promised", async () => {
    expect((await compose("referral.reward", { sent: ["referral.ask_cashback"] })).text).toContain("As promised, for you: ₹300 back for every friend who orders");
    expect((await compose("referral.remind", { sent: ["referral.ask_vip"] })).text).toContain("early access to what is new");
    expect((await compose("referral.reward", { made: {} })).text).not.toMatch(/promised|code/i);
  });

  it("has no link without a code", async () => {
    const { html, text } = await compose("referral.ask", { made: {} });
    for (const part of [html, text]) expect(part).not.toMatch(/wa\.me|\/r\/|own link/);
  });
});

test("cash on delivery: what is due at the door, and only while it is due", async () => {
  expect((await compose("welcome.cod", {}, "en", SAMPLES.door)).text).toContain("You pay ₹3,499.00 at the door");
  expect((await compose("welcome.cod")).text).not.toMatch(/You pay|Paying at the door makes/);
});
