import { describe, expect, it, test } from "vitest";
import type { Channel } from "../event/snapshot.ts";
import type { Issue, Profile } from "../profile/profile.ts";
import { DAY, HOUR, MINUTE } from "../shared/instant.ts";
import { readSettings } from "../shop.ts";
import { RULES } from "./decide.ts";
import { engagementLevel } from "./engagement-level.ts";
import { bestHour } from "./rules/best-hour.ts";
import { channelCap } from "./rules/channel-cap.ts";
import { consent } from "./rules/consent.ts";
import { frequencyCap } from "./rules/frequency-cap.ts";
import { holdout, isHeldOut } from "./rules/holdout.ts";
import { lowScore } from "./rules/low-score.ts";
import { openIssue } from "./rules/open-issue.ts";
import { priority } from "./rules/priority.ts";
import { saidTwice } from "./rules/said-twice.ts";
import { seekingHelp } from "./rules/seeking-help.ts";
import { whatsappLimits } from "./rules/whatsapp-limits.ts";
import { candidate, customer, heard, livesIn, moments, NOON, says, shopOf } from "./testing.ts";

const shop = shopOf();
const about = (profile: Profile) => candidate({ profile });
const by = (channel: Channel, profile: Profile, over = {}) => ({ channel, class: "marketing" as const, profile, shop, now: NOON, ...over });

test("every rule has an id of its own and says what it does in a sentence", () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { id, words } of RULES) expect(words, id).toMatch(/^[A-Z].{20,}\.$/);
});

describe("consent", () => {
  it("asks for a yes on the very channel", () => {
    const emailOnly = customer({ consent: { email: { granted: true, at: 0, source: "checkout" } } });
    expect((["email", "sms", "whatsapp", "push"] as const).map((channel) => says(consent, by(channel, emailOnly)))).toEqual(["pass", "drop", "drop", "drop"]);
    expect(consent.check(by("sms", emailOnly)).verdict).toMatchObject({ reason: "No consent to marketing by SMS is recorded for this customer; the one for e-mail does not cover it." });
    expect(says(consent, by("sms", emailOnly, { class: "transactional" }))).toBe("pass");
  });

  it("takes the word back when the customer does", () => {
    expect(says(consent, by("sms", customer({ consent: { sms: { granted: false, at: 5, source: "STOP" } } })))).toBe("drop");
  });
});

test("WhatsApp marketing goes to no US number, and does to a Canadian one", () => {
  const american = customer({ phone: { value: "+14155550100", at: 0 } });
  expect([says(whatsappLimits, by("whatsapp", american)), says(whatsappLimits, by("sms", american)), says(whatsappLimits, by("whatsapp", { ...american, ...livesIn("CA", "ON") }))]).toEqual(["drop", "pass", "pass"]);
});

