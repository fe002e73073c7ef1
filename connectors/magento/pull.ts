/** Reads a resource in the order of its changes, by a cursor that nothing can slip past. */
import { z } from "zod";
import type { Pulled, PullPage, PullResource, PullWindow } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { parseLosslessJson } from "#app/core/shared/lossless-json.ts";
import { writeDate } from "./dates.ts";
import type { Rest } from "./rest.ts";
import { searchQuery } from "./search.ts";
import type { Filter } from "./search.ts";

type Source = PullResource & { readonly path: string; readonly topic: string; /** When it was changed. */ readonly moved: "updated_at" | "created_at"; readonly id: "entity_id" | "id" };

/** Customers before orders, so that an order finds its account; `creditmemos` never change once they are made. */
const SOURCES: readonly Source[] = [
  { key: "products", label: "Products", path: "/products", topic: "products/pulled", moved: "updated_at", id: "id" },
  { key: "customers", label: "Customers", path: "/customers/search", topic: "customers/pulled", moved: "updated_at", id: "id" },
  { key: "orders", label: "Orders", path: "/orders", topic: "orders/pulled", moved: "updated_at", id: "entity_id" },
  { key: "shipments", label: "Shipments", path: "/shipments", topic: "shipments/pulled", moved: "updated_at", id: "entity_id" },
  { key: "creditmemos", label: "Refunds", path: "/creditmemos", topic: "creditmemos/pulled", moved: "created_at", id: "entity_id" },
];

export const RESOURCES: readonly PullResource[] = SOURCES.map(({ key, label }) => ({ key, label }));

const PAGE = 100;

/**
 * Where to go on: changes at or after `at`; or, where one second holds more than a page (imports), those of that very
 * second with a greater id, and after them what is later. Pages by number would skip whatever moves to the end
 * between two calls.
 */
const Cursor = z.union([
  z.object({ kind: z.literal("from"), at: z.string(), total: z.number().nullable() }),
  z.object({ kind: z.literal("second"), at: z.string(), id: z.string(), total: z.number().nullable() }),
  z.object({ kind: z.literal("after"), at: z.string(), total: z.number().nullable() }),
]);
type Cursor = z.infer<typeof Cursor>;

const Found = z.object({ items: z.array(z.record(z.string(), z.unknown())).nullable().optional(), total_count: z.coerce.number() });

/** @throws PlatformError */
export async function pull(rest: Rest, resource: string, window: PullWindow, cursorText: string | null): Promise<PullPage> {
  const source = SOURCES.find(({ key }) => key === resource);
  if (!source) throw new PlatformError("unable", `no resource ${resource}`, "Magento has no such list.");
  const cursor = cursorText === null ? null : readCursor(cursorText);
  const query = (pageSize: number): string => `${source.path}?${searchQuery({ filters: filtersOf(source, window, cursor), sort: cursor?.kind === "second" ? ["entity_id"] : [source.moved, "entity_id"], pageSize })}`;
  const { items, total } = await read(rest, query);
  const known = cursor?.total ?? (cursor === null ? total : null);
  const next = nextOf(source, cursor, items, total, known);
  return { items: items.map((item) => pulled(source, item)), next: next && JSON.stringify(next), total: known, waitMs: 0, note: null };
}

/** A store may allow less than we ask for (webapi/validation/maximum_page_size), and then names the most. */
async function read(rest: Rest, query: (pageSize: number) => string): Promise<{ items: Record<string, unknown>[]; total: number }> {
  const text = await rest.text("GET", query(PAGE)).catch((error: unknown) => {
    if (!(error instanceof PlatformError) || error.kind !== "refused") throw error;
    return rest.text("GET", query(PAGE / 5));
  });
  try {
    const found = Found.parse(parseLosslessJson(text));
    return { items: found.items ?? [], total: found.total_count };
  } catch {
    throw new PlatformError("unavailable", "a list could not be read: cut short, or not a list", "The store's answer was not whole. We try again by ourselves.");
  }
}

function filtersOf({ moved }: Source, { since }: PullWindow, cursor: Cursor | null): Filter[] {
  if (cursor === null) return since === null ? [] : [{ field: moved, value: writeDate(since), condition: "gteq" }];
  if (cursor.kind === "second") return [{ field: moved, value: cursor.at, condition: "eq" }, { field: "entity_id", value: cursor.id, condition: "gt" }];
  return [{ field: moved, value: cursor.at, condition: cursor.kind === "from" ? "gteq" : "gt" }];
}

/** The end is where the list holds no more than was given: never an empty page, never a short one, as stores cap pages. */
function nextOf(source: Source, cursor: Cursor | null, items: readonly Record<string, unknown>[], count: number, total: number | null): Cursor | null {
  const [first, last] = [items[0], items.at(-1)];
  const ended = !first || !last || count <= items.length;
  if (cursor?.kind === "second") {
    return ended ? { kind: "after", at: cursor.at, total } : { kind: "second", at: cursor.at, id: idOf(source, last), total };
  }
  if (ended) return null;
  const at = movedAt(source, last);
  return movedAt(source, first) === at ? { kind: "second", at, id: idOf(source, last), total } : { kind: "from", at, total };
}

function pulled(source: Source, item: Record<string, unknown>): Pulled {
  return { topic: source.topic, body: new TextEncoder().encode(JSON.stringify(item)), ref: idOf(source, item) };
}

const idOf = (source: Source, item: Record<string, unknown>): string => String(item[source.id] ?? item["entity_id"] ?? "");

function movedAt(source: Source, item: Record<string, unknown>): string {
  const at = item[source.moved];
  if (typeof at === "string" && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(at)) return at;
  throw new PlatformError("unexpected", `a list of ${source.key} without ${source.moved}`, `The store's list of ${source.label.toLowerCase()} has no dates of change, so it cannot be read in order. Write to our support.`);
}

function readCursor(text: string): Cursor {
  return Cursor.parse(JSON.parse(text));
}
