/**
 * Names of track calls that mean something to journeys. They are compared without case, spaces and punctuation, and
 * without the name of the help desk or survey tool before them. Where Segment's e-commerce spec (v2, and v1's
 * "Viewed Product") has a name, it is here; help desks and survey tools have no common one, so their usual words are.
 */
import type { CanonicalEvent } from "../event/canonical-event.ts";
import { cleanText } from "../event/payload/fields.ts";
import { bareAddress, pageOf } from "./pages.ts";
import type { PageName } from "./pages.ts";
import { dwell, flatten, numberOf, requiredText, textOf } from "./properties.ts";
import type { Properties } from "./properties.ts";

type Content = { [T in CanonicalEvent["type"]]: { readonly type: T; readonly data: Extract<CanonicalEvent, { type: T }>["data"] } }[CanonicalEvent["type"]];
type Signal = (properties: Properties) => Content;

const ORDER = ["order_id", "orderId", "checkout_order_id"];
const PRODUCT = ["product_id", "productId", "item_id"];
const TICKET = ["ticket_id", "ticketId", "conversation_id", "id"];
const RETURN = ["return_id", "returnId", "rma", "order_id", "orderId"];

const orderRef = (properties: Properties): { orderRef: string | null } => ({ orderRef: textOf(properties, ORDER) });
const productRef = (properties: Properties): { productRef: string | null } => ({ productRef: textOf(properties, PRODUCT) });
const address = (properties: Properties): { url?: string } => {
  const url = bareAddress(properties["url"])?.url;
  return url === undefined ? {} : { url };
};

const path = (properties: Properties): string | null => textOf(properties, ["path"], 2000) ?? bareAddress(properties["url"])?.path ?? null;

const view = (page: PageName | null): Signal => (properties) => {
  const found = page ?? pageOf(textOf(properties, ["page", "name", "title"]), textOf(properties, ["category"]), path(properties));
  return { type: "page.viewed", data: { page: found, ...orderRef(properties), ...productRef(properties), ...dwell(properties), ...address(properties) } };
};
const survey = (fixed: { readonly question: string; readonly scale: number } | null): Signal => (properties) => {
  const scale = numberOf(properties, ["scale", "max_score"], 2, 100) ?? fixed?.scale ?? 5;
  const score = numberOf(properties, ["score", "rating", "value"], 0, scale);
  const question = textOf(properties, ["question_id", "question", "survey_name"], 60) ?? fixed?.question ?? "survey";
  const answer = textOf(properties, ["answer", "comment", "feedback", "response"], 2000) ?? (score === null ? requiredText(properties, ["answer"]) : String(score));
  return { type: "survey.answered", data: { question, answer, ...orderRef(properties), ...(score === null ? {} : { score, scale }) } };
};
const milestone = (fallback: string | null): Signal => (properties) => {
  const told = fallback === null ? requiredText(properties, ["milestone", "name"]) : (textOf(properties, ["milestone", "name"]) ?? fallback);
  return { type: "product.used", data: { milestone: slug(told), ...productRef(properties) } };
};
const replied = (channel: string): Signal => (properties) => ({
  type: "message.replied",
  data: { messageId: textOf(properties, ["message_id"]) ?? "", enrollmentId: null, step: null, channel: textOf(properties, ["channel"], 20)?.toLowerCase() ?? channel, class: "transactional", text: textOf(properties, ["text", "body", "message"], 2000) ?? "" },
});
const ticketOpened: Signal = (properties) => ({ type: "ticket.opened", data: { ticketRef: requiredText(properties, TICKET), subject: textOf(properties, ["subject", "title"]), ...orderRef(properties) } });
const ticketSolved: Signal = (properties) => ({ type: "ticket.solved", data: { ticketRef: requiredText(properties, TICKET), ...orderRef(properties) } });
const reviewed: Signal = (properties) => {
  const scale = numberOf(properties, ["scale", "max_rating"], 2, 100) ?? 5;
  const rating = numberOf(properties, ["rating", "stars", "score"], 0, scale);
  if (rating === null) requiredText(properties, ["rating"]);
  return { type: "review.submitted", data: { rating: rating ?? 0, scale, ...productRef(properties), ...orderRef(properties) } };
};
const returnRequested: Signal = (properties) => ({ type: "return.requested", data: { returnRef: requiredText(properties, RETURN), reason: textOf(properties, ["reason"], 500), ...orderRef(properties) } });
const returnClosed: Signal = (properties) => ({ type: "return.closed", data: { returnRef: requiredText(properties, RETURN), ...orderRef(properties) } });
const loyalty: Signal = (properties) => ({ type: "loyalty.joined", data: { tier: textOf(properties, ["tier", "level"], 60) } });
const CODE = ["code", "referral_code", "referralCode"];
const shared: Signal = (properties) => ({ type: "referral.shared", data: { code: requiredText(properties, CODE), by: textOf(properties, ["by", "share_via", "channel"], 40) ?? "link" } });
const referralClicked: Signal = (properties) => ({ type: "referral.clicked", data: { code: requiredText(properties, CODE) } });

