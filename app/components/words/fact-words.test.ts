import { describe, expect, it } from "vitest";
import { decide } from "../../core/decision/decide.ts";
import { candidate, customer, heard, moments, NOON, shopOf } from "../../core/decision/testing.ts";
import type { Candidate } from "../../core/decision/decision.ts";
import { DAY, HOUR } from "../../core/shared/instant.ts";
import { factGroups } from "./fact-words.ts";

/** What a merchant reads of a decision, moments in brackets. */
function read(over: Partial<Candidate>): Record<string, string> {
  const groups = factGroups(decide(candidate(over)).facts);
  return Object.fromEntries(groups.map(({ title, said, lines }) => [title ?? "", said ? said.map((one) => one.map((part) => (typeof part === "string" ? part : `[${part.at.slice(0, 16)}]`)).join("")).join(" ") : JSON.stringify(lines)]));
}

describe("what a decision saw, for a merchant", () => {
  it("tells why a message went by this channel", () => {
    const profile = customer({ channels: { sms: { sent: 5, engaged: 4 }, email: { sent: 10, engaged: 0 } }, consent: { ...customer().consent, whatsapp: { granted: false, at: 0, source: "STOP" } } });
    expect(read({ channels: ["email", "whatsapp", "sms"], profile })["Channels"]).toBe(
      "What this customer answered before decided. E-mail: about 2 % chance of an answer (0 of 10 answered); free now. SMS, chosen: about 22.4 % chance of an answer (4 of 5 answered); free now. WhatsApp: not possible. Consent to marketing by WhatsApp was withdrawn (STOP).",
    );
  });

  it("tells why one is held, rule by rule", () => {
    const told = read({ now: NOON + 10 * HOUR, profile: customer(heard([NOON - 2 * DAY, "email"])) });
    expect(told["Quiet hours"]).toBe("About 22:00 in Europe/London (by the customer's address). Open for marketing that day: 9:00–21:00.");
    expect(told["Frequency cap"]).toBe("The last marketing message was [2026-02-01T12:00]. 1 of at most 3 in seven days, 24 hours apart: this customer answers now and then.");
    expect(told["Consent"]).toBe("Agreed to marketing by e-mail [2025-04-09T12:00] (checkout).");
    expect(told["Open issue"]).toBe("No ticket, return or task is open.");
    expect(read({ profile: customer({ activity: { "page.viewed:returns": moments(1, NOON - HOUR, DAY) } }) })["Seeking help"]).toBe("A visit to the returns page; the last visit was [2026-02-03T11:00].");
    expect(read({ profile: customer({ satisfaction: { at: NOON - DAY, value: { share: 0, score: 1, scale: 5, source: "review" } } }) })["Low score"]).toBe("Last rating: 1 of 5, [2026-02-02T12:00].");
    expect(read({ rivals: [{ enrollmentId: "w", journey: "review", name: "Review", priority: 70, at: NOON }] })["Priority"]).toBe('"Review" is due [2026-02-03T12:00] and comes first (priority 70 against 50).');
    expect(read({ says: ["product:p1"], profile: customer({ said: { "product:p1": NOON - DAY } }) })["Said twice"]).toBe("This customer was last told about this product [2026-02-02T12:00].");
    expect(read({ shop: shopOf({ holdout: { share: 0.05 } }) })["Left alone for comparison"]).toMatch(/^5 % of customers get no marketing, for comparison; this one is/);
    expect(read({ timing: "best_hour" })["Best hour"]).toBe("Best hour: 10:00 local time, from when shoppers usually read.");
  });

  it("shows no rule that was not asked or is not about such messages, and never raw data", () => {
    const told = read({ class: "transactional", channels: ["email", "sms"] });
    expect(Object.keys(told)).toEqual(["Channels", "Channel", "Address", "Stop list", "Consent"]);
    for (const words of Object.values(told)) expect(words).not.toMatch(/[{}]|undefined|null|unknown/);
  });

  it("lists facts of a rule as it was before, rather than guessing", () => {
    const [group] = factGroups({ quiet_hours: { localHour: 7, quietTo: 9 } });
    expect(group).toMatchObject({ title: "Quiet hours", lines: [{ label: "hour where they live", value: "07:00" }, { label: "until", value: "09:00" }] });
  });
});
