/** What merchants type for the address of their store, made into one that stands for it. */

import { isIP } from "node:net";

export type StoreAddress = { readonly url: string } | { readonly problem: string };

/** Where WordPress's own pages begin: what is before them is the store. */
const INSIDE = /\/(?:wp-admin|wp-login\.php|wp-json|wp-content|wp-includes|wc-auth|index\.php)(?:\/.*)?$/;

/** "shop.example", "https://Shop.example/store/wp-admin/?x": https unless http is written, the host in lower case, no slash at the end. */
export function storeAddress(text: string): StoreAddress {
  const typed = text.trim();
  if (typed === "") return { problem: "Enter the address of your store." };
  if (typed.length > 300) return { problem: "This address is too long. Enter only the address of your store, such as shop.example." };
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "" || !/\.[^.]|^localhost$|^\[/.test(url.hostname)) {
    return { problem: `${JSON.stringify(typed.slice(0, 60).toWellFormed())} is not the address of a store. It looks like shop.example or https://shop.example/store.` };
  }
  const path = url.pathname.replace(/\/{2,}/g, "/").replace(INSIDE, "").replace(/\/+$/, "");
  return { url: `${url.protocol}//${url.host}${path}` };
}

/** The same address with "www." where it had none, and without where it had; null for a host that is no name. Most stores answer at one and lead on from the other. */
export function otherSpelling(url: string): string | null {
  const { protocol, host, hostname, pathname } = new URL(url);
  // A number has no other spelling.
  if (isIP(hostname.replace(/^\[|\]$/g, "")) !== 0) return null;
  return `${protocol}//${host.startsWith("www.") ? host.slice(4) : `www.${host}`}${pathname.replace(/\/+$/, "")}`;
}