const table: readonly (readonly [Signal, string])[] = [
  [view(null), "page viewed, viewed page, page view, loaded a page, page left"],
  [view("product"), "product viewed, viewed product"],
  [view("cart"), "cart viewed, viewed cart"],
  [view("faq"), "faq viewed, faq page viewed, viewed faq"],
  [view("help"), "help viewed, help page viewed, help article viewed, article viewed, help center viewed"],
  [view("returns"), "returns page viewed, return policy viewed, return portal viewed"],
  [view("tracking"), "tracking page viewed, order tracking viewed, order status viewed"],
  [view("account"), "account viewed, account page viewed"],
  [ticketOpened, "support ticket opened, support ticket created, ticket opened, ticket created, ticket reopened, opened ticket, created ticket"],
  [ticketSolved, "support ticket solved, support ticket closed, support ticket resolved, ticket solved, ticket closed, ticket resolved, closed ticket, solved ticket"],
  [survey(null), "survey answered, survey submitted, survey completed, survey response, survey response submitted"],
  [survey({ question: "nps", scale: 10 }), "nps, nps answered, nps submitted, nps score submitted, nps response, nps response submitted, nps survey answered"],
  [survey({ question: "csat", scale: 5 }), "csat, csat answered, csat submitted, csat response submitted, satisfaction survey answered"],
  [reviewed, "review submitted, product reviewed, reviewed product, review created, review left, submitted review"],
  [returnRequested, "return requested, return created, return initiated, return started, requested return, exchange requested"],
  [returnClosed, "return closed, return completed, return cancelled, return canceled, return declined, return rejected, return resolved"],
  [loyalty, "loyalty joined, loyalty program joined, loyalty programme joined, joined loyalty program, joined loyalty programme, loyalty enrolled, loyalty signed up"],
  [shared, "referral shared, referral link shared, referral code shared, shared referral"],
  [referralClicked, "referral clicked, referral link clicked"],
  [milestone("used"), "product used, used product"],
  [milestone(null), "milestone reached, usage milestone reached, product milestone reached, reached milestone"],
  [replied("email"), "message replied, replied to message, email replied"],
  [replied("sms"), "sms replied"],
  [replied("whatsapp"), "whatsapp replied"],
];

const SIGNALS = new Map(table.flatMap(([signal, names]) => names.split(", ").map((name) => [plainName(name), signal] as const)));
const TOOLS = /^(?:zendesk|gorgias|freshdesk|intercom|helpscout|reamaze|delighted|typeform|judgeme|yotpo|loox|okendo|loop|aftership|smileio|shopify|klaviyo)(?=.)/;

/** What a track call says: a named signal, or an event of the shop's own. @throws WrongProperty */
export function signalOf(name: string, properties: Properties): Content {
  const plain = plainName(name);
  const signal = SIGNALS.get(plain) ?? SIGNALS.get(plain.replace(TOOLS, ""));
  return signal ? signal(properties) : { type: "custom.tracked", data: { name: cleanText(name, 100) ?? "unnamed", properties: flatten(properties) } };
}

/** What a page or screen call says; its own name and category count more than those among its properties. @throws WrongProperty */
export function pageSignal(name: string | undefined, category: string | undefined, properties: Properties): Content {
  return view(pageOf(name ?? textOf(properties, ["name"], 500), category ?? textOf(properties, ["category"]), path(properties)))(properties);
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** "First Brew!" and "first_brew" are one milestone. At most 60 characters. */
function slug(name: string): string {
  const plain = name.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "");
  return [...(plain || "unnamed")].slice(0, 60).join("");
}
