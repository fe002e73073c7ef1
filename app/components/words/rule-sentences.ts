/** What each rule saw, told as sentences. Stored facts may be older than the rule: what a sentence needs and does not find, it leaves to the plain list. */
import { channelWord } from "./event-words.ts";

/** Text, and moments to be shown in the shop's zone. */
export type Part = string | { readonly at: string };
export type Sentence = readonly Part[];

type Saw = Readonly<Record<string, unknown>>;

const LEVEL: Readonly<Record<string, string>> = { engaged: "answers often", normal: "answers now and then", quiet: "has not answered lately" };
const ZONE_FROM: Readonly<Record<string, string>> = { address: "by the customer's address", "phone number": "by the phone number", shop: "your shop's, as the customer's is not known", strictest: "on the safe side, as nobody knows where in the US they live" };
const BASIS: Readonly<Record<string, string>> = { own: "their own opens and clicks", shop: "the opens and clicks of all your customers", prior: "when shoppers usually read" };
const SIGN: Readonly<Record<string, string>> = { returns: "a visit to the returns page", faq: "three or more visits to the questions and answers in two days", help: "15 minutes or more on help pages in two days" };
const NEEDS: Readonly<Record<string, string>> = { quiet_hours: "quiet hours", channel_cap: "its weekly limit" };
const DECIDED: Readonly<Record<string, string>> = {
  only_way: "It was the only way open.", own_behaviour: "What this customer answered before decided.", shop_order: "Your order of channels decided.", sooner: "The better way would have made it wait too long.",
};

/** By rule. Null where there is nothing worth saying, or where what is needed is not there. */
const SENTENCES: Readonly<Record<string, (saw: Saw) => Sentence[] | null>> = {
  channel_offered: (saw) => [[saw["on"] ? "The channel is switched on." : "The channel is switched off in the settings."]],
  address: (saw) => [[saw["known"] ? "There is an address to send to." : "There is no address to send to."]],
  suppression: (saw) => (typeof saw["reason"] !== "string" ? [["The address is on no stop list."]] : [[`On the stop list (${saw["reason"]}) since `, moment(saw["since"]), "."]]),
  consent: (saw) => {
    if (saw["class"] === "transactional") return [["News of an order needs no consent to marketing."]];
    const by = typeof saw["channel"] === "string" ? ` by ${channelWord(saw["channel"])}` : "";
    if (saw["granted"] === null) return [[`No consent to marketing${by} is recorded.`]];
    return [[saw["granted"] ? `Agreed to marketing${by} ` : `Took back the consent to marketing${by} `, moment(saw["at"]), ` (${text(saw["source"])}).`]];
  },
  whatsapp_limits: (saw) => (saw["american"] === true ? [["It is a US number."]] : null),
  holdout: (saw) => (typeof saw["share"] !== "number" || saw["heldOut"] === undefined ? null : [[`${percent(saw["share"])} of customers get no marketing, for comparison; this one ${saw["heldOut"] ? "is among them" : "is not"}.`]]),
  plan: (saw) => (saw["plan"] === undefined ? null : [[saw["plan"] === "active" ? "Your plan includes marketing." : saw["plan"] === "lapsed" ? "Your paid plan has ended." : "Your plan includes messages about orders only."]]),
  said_twice: (saw) => (typeof saw["again"] === "string" ? [[`This customer was last told about ${subject(saw["again"])} `, moment(saw["last"]), "."]] : Array.isArray(saw["says"]) ? [["None of it was said in the last 30 days."]] : null),
  open_issue: (saw) => {
    const open = [count(saw["openTickets"], "support ticket"), count(saw["openReturns"], "return"), count(saw["openTasks"], "task for your team")].filter((one) => one !== null);
    return saw["openTickets"] === undefined ? null : [[open.length === 0 ? "No ticket, return or task is open." : `Open: ${open.join(", ")}.`]];
  },
  low_score: (saw) => (typeof saw["score"] !== "number" ? null : [[`Last rating: ${saw["score"]} of ${text(saw["scale"])}, `, moment(saw["at"]), ...(saw["settled"] === true ? ["; a task has been closed since."] : ["."])]]),
  seeking_help: (saw) => (saw["seeking"] === false ? [["The customer is not searching for help."]] : typeof saw["sign"] !== "string" ? null : [[`${upper(SIGN[saw["sign"]] ?? saw["sign"])}; the last visit was `, moment(saw["lastVisitAt"]), ...(saw["settled"] === true ? [", and a matter has been closed since."] : ["."])]]),
  priority: (saw) => (typeof saw["first"] === "string" ? [[`"${saw["first"]}" is due `, moment(saw["firstAt"]), ` and comes first (priority ${text(saw["firstPriority"])} against ${text(saw["priority"])}).`]] : typeof saw["priority"] === "number" ? [["No other journey has something more important to say soon."]] : null),
  frequency_cap: (saw) => {
    if (typeof saw["level"] !== "string") return null;
    const last: Sentence = saw["lastMarketingAt"] === null ? ["No marketing went out before."] : ["The last marketing message was ", moment(saw["lastMarketingAt"]), "."];
    return [last, [`${text(saw["sentInWeek"])} of at most ${text(saw["perWeek"])} in seven days, ${text(saw["gapHours"])} hours apart: this customer ${LEVEL[saw["level"]] ?? saw["level"]}.`]];
  },
  channel_cap: (saw) => (typeof saw["channel"] !== "string" || typeof saw["level"] !== "string" ? null : [[`${text(saw["sentInWeek"])} of at most ${text(saw["perWeek"])} marketing messages by ${channelWord(saw["channel"])} in seven days.`]]),
  quiet_hours: (saw) => {
    if (typeof saw["openToday"] !== "string") return null;
    const from = typeof saw["zoneFrom"] === "string" ? (ZONE_FROM[saw["zoneFrom"]] ?? saw["zoneFrom"]) : "";
    const place = typeof saw["place"] === "string" ? `, keeping to the hours of ${saw["place"]}` : "";
    return [[`About ${text(saw["localHour"])}:00 in ${text(saw["zone"]).replaceAll("_", " ")} (${from}).`], [`Open for marketing that day: ${saw["openToday"]}${place}.`]];
  },
  best_hour: (saw) => (typeof saw["hour"] !== "number" || typeof saw["basis"] !== "string" ? null : [[`Best hour: ${saw["hour"]}:00 local time, from ${BASIS[saw["basis"]] ?? saw["basis"]}${saw["tooLate"] === undefined ? "" : "; too far away to wait for"}.`]]),
  expired: (saw) => (typeof saw["expiresAt"] === "string" ? [["Its moment ends ", moment(saw["expiresAt"]), "."]] : null),
  expiry: (saw) => [["Its moment began ", moment(saw["since"]), " and ends ", moment(saw["expiresAt"]), "."]],
};

