/**
 * The shop's access token, kept fresh. Expiring offline tokens last an hour and come with a refresh token that is replaced
 * at each use (shopify.dev/docs/apps/build/security/credentials-and-data/use-expiring-offline-access-tokens).
 */
import type { Access } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { MINUTE } from "#app/core/shared/instant.ts";
import { call } from "#connectors/shared/http.ts";
import { credentialsOf, OPEN_AGAIN, readCredentials } from "./credentials.ts";
import type { ShopifyCredentials } from "./credentials.ts";

/** Refreshed when so little is left: a call must not run out of it on its way. */
const MARGIN_MS = 5 * MINUTE;

export type Token = {
  /** A token to call with. @throws PlatformError */
  current(): Promise<string>;
  /** A token in place of one that was turned away. @throws PlatformError "unauthorised" when there is no other */
  replace(refused: string): Promise<string>;
};

export function tokenOf(access: Access): Token {
  let held = readCredentials(access.credentials);
  const { now } = access.reach;
  const isFresh = ({ expiresAt }: ShopifyCredentials): boolean => expiresAt === null || expiresAt - now() >= MARGIN_MS;

  /** Alone among all processes: of two that refresh at once, one would be left with a token that is already replaced. */
  const renew = (refused: string | null): Promise<string> =>
    access.alone("shopify_token", async () => {
      held = readCredentials(await access.read());
      if (held.accessToken !== refused && isFresh(held)) return held.accessToken;
      held = await refresh(access, held);
      // Kept before it is used: until then Shopify still takes the refresh token that is stored.
      await access.keep(held);
      return held.accessToken;
    });

  return {
    async current() {
      if (isFresh(held)) return held.accessToken;
      try {
        return await renew(null);
      } catch (error) {
        const stillGood = held.expiresAt !== null && held.expiresAt > now();
        if (stillGood && error instanceof PlatformError && error.passes) return held.accessToken;
        throw error;
      }
    },
    replace: renew,
  };
}

async function refresh(access: Access, { refreshToken, refreshTokenExpiresAt }: ShopifyCredentials): Promise<ShopifyCredentials> {
  const { shop, keys, reach } = access;
  if (refreshToken === null) throw new PlatformError("unauthorised", "the access token is refused and there is no refresh token", OPEN_AGAIN);
  if (refreshTokenExpiresAt !== null && refreshTokenExpiresAt <= reach.now()) throw new PlatformError("unauthorised", "the refresh token has expired", OPEN_AGAIN);
  if (!keys) throw new PlatformError("unexpected", "the app's keys for Shopify are not set", "Afterglow's own keys for Shopify are missing. Ask whoever runs Afterglow to set them.");
  const answer = await call(reach, {
    method: "POST",
    url: `https://${shop.domain}/admin/oauth/access_token`,
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ client_id: keys.id, client_secret: keys.secret, grant_type: "refresh_token", refresh_token: refreshToken }),
  });
  if (answer.status === 429 || answer.status >= 500) throw new PlatformError("unavailable", `the token endpoint answered ${answer.status}`, "Shopify could not be reached. We try again by ourselves.");
  if (answer.status >= 400) throw new PlatformError("unauthorised", `the refresh token was refused (${answer.status})`, OPEN_AGAIN);
  const fresh = credentialsOf(jsonOf(answer.text), reach.now());
  if (!fresh) throw new PlatformError("unavailable", `the token endpoint answered ${answer.status} without a token`, "Shopify could not be reached. We try again by ourselves.");
  return { ...fresh, refreshToken: fresh.refreshToken ?? refreshToken, refreshTokenExpiresAt: fresh.refreshToken === null ? refreshTokenExpiresAt : fresh.refreshTokenExpiresAt };
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
