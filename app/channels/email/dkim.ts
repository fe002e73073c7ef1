/** Signing mail with the sender's domain key. */
import { createPrivateKey } from "node:crypto";
import type { DKIMOptions } from "nodemailer";

export type DkimKey = { readonly domain: string; readonly selector: string; readonly privateKey: string };

/**
 * What the signature covers. nodemailer's own list leaves out List-Unsubscribe-Post, and RFC 8058
 * section 4 wants both that and List-Unsubscribe covered, or one-click does not count. Subject and the
 * like are RFC 6376 5.4.1's advice.
 */
const COVERED =
  "from:to:subject:date:message-id:mime-version:content-type:content-transfer-encoding:reply-to:" +
  "list-unsubscribe:list-unsubscribe-post:list-id:precedence:auto-submitted";

/** @throws when the key is no private key: nodemailer would then send unsigned without a word */
export function dkimOptions(key: DkimKey): DKIMOptions {
  const { asymmetricKeyType } = createPrivateKey(key.privateKey);
  if (asymmetricKeyType !== "rsa") throw new Error(`The DKIM key must be an RSA key, not ${asymmetricKeyType ?? "an unknown one"}.`);
  return { domainName: key.domain, keySelector: key.selector, privateKey: key.privateKey, headerFieldNames: COVERED };
}
