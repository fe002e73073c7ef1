/** Reading a shop: its past by a bulk export, or by pages where Shopify does not let us; its changes by pages. */
import type { Access, Pulled, PullPage, PullWindow } from "#app/core/event/platform-client.ts";
import { DAY, formatInstant } from "#app/core/shared/instant.ts";
import type { Api } from "./api.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { exportStep } from "./pull-export.ts";
import { pageStep } from "./pull-page.ts";
import { digitsOf } from "./node.ts";
import type { Node } from "./node.ts";
import type { ResourceKey } from "./queries.ts";

/** Shopify's own limit for apps without read_all_orders (shopify.dev/docs/api/usage/access-scopes). */
const SHOWN_DAYS = 60;
const SHOWN_NOTE = `Shopify shows Afterglow the last ${SHOWN_DAYS} days of orders. Older ones stay unknown.`;
const DENIED_NOTE = "Shopify leaves out some of the customers' data, because it has not approved Afterglow for it.";

const FIRST_SIZE: Readonly<Record<ResourceKey, number>> = { products: 20, customers: 50, orders: 10 };

export async function pull(api: Api, access: Access, resource: ResourceKey, window: PullWindow, cursor: string | null): Promise<PullPage> {
  const pages: Cursor = { step: "page", after: null, size: FIRST_SIZE[resource] };
  const limited = resource === "orders" && !access.scopes.includes("read_all_orders");
  const search = searchOf(window, limited ? access.reach.now() - SHOWN_DAYS * DAY : null);
  const at = (cursor === null ? null : readCursor(cursor)) ?? (window.since === null ? { step: "export" as const, tries: 0 } : pages);
  const step = at.step === "page" ? await pageStep(api, resource, window, search, at) : await exportStep(api, access.reach, resource, search, at, pages);
  const notes = [...(limited && window.since === null ? [SHOWN_NOTE] : []), ...(step.denied?.length ? [DENIED_NOTE] : [])];
  return {
    items: step.nodes.map((node) => pulled(resource, node)),
    next: step.next && writeCursor(step.next),
    total: step.total ?? null,
    waitMs: step.waitMs ?? 0,
    note: notes.length > 0 ? notes.join(" ") : null,
  };
}

/** In Shopify's search syntax. Changes after the window's end are left to the next window by whoever reads the pages. */
function searchOf({ since }: PullWindow, shownFrom: number | null): string {
  const moment = (at: number): string => `'${formatInstant(at).slice(0, 19)}Z'`;
  return [
    ...(since === null ? [] : [`updated_at:>=${moment(since)}`]),
    ...(shownFrom === null ? [] : [`created_at:>=${moment(shownFrom)}`]),
  ].join(" AND ");
}

function pulled(resource: ResourceKey, node: Node): Pulled {
  return { topic: `${resource}/pulled`, body: new TextEncoder().encode(JSON.stringify(node)), ref: digitsOf(node["id"]) ?? "?" };
}
