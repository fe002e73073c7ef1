import { CALL_TOPIC } from "./life/call.ts";
import type { Tell } from "./store-sender.ts";

/**
 * Tells calls as a shop's server does: one batch, with the shop's API key.
 *
 * @param address of the web server on this machine
 * @param keys API keys by shop
 */
export function tellByApi(address: string, keys: ReadonlyMap<string, string>): Tell {
  return async (shopId, calls) => {
    const headers = { authorization: `Bearer ${keys.get(shopId) ?? ""}`, "content-type": "application/json" };
    const response = await fetch(`${address}/${CALL_TOPIC}`, { method: "POST", headers, body: JSON.stringify({ batch: calls }), signal: AbortSignal.timeout(30_000) });
    const text = await response.text();
    if (!response.ok) throw new Error(`the tracking API answered ${response.status} to ${shopId}`);
    const { refused = [] } = JSON.parse(text) as { refused?: readonly { problem: string }[] };
    if (refused[0]) throw new Error(`the tracking API refused a call of ${shopId}: ${refused[0].problem}`);
  };
}
