/** What the pages about a shop's connection show: the stored rows, in a merchant's words. */
import { connectorFor } from "#connectors/registry.ts";
import type { ConnectionView, Progress } from "./components/admin/connection/view.ts";
import type { App } from "./context.ts";
import type { Subject, Topic } from "./core/event/connector.ts";
import { isGranted } from "./core/event/granted.ts";
import type { Shop } from "./core/shop.ts";
import { DAY } from "./core/shared/instant.ts";
import { findConnection } from "./models/connection.ts";
import { isLeaving, untoldSince } from "./models/connection-page.ts";
import { listPulls } from "./models/pull.ts";
import type { Pull } from "./models/pull.ts";

/** Null for a shop that is not connected: one that only sends webhooks, as the demo's do. */
export async function connectionView(app: App, shop: Shop): Promise<ConnectionView | null> {
  const { db } = app;
  const connection = await findConnection(db, shop.id);
  if (!connection) return null;
  const connector = connectorFor(shop.platform);
  const [pulls, labels, leaving, untold] = await Promise.all([listPulls(db, shop.id), resourceLabels(app, shop.id), isLeaving(db, shop.id), untoldSince(db, shop.id, app.now() - 7 * DAY)]);
  const progress = (purpose: Pull["purpose"]): Progress[] =>
    pulls.filter((pull) => pull.purpose === purpose).map(({ resource, status, done, fresh, total, note, reason, startedAt, endedAt }) => ({ resource, status, done, fresh, total, note, reason, startedAt, endedAt, label: labels.get(resource) ?? sentence(resource) }));
  const { status, reason, scopes, connectedAt, checkedAt, subscriptions } = connection;
  return {
    status, leaving, reason, connectedAt, checkedAt, untold,
    permissions: (connector?.scopes ?? []).map(({ name, why }) => ({ name, why, granted: scopes.length === 0 ? null : isGranted(name, scopes) })),
    subscriptions: subscriptions.map((one) => ({ ...one, ...topicWords(one.topic, connector?.topics ?? []) })),
    past: progress("backfill"),
    changes: progress("catch_up"),
    cannot: connector ? [...Object.values(connector.silent), ...Object.values(connector.unable)] : [],
  };
}

/** Words of the platform's client for what it reads. A connection that is broken may have no client. */
async function resourceLabels(app: App, shopId: string): Promise<ReadonlyMap<string, string>> {
  const resources = await app.platforms.clientFor(shopId).then((client) => client.resources, () => []);
  return new Map(resources.map(({ key, label }) => [key, label]));
}

const SUBJECT_WORDS: Readonly<Partial<Record<Subject, string>>> = { app: "The app itself", privacy: "Personal data", tracking: "Parcels on their way" };

/** "orders/partially_fulfilled" as "Orders" and "partially fulfilled". */
function topicWords(topic: string, topics: readonly Topic[]): { subject: string; event: string } {
  const [first = topic, ...rest] = topic.split(/[./]/);
  const subject = topics.find((one) => one.topic === topic)?.subject;
  return { subject: subject ? (SUBJECT_WORDS[subject] ?? sentence(subject)) : sentence(first), event: sentence(rest.at(-1) ?? first).toLowerCase() };
}

function sentence(key: string): string {
  const words = key.replaceAll(/[_-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Where a merchant connects this store again; null where that begins in the platform's own admin. */
export function reconnectUrl(app: Pick<App, "shopify">, { platform, domain }: Pick<Shop, "platform" | "domain">): string | null {
  if (platform === "shopify") return app.shopify && `https://${domain}/admin/apps/${app.shopify.apiKey}`;
  return platform === "woocommerce" ? "/connect/woocommerce" : null;
}