describe("caps", () => {
  const clicked = { "message.clicked": moments(1, NOON - DAY, DAY) };
  const ignored = { "message.sent": moments(4, NOON - 8 * DAY, DAY) };
  const times = (...ago: number[]) => heard(...ago.map((one) => [NOON - one, "email"] as const));

  test.each([
    ["normal, 24 hours ago", times(DAY), {}, "pass"],
    ["normal, a moment less", times(DAY - 1), {}, 1],
    ["engaged, 12 hours ago", times(12 * HOUR), clicked, "pass"],
    ["engaged, a moment less", times(12 * HOUR - 1), clicked, 1],
    ["quiet, seven days ago", times(7 * DAY), ignored, "pass"],
    ["quiet, six days ago", times(6 * DAY), ignored, DAY],
    ["normal, two this week", times(6 * DAY, 2 * DAY), {}, "pass"],
    ["normal, three this week", times(6 * DAY, 4 * DAY, 2 * DAY), {}, DAY],
    ["engaged, three this week", times(6 * DAY, 4 * DAY, 2 * DAY), clicked, "pass"],
    ["engaged, five this week", times(6 * DAY, 5 * DAY, 4 * DAY, 3 * DAY, 2 * DAY), clicked, DAY],
    ["far over, after the limit was lowered", times(6 * DAY, 5 * DAY, 4 * DAY, 3 * DAY, 2 * DAY), {}, 3 * DAY],
  ] as const)("over all channels: %s", (_name, messages, activity, expected) => expect(says(frequencyCap, about(customer({ ...messages, activity })))).toBe(expected));

  it("counts each channel for itself", () => {
    const texted = customer(heard([NOON - 3 * DAY, "sms"], [NOON - 2 * DAY, "email"]));
    expect([says(channelCap, by("sms", texted)), says(channelCap, by("email", texted)), says(channelCap, by("sms", { ...texted, activity: clicked }))]).toEqual([4 * DAY, "pass", "pass"]);
    expect(says(channelCap, by("sms", texted, { class: "transactional" }))).toBe("pass");
  });

  it("never sends Florida a fourth text in 24 hours, whatever the settings allow", () => {
    const wide = shopOf({ caps: { channels: { sms: { engaged: 40, normal: 40, quiet: 40 } } } });
    const three = heard([NOON - 23 * HOUR, "sms"], [NOON - 2 * HOUR, "sms"], [NOON - HOUR, "sms"]);
    const in_ = (state: string | null) => says(channelCap, by("sms", customer({ ...three, ...livesIn("US", state), timeZone: "America/New_York" }), { shop: wide }));
    expect([in_("FL"), in_("GA"), in_(null)]).toEqual([HOUR, "pass", HOUR]);
  });

  it("refuses settings that break the day's distance", () => {
    expect(() => readSettings({ caps: { gapHours: { normal: 23 } } })).toThrow(/gapHours/);
    expect(() => readSettings({ caps: { perWeek: { quiet: 0 } } })).toThrow(/quiet/);
    expect(readSettings({}).caps.gapHours.normal).toBe(24);
  });
});

test("engagement: a click within 60 days, four messages without a sign", () => {
  const level = (activity: Profile["activity"]) => engagementLevel(customer({ activity }), NOON);
  expect([
    level({ "message.clicked": [[NOON - 60 * DAY, 0]] }), level({ "message.clicked": [[NOON - 60 * DAY - 1, 0]] }), level({ "message.sent": moments(4, NOON, DAY) }), level({ "message.sent": moments(3, NOON, DAY) }),
    level({ "message.sent": moments(4, NOON, DAY), "message.opened": [[NOON - 3 * DAY, 0]] }), level({ "message.clicked": [[NOON + 1, 0]] }),
  ]).toEqual(["engaged", "normal", "quiet", "normal", "normal", "normal"]);
});

