/** The same resources as Adobe I/O Events send them. Written for this project. */
import type { Json } from "./fixtures.ts";

/** An order the way the observer's event holds it: no entity_id, one flat list of addresses, ids as text, a street as one text. */
export function adobeOrder(order: Json): Json {
  const { entity_id: id, extension_attributes: more, billing_address: billing, items, payment, status_histories: _histories, ...rest } = order;
  const shipping = (more as { shipping_assignments: { shipping: { address?: Json } }[] }).shipping_assignments[0]?.shipping.address;
  const flat = [shipping, billing as Json].flatMap((address) => (address ? [{ ...address, street: (address["street"] as string[]).join("\n"), entity_id: String(address["entity_id"]), parent_id: String(id) }] : []));
  const rows = (items as Json[]).map(({ parent_item: _parent, ...item }) => ({ ...item, item_id: String(item["item_id"]), id: String(item["item_id"]), order_id: String(id), product_id: String(item["product_id"]), row_total: Number(item["row_total"]).toFixed(4), is_virtual: String(item["is_virtual"]) }));
  const { additional_information: words, ...paid } = payment as Json & { additional_information: string[] };
  return { ...rest, customer_id: rest["customer_id"] === undefined ? null : String(rest["customer_id"]), items: rows, addresses: flat, payment: { ...paid, additional_information: { method_title: words[0] }, parent_id: String(id), extension_attributes: [] } };
}

/** A CloudEvent around it, as Adobe posts it. @param type without "com.adobe.commerce." */
export function adobeEvent(type: string, value: Json, clientId: string): Json {
  return {
    id: "2f6f0c0e-7a55-4a35-9a53-2b1f0a7d1c11", source: "urn:uuid:5f2f0c0e-7a55-4a35-9a53-2b1f0a7d1c12", specversion: "1.0", type: `com.adobe.commerce.${type}`, datacontenttype: "application/json",
    time: "2026-11-21T10:00:00.000Z", event_id: "7c6f0c0e-7a55-4a35-9a53-2b1f0a7d1c13", recipient_client_id: clientId, data: { key: "1", value },
  };
}
