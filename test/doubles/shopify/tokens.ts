/** Shopify's token endpoint: exchange of a session token, and refresh of an expiring offline token, which rotates. */
import { createHmac, timingSafeEqual } from "node:crypto";

export const TOKEN_SECONDS = 3600;
const REFRESH_SECONDS = 90 * 86_400;

export type Tokens = {
  /** What the app has after the install, in the connector's own shape. */
  readonly credentials: { accessToken: string; expiresAt: number; refreshToken: string; refreshTokenExpiresAt: number };
  takes(accessToken: string | undefined): boolean;
  answer(form: Readonly<Record<string, unknown>>): { readonly status: number; readonly body: object };
  /** The next refresh is refused too: of an "unauthorised" fault, so that a new token does not hide it. */
  refuseOnce(): void;
  /** The hour is over. */
  expire(): void;
  /** The merchant is gone: nothing is taken any more. */
  revoke(): void;
  readonly refreshes: number;
};

type Options = { readonly keys: { readonly id: string; readonly secret: string }; readonly domain: string; readonly scopes: readonly string[]; readonly now: number };

export function createTokens({ keys, domain, scopes, now }: Options): Tokens {
  let count = 1;
  let refreshes = 0;
  let refusesNext = false;
  let access: string | null = "shpat_double_1";
  /** The newest refresh token, and the one before it until the newest is used. */
  let refreshable = ["shprt_double_1"];

  const issue = (keepOld: readonly string[]): object => {
    count += 1;
    access = `shpat_double_${count}`;
    const refreshToken = `shprt_double_${count}`;
    refreshable = [refreshToken, ...keepOld];
    return { access_token: access, scope: scopes.join(","), expires_in: TOKEN_SECONDS, refresh_token: refreshToken, refresh_token_expires_in: REFRESH_SECONDS };
  };

  return {
    credentials: { accessToken: access, expiresAt: now + TOKEN_SECONDS * 1000, refreshToken: "shprt_double_1", refreshTokenExpiresAt: now + REFRESH_SECONDS * 1000 },
    takes: (token) => access !== null && token === access,
    answer(form) {
      if (form["client_id"] !== keys.id || form["client_secret"] !== keys.secret) return { status: 401, body: { error: "invalid_client" } };
      if (form["grant_type"] === "refresh_token") {
        const given = String(form["refresh_token"]);
        const isRefused = refusesNext;
        refusesNext = false;
        if (isRefused || !refreshable.includes(given)) return { status: 400, body: { error: "invalid_grant", error_description: "This request requires an active refresh_token" } };
        refreshes += 1;
        return { status: 200, body: issue([given]) };
      }
      if (form["grant_type"] !== "urn:ietf:params:oauth:grant-type:token-exchange") return { status: 400, body: { error: "unsupported_grant_type" } };
      if (form["subject_token_type"] !== "urn:ietf:params:oauth:token-type:id_token" || !isSessionToken(String(form["subject_token"]), keys, domain)) return { status: 400, body: { error: "invalid_subject_token" } };
      const issued = issue([]);
      if (String(form["expiring"]) === "1") return { status: 200, body: issued };
      refreshable = [];
      return { status: 200, body: { access_token: access, scope: scopes.join(",") } };
    },
    refuseOnce: () => void (refusesNext = true),
    expire: () => void (access = "shpat_expired"),
    revoke() {
      access = null;
      refreshable = [];
    },
    get refreshes() {
      return refreshes;
    },
  };
}

/** Signed with the app's secret, for the app and for this shop. */
function isSessionToken(token: string, keys: Options["keys"], domain: string): boolean {
  const [head = "", claims = "", seal = ""] = token.split(".");
  const right = createHmac("sha256", keys.secret).update(`${head}.${claims}`).digest();
  const given = Buffer.from(seal, "base64url");
  if (given.length !== right.length || !timingSafeEqual(given, right)) return false;
  const read = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  const { aud, dest } = read(claims);
  return read(head)["alg"] === "HS256" && aud === keys.id && dest === `https://${domain}`;
}
