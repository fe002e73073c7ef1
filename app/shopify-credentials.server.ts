import { z } from "zod";
import type { Instant } from "./core/shared/instant.ts";

const schema = z.object({
  accessToken: z.string().min(1),
  /** Null: it does not expire. */
  expiresAt: z.number().nullable().default(null),
  refreshToken: z.string().nullable().default(null),
  refreshTokenExpiresAt: z.number().nullable().default(null),
});

/** What a connected Shopify shop is reached with, as its client reads it; moments in milliseconds. */
export type ShopifyCredentials = z.infer<typeof schema>;

/** Credentials as they are kept; null when they are of another kind. */
export function readShopifyCredentials(kept: unknown): ShopifyCredentials | null {
  const read = schema.safeParse(kept);
  return read.success ? read.data : null;
}

/** The tokens of a session of the library's; null when it has none to call with, or none of its own to renew them. */
export function credentialsOf(session: { readonly accessToken?: string | undefined; readonly expires?: Date | undefined; readonly refreshToken?: string | undefined; readonly refreshTokenExpires?: Date | undefined }): ShopifyCredentials | null {
  if (!session.accessToken) return null;
  const at = (moment: Date | undefined): Instant | null => moment?.getTime() ?? null;
  return { accessToken: session.accessToken, expiresAt: at(session.expires), refreshToken: session.refreshToken ?? null, refreshTokenExpiresAt: at(session.refreshTokenExpires) };
}
