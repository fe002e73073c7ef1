import { PlatformError } from "#app/core/event/platform-error.ts";
import { isIP } from "node:net";

/**
 * A store's address in the one way it is written here: no slash at its end, no query. A store may live in a folder.
 *
 * @throws PlatformError with a sentence for the merchant when no store of ours can be there
 */
export function storeAddress(text: string, allowPrivate: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw new PlatformError("refused", "the store's address is not a web address", "The store gave an address that is not a web address. Set the base URL under Stores → Configuration → Web, then try again.");
  }
  if (isSaas(url.hostname)) {
    throw new PlatformError("unable", `${url.host} is Adobe Commerce as a Cloud Service`, "This store runs on Adobe Commerce as a Cloud Service, which Afterglow cannot connect to yet. Magento Open Source and Adobe Commerce on your own or Adobe's cloud servers work.");
  }
  if (!allowPrivate && url.protocol !== "https:") {
    throw new PlatformError("refused", `${url.host} is not reached by https`, "The store's address must begin with https://. Set a secure base URL under Stores → Configuration → Web, then activate the integration again.");
  }
  // A number in place of a name never goes through the lookup that keeps us out of private networks.
  if (!allowPrivate && (isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0 || /(?:^|\.)(?:localhost|local|internal)$/i.test(url.hostname))) {
    throw new PlatformError("refused", "the store's address is not a public name", "The store's address must be a name that anyone can reach, like https://shop.example.com.");
  }
  return `${url.origin}${url.pathname.replace(/(?:\/index\.php)?\/*$/, "")}`;
}

/** Its API is at <region>.api.commerce.adobe.com and takes Adobe's own sign-in in place of OAuth 1.0a. */
function isSaas(host: string): boolean {
  return /(?:^|\.)(?:api\.commerce\.adobe\.com|commerce\.adobe\.com)$/i.test(host);
}
