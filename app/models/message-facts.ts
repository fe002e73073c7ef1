import type { OrderState } from "../core/event/order-state.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import { mostBought, unboughtSellers } from "../core/message/facts.ts";
import type { MessageFacts } from "../core/message/facts.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Shop } from "../core/shop.ts";
import { productAtHand } from "../engine/product-of.ts";
import type { StoredProduct } from "../engine/working-set.ts";
import type { Sql } from "./store/transaction.ts";

/** Three are named; a few more are read, since one without a title or out of stock is passed over. */
const CANDIDATES = 12;
/** Newest events in which to look for products viewed; "lately" goes no further back, and a customer with 100,000 events costs the same. */
const EVENTS_READ = 300;

export async function readMessageFacts(sql: Sql, shop: Shop, profile: Profile, order: OrderState | null, walk: Enrollment | null): Promise<MessageFacts> {
  const about = walk?.productRef ?? onlyProduct(order);
  const favourites = mostBought(profile.bought, CANDIDATES);
  const sellers = unboughtSellers(shop.stats.products, profile.bought, CANDIDATES);
  const [viewed, sent] = await Promise.all([viewedProducts(sql, shop.id, profile), walk && walk.walk.sent > 0 ? contentsSent(sql, shop.id, walk.id) : []]);
  const products = await readProducts(sql, shop.id, [...favourites, ...sellers, ...viewed, ...(about === null ? [] : [about])]);
  const titles = (refs: readonly string[]): string[] => [...new Set(refs.flatMap((ref) => products.get(ref)?.title || []))].slice(0, 3);
  const next = sellers.map((ref) => products.get(ref)).find((product) => product !== undefined && product.title !== "" && product.inStock !== false);
  return {
    product: about === null ? null : productOf(shop, profile, order, about, products),
    next: next ? { title: next.title, imageUrl: next.imageUrl } : null,
    favourites: titles(favourites),
    viewed: titles(viewed),
    made: walk?.walk.made ?? {},
    sent,
  };
}

/** The order's product, when it is of one only. */
function onlyProduct(order: OrderState | null): string | null {
  const refs = new Set(order?.details?.lines.map((line) => line.productRef));
  return refs.size === 1 ? ([...refs][0] ?? null) : null;
}

function productOf(shop: Shop, profile: Profile, order: OrderState | null, ref: string, products: ReadonlyMap<string, StoredProduct>): MessageFacts["product"] {
  const line = order?.details?.lines.find(({ productRef }) => productRef === ref);
  const known = products.get(ref);
  const title = line?.title || known?.title || "";
  if (title === "") return null;
  return { title, imageUrl: line?.imageUrl ?? known?.imageUrl ?? null, runOutAt: productAtHand({ shop, products }, profile, order, ref).runOut?.at ?? null };
}

/** Products the customer looked at and did not buy, the latest first. */
async function viewedProducts(sql: Sql, shopId: string, profile: Profile): Promise<string[]> {
  if (!Object.keys(profile.activity).some((kind) => kind.startsWith("page.viewed"))) return [];
  const rows = await sql.$queryRawUnsafe<{ ref: string }[]>(
    `SELECT data->>'productRef' AS ref FROM (
       SELECT type, at, data FROM event WHERE shop_id = $1 AND profile_id = $2::uuid ORDER BY at DESC LIMIT $3) newest
     WHERE type = 'page.viewed' AND data->>'productRef' IS NOT NULL GROUP BY 1 ORDER BY max(at) DESC, 1 LIMIT $4`,
    shopId, profile.id, EVENTS_READ, CANDIDATES,
  );
  return rows.map(({ ref }) => ref).filter((ref) => !Object.hasOwn(profile.bought, ref));
}

async function readProducts(sql: Sql, shopId: string, refs: readonly string[]): Promise<Map<string, StoredProduct>> {
  if (refs.length === 0) return new Map();
  const rows = await sql.$queryRawUnsafe<{ ref: string; state: StoredProduct }[]>(`SELECT ref, state FROM product WHERE shop_id = $1 AND ref = ANY($2)`, shopId, [...new Set(refs)]);
  return new Map(rows.map(({ ref, state }) => [ref, state]));
}

/** What this walk's messages that left were. */
async function contentsSent(sql: Sql, shopId: string, enrollmentId: string): Promise<string[]> {
  const rows = await sql.$queryRawUnsafe<{ content: string }[]>(
    `SELECT DISTINCT content FROM message WHERE shop_id = $1 AND enrollment_id = $2::uuid AND status IN ('sent', 'delivered', 'unknown')`, shopId, enrollmentId,
  );
  return rows.map(({ content }) => content).sort();
}