describe("open matters", () => {
  const issue = (kind: Issue["kind"], openedAt: number | null, closedAt: number | null) => ({ issues: { [`${kind}:1`]: { kind, openedAt, closedAt, orderRef: null } } });

  test.each(["ticket", "return", "task"] as const)("an open %s holds promotion, not help, not news of the order", (kind) => {
    const open = customer(issue(kind, NOON - DAY, null));
    expect([says(openIssue, about(open)), says(openIssue, candidate({ profile: open, supports: true })), says(openIssue, candidate({ profile: open, class: "transactional" }))]).toEqual([DAY, "pass", "pass"]);
    expect(says(openIssue, about(customer(issue(kind, NOON - DAY, NOON))))).toBe("pass");
  });

  const rated = (share: number, ago: number): Pick<Profile, "satisfaction"> => ({ satisfaction: { at: NOON - ago, value: { share, score: 2, scale: 5, source: "review" } } });
  test.each([
    ["2 of 5 yesterday", rated(0.25, DAY), {}, DAY],
    ["a little better", rated(0.26, DAY), {}, "pass"],
    ["just under 60 days ago", rated(0, 60 * DAY - HOUR), {}, HOUR],
    ["60 days ago", rated(0, 60 * DAY), {}, "pass"],
    ["a task closed since", rated(0, DAY), issue("task", NOON - DAY, NOON - HOUR), "pass"],
    ["a task closed before", rated(0, DAY), issue("task", NOON - 3 * DAY, NOON - 2 * DAY), DAY],
    ["a ticket solved since", rated(0, DAY), issue("ticket", NOON - DAY, NOON - HOUR), DAY],
  ] as const)("low score: %s", (_name, satisfaction, issues, expected) => {
    const profile = customer({ ...satisfaction, ...issues });
    expect(says(lowScore, about(profile))).toBe(expected);
    expect(says(lowScore, candidate({ profile, supports: true }))).toBe("pass");
  });

  const visits = (page: string, ...of: readonly (readonly [ago: number, seconds: number])[]) => ({ [`page.viewed:${page}`]: of.map(([ago, seconds]) => [NOON - ago, seconds] as const) });
  test.each([
    ["two FAQ visits", visits("faq", [DAY, 10], [HOUR, 10]), {}, "pass"],
    ["three within 48 hours", visits("faq", [49 * HOUR, 10], [DAY, 10], [HOUR, 10]), {}, 3 * DAY - HOUR],
    ["three within a little more", visits("faq", [49 * HOUR + 1, 10], [DAY, 10], [HOUR, 10]), {}, "pass"],
    ["15 minutes of help", visits("help", [DAY, 600], [HOUR, 300]), {}, 3 * DAY - HOUR],
    ["a second less", visits("help", [DAY, 600], [HOUR, 299]), {}, "pass"],
    ["15 minutes over FAQ and help", { ...visits("help", [DAY, 600]), ...visits("faq", [HOUR, 300]) }, {}, 3 * DAY - HOUR],
    ["the returns page, a moment under three days ago", visits("returns", [3 * DAY - 1, 0]), {}, 1],
    ["the returns page three days ago", visits("returns", [3 * DAY, 0]), {}, "pass"],
    ["a search that goes on with single visits", { ...visits("returns", [5 * DAY, 0]), ...visits("faq", [3 * DAY, 5], [DAY, 5]) }, {}, 2 * DAY],
    ["a search that was over", { ...visits("returns", [5 * DAY, 0]), ...visits("faq", [DAY, 5]) }, {}, "pass"],
    ["a ticket solved since", visits("returns", [HOUR, 0]), issue("ticket", NOON - DAY, NOON - MINUTE), "pass"],
    ["a ticket solved before", visits("returns", [HOUR, 0]), issue("ticket", NOON - DAY, NOON - 2 * HOUR), 3 * DAY - HOUR],
    ["visits to come", visits("returns", [-HOUR, 0]), {}, "pass"],
  ] as const)("seeking help: %s", (_name, activity, issues, expected) => {
    const profile = customer({ activity: activity as Profile["activity"], ...issues });
    expect(says(seekingHelp, about(profile))).toBe(expected);
    expect([says(seekingHelp, candidate({ profile, supports: true })), says(seekingHelp, candidate({ profile, class: "transactional" }))]).toEqual(["pass", "pass"]);
  });
});

test("nothing is said twice within 30 days, except as help", () => {
  const told = (ago: number) => candidate({ says: ["product:p1", "offer:back10"], profile: customer({ said: { "offer:back10": NOON - ago } }) });
  expect([says(saidTwice, told(30 * DAY)), says(saidTwice, told(30 * DAY - 1)), says(saidTwice, { ...told(DAY), supports: true }), says(saidTwice, { ...told(DAY), class: "transactional" })]).toEqual(["pass", "drop", "pass", "pass"]);
});

