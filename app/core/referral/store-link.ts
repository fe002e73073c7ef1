import { webAddress } from "../message/words.ts";

/** The store's address with the code in it, where the platforms keep it beside the order. Null when the shop has no web address. */
export function storeLink(storeUrl: string, code: string): string | null {
  const address = webAddress(storeUrl);
  if (address === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  url.searchParams.set("ref", code);
  url.searchParams.set("utm_source", "referral");
  url.searchParams.set("utm_medium", "friend");
  url.searchParams.set("utm_campaign", code);
  return url.href;
}
