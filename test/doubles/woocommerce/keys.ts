/** Who may call: WooCommerce's consumer keys (class-wc-rest-authentication.php). */
import { createHmac, randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

export type Key = { readonly id: number; readonly key: string; readonly secret: string; readonly permissions: string };
export type Refusal = { readonly status: number; readonly code: string; readonly message: string };

const NOBODY: Refusal = { status: 401, code: "woocommerce_rest_cannot_view", message: "Sorry, you cannot list resources." };
const WRONG: Refusal = { status: 401, code: "woocommerce_rest_authentication_error", message: "Consumer secret is invalid." };
const READ_ONLY: Refusal = { status: 401, code: "woocommerce_rest_authentication_error", message: "The API key provided does not have write permissions." };

export class Keys {
  readonly all = new Map<number, Key>();
  private next = 1;

  create(permissions: string): Key {
    const key = { id: this.next++, key: `ck_${randomBytes(20).toString("hex")}`, secret: `cs_${randomBytes(20).toString("hex")}`, permissions };
    this.all.set(key.id, key);
    return key;
  }

  /** @param secure whether the store is reached by https: without it only signed requests count, with it only plain keys */
  refusal(req: IncomingMessage, url: URL, { secure, stripsAuthorization }: { readonly secure: boolean; readonly stripsAuthorization: boolean }): Refusal | null {
    const query = url.searchParams;
    if (!secure) return this.signed(req.method ?? "GET", url);
    const basic = stripsAuthorization ? undefined : req.headers.authorization?.replace(/^Basic /, "");
    const [key, secret] = basic ? Buffer.from(basic, "base64").toString().split(":") : [query.get("consumer_key"), query.get("consumer_secret")];
    return this.judge(key ?? "", (known) => known.secret === secret, req.method ?? "GET");
  }

  private judge(key: string, proves: (known: Key) => boolean, method: string): Refusal | null {
    const known = [...this.all.values()].find((one) => one.key === key);
    if (!known) return NOBODY;
    if (!proves(known)) return WRONG;
    return method !== "GET" && known.permissions === "read" ? READ_ONLY : null;
  }

  /** OAuth 1.0a, one-legged (RFC 5849, 3.4). */
  private signed(method: string, url: URL): Refusal | null {
    const pairs = [...url.searchParams].filter(([name]) => name !== "oauth_signature").map(([name, value]) => [encode(name), encode(value)] as const);
    const text = pairs.toSorted((a, b) => (a[0] < b[0] ? -1 : 1)).map(([name, value]) => `${name}=${value}`).join("&");
    const base = `${method}&${encode(`${url.origin}${url.pathname}`)}&${encode(text)}`;
    const proves = ({ secret }: Key): boolean => createHmac("sha256", `${secret}&`).update(base).digest("base64") === url.searchParams.get("oauth_signature");
    return this.judge(url.searchParams.get("oauth_consumer_key") ?? "", proves, method);
  }
}

const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