describe("priority", () => {
  const rival = (at: number, of: number, enrollmentId = "walk-1") => ({ enrollmentId, journey: "review", name: "Review", priority: of, at });
  const against = (...rivals: ReturnType<typeof rival>[]) => says(priority, candidate({ rivals, priority: 50, enrollmentId: "walk-5" }));
  test.each([
    ["more important, within a day", [rival(NOON + DAY, 60)], DAY + HOUR],
    ["more important, later", [rival(NOON + DAY + 1, 60)], "pass"],
    ["less important", [rival(NOON, 40)], "pass"],
    ["more important, due and not yet asked", [rival(NOON - HOUR, 60)], HOUR],
    ["stuck for over a day", [rival(NOON - DAY - 1, 60)], "pass"],
    ["equally important, due at the same moment, smaller id", [rival(NOON, 50)], HOUR],
    ["equally important, greater id", [rival(NOON, 50, "walk-9")], "pass"],
    ["equally important, later", [rival(NOON + 1, 50)], "pass"],
    ["itself", [rival(NOON, 60, "walk-5")], "pass"],
  ] as const)("%s", (_name, rivals, expected) => expect(against(...rivals)).toBe(expected));

  it("lets one of any number of equals go, the same whatever the order they are asked and told in", () => {
    const rivals = ["walk-3", "walk-1", "walk-2"].map((id) => rival(NOON, 50, id));
    const goes = rivals.filter(({ enrollmentId }) => says(priority, candidate({ rivals, enrollmentId })) === "pass").map(({ enrollmentId }) => enrollmentId);
    expect(goes).toEqual(["walk-1"]);
    const saw = (order: typeof rivals) => priority.check(candidate({ rivals: order })).saw();
    expect(saw(rivals)).toEqual(saw(rivals.toReversed()));
  });
});

describe("hold-out", () => {
  const half = shopOf({ holdout: { share: 0.5 } });
  const out = Array.from({ length: 200 }, (_, index) => `p${index}`).find((id) => isHeldOut(half, id)) ?? "";
  it("is 5 % unless said otherwise, sticky, and logs its chance", () => {
    expect(readSettings({}).holdout.share).toBe(0.05);
    const usual = { ...half, settings: readSettings({}) };
    const share = Array.from({ length: 20_000 }, (_, index) => isHeldOut(usual, `p${index}`)).filter(Boolean).length / 20_000;
    expect(Math.abs(share - 0.05)).toBeLessThan(0.006);
    const ask = (over = {}) => holdout.check(candidate({ shop: half, profile: { ...customer(), id: out }, ...over }));
    expect(ask()).toMatchObject({ verdict: { kind: "drop" }, chance: 0.5 });
    expect([ask({ class: "transactional" }).verdict.kind, ask({ supports: true }).verdict.kind]).toEqual(["pass", "pass"]);
  });
});

describe("best hour", () => {
  const reader = customer({ hours: Array.from({ length: 24 }, (_, hour) => (hour === 18 ? 50 : 0)) });
  const ask = (over = {}) => says(bestHour, { ...candidate({ profile: reader, timing: "best_hour" }), channel: "email", ...over });
  it("waits for the customer's own hour, and says whose hour it is", () => {
    expect([ask(), ask({ now: NOON + 6 * HOUR }), ask({ now: NOON + 7 * HOUR - 1 }), ask({ timing: null }), ask({ class: "transactional" })]).toEqual([6 * HOUR, "pass", "pass", "pass", "pass"]);
    const basis = (profile: Profile, stats = shop.stats) => bestHour.check({ ...candidate({ profile, timing: "best_hour", shop: { ...shop, stats } }), channel: "email" }).saw()["basis"];
    expect([basis(reader), basis(customer(), { ...shop.stats, hours: Array.from({ length: 24 }, (_, hour) => (hour === 20 ? 900 : 1)) }), basis(customer())]).toEqual(["own", "shop", "prior"]);
  });

  it("waits a day at most, once, never past the message's moment nor into quiet hours", () => {
    expect(ask({ since: NOON - 18 * HOUR })).toBe(6 * HOUR);
    expect(ask({ since: NOON - 18 * HOUR - 1 })).toBe("pass");
    expect([ask({ expiresAt: NOON + 6 * HOUR }), ask({ expiresAt: NOON + 6 * HOUR - 1 })]).toEqual([6 * HOUR, "pass"]);
    const night = { ...reader, hours: Array.from({ length: 24 }, (_, hour) => (hour === 2 ? 50 : 0)) };
    const wait = ask({ profile: night });
    expect(typeof wait === "number" ? (12 + wait / HOUR) % 24 : wait).toSatisfy((hour: number) => hour >= 9 && hour < 21);
  });
});
