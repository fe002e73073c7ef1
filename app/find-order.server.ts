/** A shopper looks for an order by what only its buyer knows: its number and the address it was bought with. */
import type { App } from "./context.ts";
import { trackingLink } from "./message-links.server.ts";
import { findOrderOfBuyer } from "./models/find-order.ts";
import type { Tries } from "./tries.server.ts";

export type Asked = { readonly number: string; readonly email: string };
export type Found = { readonly kind: "found"; readonly link: string } | { readonly kind: "none" } | { readonly kind: "too_often" };

/** @param visitor tells visitors apart; whoever can change it still meets the limits of the number and of the address */
export async function findOrder(app: Pick<App, "db" | "url" | "secret" | "now">, tries: Tries, shopId: string, visitor: string, { number, email }: Asked): Promise<Found> {
  const address = email.toLowerCase();
  const numbers = spellings(number);
  if (!tries.take([`${shopId} visitor ${visitor}`, `${shopId} number ${numbers[0]}`, `${shopId} email ${address}`])) return { kind: "too_often" };
  const isReadable = /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(address) && address.length <= 254 && !/\p{Cc}/u.test(number) && number.length <= 64 && number !== "";
  const orderId = isReadable ? await findOrderOfBuyer(app.db, shopId, numbers, address) : null;
  const link = trackingLink(app, orderId, app.now());
  return link === null ? { kind: "none" } : { kind: "found", link };
}

/** "1001" and "a-1001", as people write what the shop calls "#1001" and "A-1001". */
function spellings(number: string): string[] {
  const bare = number.replace(/^[#\s]+/, "");
  return [...new Set([bare.toUpperCase(), bare, bare.toLowerCase()].flatMap((one) => [one, `#${one}`]))];
}

/** The visitor's network address, which Shopify names in front of its own. `client` is the last address outside our own network. */
export function visitorBehind(forwardedFor: string | null, client: string): string {
  const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim()).filter(Boolean);
  const own = hops.lastIndexOf(client);
  return (own === -1 ? hops.at(-1) : hops[own - 1]) ?? client;
}
