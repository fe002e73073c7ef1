/** What Shopify says about the installation and about people's rights. */
import { z } from "zod";
import { parsed } from "#app/core/event/payload/body.ts";
import { exact, list, nested, text } from "#app/core/event/payload/fields.ts";
import { looseRef } from "#app/core/event/payload/values.ts";
import type { Notice, PersonHint } from "#app/core/event/notice.ts";
import type { ShopContext } from "#app/core/event/connector.ts";
import { normaliseEmail, normalisePhone } from "#app/core/shared/contact.ts";

/** shopify.dev/docs/apps/build/compliance/privacy-law-compliance: customers/data_request and customers/redact. */
const PrivacyPayload = z.object({
  customer: nested(z.object({ id: exact, email: text(320), phone: text(60) })),
  orders_requested: list(exact),
  orders_to_redact: list(exact),
  data_request: nested(z.object({ id: exact })),
});

const ScopesPayload = z.object({ current: list(text(100)) });

export const NOTICES: ReadonlyMap<string, (json: object, shop: ShopContext) => Notice> = new Map<string, (json: object, shop: ShopContext) => Notice>([
  ["app/uninstalled", () => ({ kind: "uninstalled" })],
  ["app/scopes_update", (json) => ({ kind: "scopes_changed", scopes: parsed(ScopesPayload, json).current.filter((scope) => scope !== null) })],
  ["app_subscriptions/update", () => ({ kind: "plan_changed" })],
  ["shop/update", () => ({ kind: "shop_changed" })],
  ["shop/redact", () => ({ kind: "erase_shop" })],
  ["bulk_operations/finish", () => ({ kind: "pull_ready" })],
  ["customers/redact", (json, shop) => ({ kind: "erase_person", person: personOf(json, shop) })],
  ["customers/data_request", (json, shop) => ({ kind: "export_person", person: personOf(json, shop), requestRef: parsed(PrivacyPayload, json).data_request?.id ?? null })],
]);

function personOf(json: object, shop: ShopContext): PersonHint {
  const { customer, orders_requested: asked, orders_to_redact: redact } = parsed(PrivacyPayload, json);
  return {
    ref: looseRef(customer?.id ?? null),
    email: normaliseEmail(customer?.email ?? null),
    phone: normalisePhone(customer?.phone, shop.country),
    orderRefs: [...asked, ...redact].map(looseRef).filter((ref) => ref !== null),
  };
}