/** What a rule saw, or null where its facts are to be listed as they are. */
export function sentencesOf(rule: string, saw: Saw): readonly Sentence[] | null {
  return SENTENCES[rule]?.(saw) ?? null;
}

/** Why this channel and not another. */
export function channelSentences(channels: readonly unknown[], decidedBy: unknown): readonly Sentence[] {
  const each = channels.flatMap((one): Sentence[] => {
    if (typeof one !== "object" || one === null) return [];
    const way = one as Saw;
    const name = upper(channelWord(text(way["channel"])));
    if (typeof way["rule"] === "string") return [[`${name}: not possible. ${text(way["reason"])}`]];
    const answered = way["sent"] === 0 ? "none sent yet" : `${text(way["engaged"])} of ${text(way["sent"])} answered`;
    const told = `${name}${way["chosen"] === true ? ", chosen" : ""}: about ${percent(Number(way["chance"]))} chance of an answer (${answered})`;
    if (typeof way["waitsUntil"] !== "string") return [[`${told}; free now.`]];
    return [[`${told}; waits for ${NEEDS[text(way["waitsFor"])] ?? text(way["waitsFor"])} until `, moment(way["waitsUntil"]), "."]];
  });
  const why = typeof decidedBy === "string" ? DECIDED[decidedBy] : undefined;
  return why === undefined ? each : [[why], ...each];
}

function moment(value: unknown): Part {
  return typeof value === "string" ? { at: value } : "at an unknown time";
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "unknown";
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function count(value: unknown, what: string): string | null {
  return typeof value !== "number" || value === 0 ? null : `${value} ${what}${value === 1 || what.startsWith("task") ? "" : "s"}`;
}

function subject(said: string): string {
  return said.startsWith("product:") ? "this product" : said.startsWith("offer:") ? "this offer" : "this";
}

function upper(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
