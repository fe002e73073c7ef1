/** The features by name. Keys are stored with models: a key's meaning never changes; a new meaning is a new key. */

export type Feature = {
  readonly key: string;
  /** What it is, for the merchant. Logarithms and ratios are the model's affair and are not told. */
  readonly words: string;
};

/** Recency, frequency and money, which every shop has. */
export const RFM = [
  { key: "recency", words: "days since the last order" },
  { key: "frequency", words: "days with an order" },
  { key: "spend", words: "money spent" },
] as const satisfies readonly Feature[];

/** More of the rhythm and the baskets. */
export const BUYING = [
  { key: "age", words: "days since the first order" },
  { key: "once", words: "bought only once" },
  { key: "orders30", words: "days with an order within 30 days" },
  { key: "orders90", words: "days with an order within 90 days" },
  { key: "orders180", words: "days with an order within 180 days" },
  { key: "rate", words: "orders per month since the first" },
  { key: "gap", words: "usual days between orders" },
  { key: "overdue", words: "days since the last order beside the usual days between orders" },
  { key: "irregular", words: "how uneven the days between orders are" },
  { key: "order_value", words: "value of a usual order" },
  { key: "last_value", words: "value of the last order beside the usual one" },
  { key: "spend90", words: "money spent within 90 days" },
  { key: "products", words: "different products bought" },
  { key: "rebought", words: "share of products bought more than once" },
  { key: "units", words: "pieces bought" },
  { key: "basket", words: "different products per order" },
  { key: "cancelled", words: "share of orders cancelled" },
  { key: "refunded", words: "refunds per order" },
  { key: "returned90", words: "returns within 90 days" },
] as const satisfies readonly Feature[];

/** What the customer does between orders. */
export const BEHAVIOUR = [
  { key: "sent30", words: "messages sent within 30 days" },
  { key: "sent90", words: "messages sent within 90 days" },
  { key: "opens30", words: "messages opened within 30 days" },
  { key: "opens90", words: "messages opened within 90 days" },
  { key: "clicks90", words: "messages clicked within 90 days" },
  { key: "unsubscribed", words: "unsubscribed or unreachable channels" },
  { key: "visits14", words: "pages looked at within 14 days" },
  { key: "visits90", words: "pages looked at within 90 days" },
  { key: "unseen", words: "days since anything was heard of the customer" },
  { key: "help30", words: "help pages looked at within 30 days" },
  { key: "returns_page30", words: "looks at the returns page within 30 days" },
  { key: "tickets90", words: "questions to support within 90 days" },
  { key: "open_issues", words: "questions and returns not settled" },
  { key: "delivered90", words: "deliveries within 90 days" },
  { key: "awaited", words: "recent orders not known to be delivered" },
  { key: "happy", words: "rated what they bought well" },
  { key: "unhappy", words: "rated what they bought badly" },
  { key: "recommended", words: "recommended the shop" },
  { key: "member", words: "joined the loyalty programme" },
] as const satisfies readonly Feature[];

/** What the shop's purchase model says. */
export const PURCHASE = [
  { key: "model_chance", words: "chance of an order by the rhythm of this shop's customers" },
  { key: "model_orders", words: "orders expected by the rhythm of this shop's customers" },
] as const satisfies readonly Feature[];
