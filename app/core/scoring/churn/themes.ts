/** What reasons are told in: features that speak of one thing, and the words for it with the customer's own numbers. */
import { PRODUCTS_KEPT } from "../../profile/bought.ts";
import { counted, percent } from "../words.ts";
import { count } from "./decoded.ts";
import type { Told } from "./decoded.ts";
import type { FeatureKey } from "./features.ts";

export type Theme = {
  readonly key: string;
  readonly features: readonly FeatureKey[];
  /** @param money prints minor units of the shop's currency; null where nobody can */
  readonly words: (of: Told, money: ((amount: number) => string) | null) => string;
};

export const THEMES: readonly Theme[] = [
  { key: "recency", features: ["recency", "gap", "overdue", "irregular", "unseen", "model_chance"], words: recency },
  { key: "frequency", features: ["frequency", "rate", "once", "orders30", "orders90", "orders180", "age", "model_orders"], words: frequency },
  { key: "money", features: ["spend", "order_value", "last_value", "spend90"], words: spent },
  { key: "products", features: ["products", "rebought", "units", "basket"], words: products },
  { key: "trouble", features: ["cancelled", "refunded", "returned90", "tickets90", "open_issues", "help30", "returns_page30", "unhappy"], words: trouble },
  { key: "deliveries", features: ["delivered90", "awaited"], words: deliveries },
  { key: "messages", features: ["sent30", "sent90", "opens30", "opens90", "clicks90", "unsubscribed"], words: messages },
  { key: "visits", features: ["visits14", "visits90"], words: visits },
  { key: "goodwill", features: ["happy", "recommended", "member"], words: goodwill },
];

function recency(of: Told): string {
  const days = count(of, "recency");
  const last = days === 0 ? "Last order today" : `Last order ${counted(days, "day")} ago`;
  if (of("once") === 1) return last;
  const gap = counted(Math.max(1, count(of, "gap")), "day");
  return ordersOf(of) === 2 ? `${last}, and the one before it ${gap} earlier` : `${last}; their orders came ${gap} apart on average`;
}

function frequency(of: Told): string {
  const orders = ordersOf(of);
  if (orders === 1) return "Only one order so far";
  const lately = Math.min(count(of, "orders90"), orders);
  return `Ordered on ${counted(orders, "day")} in ${counted(count(of, "age"), "day")}, on ${lately === 0 ? "none" : lately === orders ? "all" : lately} of them within the last 90 days`;
}

function ordersOf(of: Told): number {
  return Math.max(1, Math.round(Math.exp(of("frequency"))));
}

function spent(of: Told, money: ((amount: number) => string) | null): string {
  if (money === null) return `The last order was worth ${percent(Math.exp(of("last_value")))} of what this customer usually spends`;
  const lately = count(of, "spend90");
  return `Spent ${money(count(of, "spend"))} so far${lately === 0 ? ", nothing within the last 90 days" : `; orders within the last 90 days were worth ${money(lately)}`}`;
}

function products(of: Told): string {
  const different = count(of, "products");
  if (different === 0) return "It is not known which products this customer bought";
  const again = Math.round(of("rebought") * different);
  if (different === 1) return `Bought one product${again === 0 ? "" : ", more than once"}`;
  return `Bought ${different}${different < PRODUCTS_KEPT ? "" : " or more"} different products, ${again === 0 ? "none" : again} of them more than once`;
}

function trouble(of: Told): string {
  const found = [
    some(count(of, "returned90"), "return", "within 90 days"),
    some(count(of, "tickets90"), "question", "to support within 90 days"),
    some(count(of, "open_issues"), "question or return", "not settled yet"),
    some(count(of, "help30"), "look", "at the help pages within 30 days"),
    some(count(of, "returns_page30"), "look", "at the returns page within 30 days"),
    of("refunded") > 0 ? `refunds on about ${percent(Math.min(1, of("refunded")))} of the orders` : null,
    of("cancelled") > 0 ? `${percent(of("cancelled"))} of the orders cancelled` : null,
    of("unhappy") === 1 ? "a bad rating" : null,
  ].filter((words) => words !== null);
  return found.length === 0 ? "No returns, refunds or questions to support" : sentence(found.slice(0, 3));
}

function deliveries(of: Told): string {
  const [arrived, awaited] = [count(of, "delivered90"), count(of, "awaited")];
  if (awaited > 0) return `${counted(awaited, "order")} of the last 30 days not known to be delivered`;
  return arrived === 0 ? "No delivery within 90 days" : `${counted(arrived, "delivery", "deliveries")} within 90 days`;
}

function messages(of: Told): string {
  const [sent, opened, clicked] = [count(of, "sent90"), count(of, "opens90"), count(of, "clicks90")];
  if (of("unsubscribed") > 0) return "Unsubscribed, or messages no longer arrive";
  if (sent === 0) return "No messages sent within 90 days";
  if (sent === 1) return `${opened === 0 && clicked === 0 ? "Did not open" : clicked === 0 ? "Opened" : "Clicked in"} the one message of the last 90 days`;
  return `Opened ${opened === 0 ? "none" : Math.min(opened, sent)} of the ${sent} messages of the last 90 days${clicked === 0 ? "" : `, clicked ${Math.min(clicked, sent)}`}`;
}

function visits(of: Told): string {
  const [all, fresh] = [count(of, "visits90"), count(of, "visits14")];
  if (all === 0) return "No visit to the shop's pages within 90 days";
  return `Looked at ${counted(all, "page")} within 90 days, ${fresh === 0 ? "none" : fresh} of them within the last 14`;
}

function goodwill(of: Told): string {
  const found = [of("happy") === 1 ? "rated what they bought well" : null, of("recommended") > 0 ? "recommended the shop" : null, of("member") === 1 ? "joined the loyalty programme" : null].filter((words) => words !== null);
  return found.length === 0 ? "No good rating, recommendation or loyalty membership yet" : sentence(found);
}

function some(number: number, one: string, where: string): string | null {
  return number > 0 ? `${counted(number, one)} ${where}` : null;
}

function sentence(parts: readonly string[]): string {
  const text = parts.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
