/** Our webhooks at a store: made, mended and taken away. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { ListenAt, Subscription } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import type { Rest } from "./rest.ts";
import { TOPICS } from "./topics.ts";

const PAGE = 100;
/** WooCommerce pings our door once for every webhook it makes, before it answers. */
const TIMEOUT_MS = 120_000;

const Webhook = z.object({ id: z.int(), name: z.string().catch(""), status: z.string(), topic: z.string(), delivery_url: z.string() });
type Webhook = z.infer<typeof Webhook>;

const Entry = z.object({ id: z.int().optional(), error: z.object({ code: z.string().catch("unknown") }).optional() });
const Batch = z.object({ create: z.array(Entry).catch([]), update: z.array(Entry).catch([]) });

const topics = (): string[] => TOPICS.filter(({ via }) => via === "webhook").map(({ topic }) => topic);

/**
 * Makes sure of one active webhook per topic, with our address and secret. A webhook that WooCommerce disabled keeps its
 * count of failures when it is switched on again; the first success clears it.
 */
export async function listen(rest: Rest, at: ListenAt): Promise<Subscription[]> {
  const ours = (await allWebhooks(rest)).filter((webhook) => isOurs(webhook, at));
  const plans = topics().map((topic) => plan(topic, ours, at));
  const kept = new Set(plans.map(({ id }) => id));
  const create = plans.filter(({ state }) => state === "created").map(({ topic }) => wanted(topic, at));
  const update = plans.filter(({ state }) => state === "repaired").map(({ id, topic }) => ({ id, ...wanted(topic, at) }));
  const surplus = ours.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  const done = create.length + update.length + surplus.length === 0 ? { create: [], update: [] } : await batch(rest, { create, update, delete: surplus });
  const outcomes = { created: done.create.values(), repaired: done.update.values() };
  return plans.map(({ topic, state }): Subscription => {
    if (state === "active") return { topic, state, reason: null };
    const entry = outcomes[state].next().value;
    return entry && !entry.error ? { topic, state, reason: null } : { topic, state: "refused", reason: `WooCommerce did not take it (${entry?.error?.code ?? "no answer"}).` };
  });
}

/** Deletes what is ours; a store that takes our key no more, or is gone, has nothing left for us to delete. */
export async function leave(rest: Rest, at: ListenAt): Promise<void> {
  const ours = (await allWebhooks(rest)).filter((webhook) => isOurs(webhook, at));
  if (ours.length > 0) await batch(rest, { create: [], update: [], delete: ours.map(({ id }) => id) });
}

type Plan = { readonly topic: string; readonly id: number | null; readonly state: "active" | "created" | "repaired" };

function plan(topic: string, ours: readonly Webhook[], at: ListenAt): Plan {
  const candidates = ours.filter((webhook) => webhook.topic === topic);
  const right = candidates.find((webhook) => webhook.status === "active" && webhook.delivery_url === at.url && webhook.name === nameOf(topic, at));
  if (right) return { topic, id: right.id, state: "active" };
  return candidates[0] ? { topic, id: candidates[0].id, state: "repaired" } : { topic, id: null, state: "created" };
}

const wanted = (topic: string, at: ListenAt): object => ({ name: nameOf(topic, at), topic, delivery_url: at.url, secret: at.secret, status: "active" });

/** WooCommerce never shows a webhook's secret, so its name tells which one it has: a few characters of a digest. */
const nameOf = (topic: string, { secret }: ListenAt): string => `Afterglow ${topic} #${createHash("sha256").update(secret).digest("hex").slice(0, 8)}`;

/** The path ends with the shop's own random id, so it is ours also when our address has changed. */
function isOurs({ delivery_url: url }: Webhook, at: ListenAt): boolean {
  return url === at.url || (URL.canParse(url) && new URL(url).pathname === new URL(at.url).pathname);
}

async function allWebhooks(rest: Rest): Promise<Webhook[]> {
  const all = new Map<number, Webhook>();
  for (let page = 1; ; page++) {
    const { json } = await rest("GET", "webhooks", { params: { per_page: PAGE, page, status: "all", orderby: "id", order: "asc" } });
    if (!Array.isArray(json)) throw new PlatformError("unavailable", "the list of webhooks is no list", "The shop answered with something that is not its data. We try again by ourselves.");
    for (const row of json) {
      const webhook = Webhook.safeParse(row);
      if (webhook.success) all.set(webhook.data.id, webhook.data);
    }
    if (json.length < PAGE) return [...all.values()];
  }
}

async function batch(rest: Rest, body: { readonly create: readonly object[]; readonly update: readonly object[]; readonly delete: readonly number[] }) {
  const { json } = await rest("POST", "webhooks/batch", { body, timeoutMs: TIMEOUT_MS });
  return Batch.parse(json);
}
