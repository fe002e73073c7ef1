/** What journeys do in a store. */
import type { NewDiscountCode } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { formatInstant } from "#app/core/shared/instant.ts";
import { parsed } from "#app/core/event/payload/body.ts";
import { codeOf } from "./answer.ts";
import { ProductPayload } from "./payloads.ts";
import { inStockOf } from "./product.ts";
import type { Rest } from "./rest.ts";

const PAGE = 100;

/** A coupon for one use, by whoever pays with this e-mail address. WooCommerce keeps codes in lower case and compares without case. */
export async function createDiscountCode(rest: Rest, { code, percent, endsAt, email, title }: NewDiscountCode): Promise<void> {
  const coupon = {
    code, discount_type: "percent", amount: String(percent), usage_limit: 1, usage_limit_per_user: 1, description: title,
    email_restrictions: email === null ? [] : [email],
    ...(endsAt !== null && { date_expires_gmt: formatInstant(endsAt).slice(0, 19) }),
  };
  await rest("POST", "coupons", { body: coupon }).catch((error: unknown) => {
    // Made by an earlier try of the same action.
    if (!(error instanceof PlatformError && error.message.endsWith("woocommerce_rest_coupon_code_already_exists"))) throw error;
  });
}

/** WooCommerce notes stand on orders: on the customer's latest, once. */
export async function noteCustomer(rest: Rest, customerRef: string, note: string): Promise<void> {
  const [order] = rowsOf((await rest("GET", "orders", { params: { customer: customerRef, per_page: 1, orderby: "date", order: "desc" } })).json);
  if (!order) throw new PlatformError("unable", "the customer has no order", "WooCommerce keeps notes on orders, and this customer has none.");
  const notes = rowsOf((await rest("GET", `orders/${order.id}/notes`, { params: { type: "internal" } })).json);
  if (notes.some((one) => one["note"] === note)) return;
  await rest("POST", `orders/${order.id}/notes`, { body: { note, customer_note: false } });
}

/** Which of these products can be bought; those that the store does not know are left out. */
export async function stock(rest: Rest, productRefs: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
  const refs = [...new Set(productRefs.filter((ref) => /^\d+$/.test(ref)))];
  const known = new Map<string, boolean>();
  for (let start = 0; start < refs.length; start += PAGE) {
    const { json } = await rest("GET", "products", { params: { include: refs.slice(start, start + PAGE).join(","), per_page: PAGE, status: "any" } });
    for (const row of rowsOf(json)) {
      const inStock = inStockOf(parsed(ProductPayload, row));
      if (inStock !== null) known.set(String(row["id"]), inStock);
    }
  }
  return known;
}

function rowsOf(json: unknown): Record<string, unknown>[] {
  if (!Array.isArray(json)) throw new PlatformError("unavailable", `a list is none${codeOf(json) ? ` but ${codeOf(json)}` : ""}`, "The shop answered with something that is not its data. We try again by ourselves.");
  return json as Record<string, unknown>[];
}
