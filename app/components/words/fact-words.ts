/** The facts a decision saw, as lines for a merchant. Their names come from conditions and rules; unknown ones are shown as they are. */
import { RULES } from "../../core/decision/decide.ts";
import { channelSentences, sentencesOf } from "./rule-sentences.ts";
import type { Sentence } from "./rule-sentences.ts";

export type FactLine = { readonly label: string; readonly value: unknown };
/** What a rule saw: as sentences where it has them, else as a list. */
export type FactGroup = { readonly title: string | null; readonly lines: readonly FactLine[]; readonly said?: readonly Sentence[] };

const LABELS: Readonly<Record<string, string>> = {
  "order.test": "test order", "order.lines": "lines in the order", "order.total": "order total in minor units", "order.ageDays": "days since the order", "order.paymentFailed": "payment failed",
  "order.cashOnDelivery": "paid at the door", "order.status": "order is", "order.aboveShopP90": "larger than nine in ten orders", "order.previousOrders": "orders before this one",
  "profile.orders": "orders of this customer", "walk.opened": "opened a message of this journey", "walk.clicked": "clicked in this journey", "walk.firstTime": "first-time buyer", "walk.sent": "messages sent on this journey",
  orderRef: "order", class: "kind", granted: "agreed", source: "given at", at: "since", known: "known", reason: "on the list", since: "since",
  lastMarketingAt: "last marketing message", localHour: "hour where they live", quietFrom: "quiet from", quietTo: "until", zone: "time zone", zoneFrom: "known from",
};

/** Stored facts have lost their order; these are read in this one, others after them. */
const ORDER = Object.keys(LABELS);
/** Rules whose own name says nothing to a merchant. */
const TITLES: Readonly<Record<string, string>> = { suppression: "Stop list", expired: "Too late", holdout: "Left alone for comparison", channel_offered: "Channel" };
const HOURS = new Set(["localHour", "quietFrom", "quietTo"]);

/** Rules put what they saw under their own name; a refused start lists plain facts. */
export function factGroups(facts: Readonly<Record<string, unknown>>): FactGroup[] {
  const plain: [string, unknown][] = [];
  const byRule = new Map<string, FactGroup>();
  for (const [name, value] of Object.entries(facts)) {
    if (name === "channels" && Array.isArray(value)) byRule.set(name, { title: "Channels", lines: [], said: channelSentences(value, facts["channelBy"]) });
    else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      // A rule that is not about such messages saw nothing.
      if (Object.keys(value).length > 0) byRule.set(name, groupOf(name, value as Readonly<Record<string, unknown>>));
    } else if (name !== "channelBy") plain.push([name, value]);
  }
  const inTurn = ["channels", ...RULES.map((rule) => rule.id as string), ...byRule.keys()];
  const groups = [...new Set(inTurn)].flatMap((id) => byRule.get(id) ?? []);
  return plain.length > 0 ? [{ title: null, lines: lines(plain) }, ...groups] : groups;
}

function groupOf(name: string, saw: Readonly<Record<string, unknown>>): FactGroup {
  const said = sentencesOf(name, saw);
  const title = TITLES[name] ?? sentence(name);
  return said ? { title, lines: [], said } : { title, lines: lines(Object.entries(saw)) };
}

/** What stopped a message that no rule spoke against. */
const OUTSIDE: Readonly<Record<string, string>> = { uninstalled: "nothing is sent for a shop that removed Afterglow", erased: "nothing is sent to a customer whose data was erased", code: "a message that names a code waits until the code works in your shop" };

/** What a rule is there for. */
export function ruleWords(id: string): string {
  return RULES.find((rule) => rule.id === id)?.words ?? OUTSIDE[id] ?? sentence(id);
}

function lines(facts: readonly [string, unknown][]): FactLine[] {
  const place = (name: string): number => (ORDER.indexOf(name) + ORDER.length + 1) % (ORDER.length + 1);
  const known = facts.filter(([name, value]) => value !== null || name !== "at");
  return known
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([name, value]) => ({ label: LABELS[name] ?? sentence(name).toLowerCase(), value: HOURS.has(name) ? `${String(value).padStart(2, "0")}:00` : value }));
}

function sentence(name: string): string {
  const words = name.replace(/^\w+\./, "").replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
