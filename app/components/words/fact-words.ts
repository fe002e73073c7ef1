/** The facts a decision saw, as lines for a merchant. Their names come from conditions and rules; unknown ones are shown as they are. */
import { RULES } from "../../core/decision/decide.ts";

export type FactLine = { readonly label: string; readonly value: unknown };
export type FactGroup = { readonly title: string | null; readonly lines: readonly FactLine[] };

const LABELS: Readonly<Record<string, string>> = {
  "order.test": "Test order", "order.lines": "Lines in the order", "order.total": "Order total (minor units)", "order.ageDays": "Days since the order", "order.paymentFailed": "Payment failed",
  "order.cashOnDelivery": "Paid at the door", "order.status": "Order is", "order.aboveShopP90": "Larger than nine in ten orders", "order.previousOrders": "Orders before this one",
  "profile.orders": "Orders of this customer", "walk.opened": "Opened a message of this journey", "walk.clicked": "Clicked in this journey", "walk.firstTime": "First-time buyer", "walk.sent": "Messages sent on this journey",
  orderRef: "Order in the shop", class: "Kind of message", granted: "Agreed to marketing", at: "When", source: "Where", known: "Address known", reason: "Reason", since: "Since",
  lastMarketingAt: "Last marketing message", zone: "Time zone", zoneFrom: "Zone known from", localHour: "Hour where they live", quietFrom: "Quiet from (hour)", quietTo: "Quiet until (hour)",
};

/** Rules put what they saw under their own name; a refused start lists plain facts. */
export function factGroups(facts: Readonly<Record<string, unknown>>): FactGroup[] {
  const groups: FactGroup[] = [];
  const plain: FactLine[] = [];
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) groups.push({ title: ruleWords(name), lines: Object.entries(value).map(([key, seen]) => line(key, seen)) });
    else plain.push(line(name, value));
  }
  return plain.length > 0 ? [{ title: null, lines: plain }, ...groups] : groups;
}

/** What a rule is there for. */
export function ruleWords(id: string): string {
  return RULES.find((rule) => rule.id === id)?.words ?? sentence(id);
}

function line(name: string, value: unknown): FactLine {
  return { label: LABELS[name] ?? sentence(name), value };
}

function sentence(name: string): string {
  const words = name.replace(/^\w+\./, "").replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
