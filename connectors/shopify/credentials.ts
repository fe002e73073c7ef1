import { z } from "zod";
import { PlatformError } from "#app/core/event/platform-error.ts";

/** An offline token of the shop. Moments in milliseconds; null for tokens that do not expire. */
const Credentials = z.object({
  accessToken: z.string().min(1),
  expiresAt: z.number().nullable(),
  refreshToken: z.string().min(1).nullable(),
  refreshTokenExpiresAt: z.number().nullable(),
});

export type ShopifyCredentials = z.infer<typeof Credentials>;

export const OPEN_AGAIN = "Shopify no longer lets Afterglow in. Open Afterglow from your Shopify admin once, and it is connected again.";

/** @throws PlatformError when they are not what was kept at the install */
export function readCredentials(value: unknown): ShopifyCredentials {
  const result = Credentials.safeParse(value);
  if (result.success) return result.data;
  throw new PlatformError("unauthorised", `the credentials lack ${String(result.error.issues[0]?.path[0] ?? "everything")}`, OPEN_AGAIN);
}

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.number().positive().optional(),
});

/** What Shopify's token endpoint answered, as credentials; null when it is none. Lifetimes in it are seconds. */
export function credentialsOf(answer: unknown, now: number): ShopifyCredentials | null {
  const result = TokenAnswer.safeParse(answer);
  if (!result.success) return null;
  const { access_token: accessToken, expires_in: lasts, refresh_token: refreshToken = null, refresh_token_expires_in: refreshLasts } = result.data;
  const at = (seconds: number | undefined): number | null => (seconds === undefined ? null : now + seconds * 1000);
  return { accessToken, expiresAt: at(lasts), refreshToken, refreshTokenExpiresAt: at(refreshLasts) };
}
