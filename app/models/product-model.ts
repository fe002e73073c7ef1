/** What the newest learning says of single products: too much to be read with every unit of work. */
import type { ProductModelState } from "../core/scoring/shop-models.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./plain-sql.ts";

const SLICE = 1_000;

/** Products in slices, each as the text of a list of rows: whoever learnt them makes it, not the process that stores them. */
export function* productTexts(products: ReadonlyMap<string, ProductModelState>): Generator<string> {
  const rows = [...products].map(([ref, state]) => ({ ref, state }));
  for (let start = 0; start < rows.length; start += SLICE) yield JSON.stringify(rows.slice(start, start + SLICE));
}

/** In the caller's transaction: those of the learning before go. @param texts of `productTexts` */
export async function replaceProductModels(sql: Sql, shopId: string, texts: Iterable<string>, asOf: Instant): Promise<void> {
  await sql.$executeRawUnsafe(`DELETE FROM product_model WHERE shop_id = $1`, shopId);
  for (const text of texts) {
    await sql.$executeRawUnsafe(
      `INSERT INTO product_model (shop_id, ref, as_of, state) SELECT $1, ref, $2::timestamptz, state FROM jsonb_to_recordset($3::jsonb) AS x(ref text, state jsonb)`, shopId, formatInstant(asOf), text,
    );
  }
}

/** What is known of these products; those nothing was learnt of are left out. */
export async function readProductModels(sql: Sql, shopId: string, refs: readonly string[]): Promise<Map<string, ProductModelState>> {
  if (refs.length === 0) return new Map();
  const rows = await sql.$queryRawUnsafe<{ ref: string; state: ProductModelState }[]>(`SELECT ref, state FROM product_model WHERE shop_id = $1 AND ref = ANY($2)`, shopId, refs);
  return new Map(rows.map((row) => [row.ref, row.state]));
}
