/** The tables of docs/connectors.md, made by running every platform's examples through its connector and the engine. */
import type { Connector, Translation } from "#app/core/event/connector.ts";
import { SUBJECTS } from "#app/core/event/connector.ts";
import { ABILITIES } from "#app/core/event/platform-client.ts";
import { takeInHistory } from "#app/engine/take-in.ts";
import { MemoryStore } from "#app/engine/memory-store.ts";
import { testShop } from "#app/engine/testing.ts";
import { asTranslated, EXAMPLES } from "#connectors/examples.ts";
import { CONNECTORS } from "#connectors/registry.ts";
import type { Example } from "#connectors/shared/example.ts";
import { newSecret, RECEIVED, SHOP } from "#connectors/testing.ts";

export const DOC = new URL("../docs/connectors.md", import.meta.url);
const BEGIN = "<!-- From here on made by `node test/write-connectors-doc.ts`. -->\n";

/** What is written by hand, and anew what is not. @throws Error when the place where the tables begin is not marked */
export async function withTables(text: string): Promise<string> {
  const at = text.indexOf(BEGIN);
  if (at === -1) throw new Error(`docs/connectors.md lacks the line ${BEGIN}`);
  const sections = await Promise.all(CONNECTORS.map(sectionOf));
  return `${text.slice(0, at)}${BEGIN}\n${sections.join("\n")}`;
}

const NAMES = { shopify: "Shopify", woocommerce: "WooCommerce", magento: "Magento", wix: "Wix" } as const;
const VIA = { webhook: "webhook", pull: "fetched", extension: "our own extension" } as const;
const WORDS = { discount_code: "Discount codes", tag: "Tags on customers", note: "Notes on customers", stock: "Stock before a recommendation" } as const;

async function sectionOf(connector: Connector): Promise<string> {
  const secret = newSecret(connector.platform, "hush").sign;
  const examples = EXAMPLES[connector.platform];
  const read = (example: Example): Translation => connector.translate(example.topic, asTranslated(connector, example, secret, RECEIVED), RECEIVED, SHOP);
  const before = examples.filter(({ name, topic }) => name === "an order" && subjectOf(connector, topic) === "orders").slice(0, 1).map(read);
  const rows: string[] = [];
  for (const { topic, subject, via, scope } of connector.topics) {
    const own = examples.filter((example) => example.topic === topic);
    const follows = await followsFrom(own.map(read), before);
    rows.push(`| \`${topic}\` | ${subject} | ${VIA[via]} | ${scope === null ? "–" : `\`${scope}\``} | ${own.length} | ${follows} |`);
  }
  const gaps = SUBJECTS.flatMap((subject) => (connector.silent[subject] === undefined ? [] : [`- ${subject}: ${connector.silent[subject]}`]));
  const acts = ABILITIES.map((ability) => `- ${WORDS[ability]}: ${connector.unable[ability] ?? "yes."}`);
  return [
    `## ${NAMES[connector.platform]}`, "",
    "| topic | about | how it comes | permission | examples | what follows from them |", "|---|---|---|---|---|---|", ...rows, "",
    gaps.length === 0 ? "It tells of every subject." : "What it does not tell:", ...(gaps.length === 0 ? [] : ["", ...gaps]), "",
    "What Afterglow can do there:", "", ...acts, "",
  ].join("\n");
}

const subjectOf = (connector: Connector, topic: string) => connector.topics.find((one) => one.topic === topic)?.subject;

/** Of one topic's examples, each told to a shop that knows only the order they are about. */
async function followsFrom(translations: readonly Translation[], before: readonly Translation[]): Promise<string> {
  const made = new Set<string>();
  for (const translation of translations) for (const one of await madeOf(translation, before)) made.add(one);
  if (made.size > 0) return [...made].toSorted().join(", ");
  const [first] = translations;
  return first?.kind === "unhandled" ? `nothing: ${first.reason}` : "no event";
}

async function madeOf(translation: Translation, before: readonly Translation[]): Promise<string[]> {
  if (translation.kind === "notice") return [`notice: ${translation.notice.kind.replaceAll("_", " ")}`];
  if (translation.kind !== "snapshots") return [];
  const { snapshots } = translation;
  const known = snapshots.some(({ kind }) => kind === "order") ? [] : before.flatMap((one) => (one.kind === "snapshots" ? one.snapshots : []));
  const store = new MemoryStore(testShop(), []);
  await takeInHistory(store, store.work.shop.id, known, RECEIVED);
  const from = store.events.length;
  await takeInHistory(store, store.work.shop.id, snapshots, RECEIVED);
  const products = snapshots.flatMap((one) => (one.kind === "product" ? [one.deleted ? "the product counts as gone" : "the product is kept"] : []));
  return [...store.events.slice(from).map(({ event }) => `\`${event.type}\``), ...products];
}
