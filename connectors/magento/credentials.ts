import { z } from "zod";
import { PlatformError } from "#app/core/event/platform-error.ts";
import type { OAuthKeys, SignatureMethod } from "./oauth.ts";

const text = z.string().min(1).max(500);
const consumer = { baseUrl: text, consumerKey: text, consumerSecret: text };

/** What an activation told; the store gives a token for it once, within five minutes. */
const Pending = z.object({ ...consumer, verifier: text });
const Granted = z.object({ ...consumer, accessToken: text, accessTokenSecret: text, signature: z.enum(["sha256", "sha1"]) });

export type Pending = z.infer<typeof Pending>;
export type Credentials = z.infer<typeof Granted>;

/** @throws PlatformError when they are neither */
export function readCredentials(value: unknown): Credentials | Pending {
  const read = z.union([Granted, Pending]).safeParse(value);
  if (read.success) return read.data;
  throw new PlatformError("unauthorised", "the credentials of a Magento shop are not whole", "The connection to this store is not complete. In Magento, open System → Integrations and activate Afterglow again.");
}

export const isPending = (credentials: Credentials | Pending): credentials is Pending => "verifier" in credentials;

/** What calls of a connected store are signed with. */
export function keysOf({ consumerKey, consumerSecret, accessToken, accessTokenSecret, signature }: Credentials): OAuthKeys {
  return { consumerKey, consumerSecret, token: accessToken, tokenSecret: accessTokenSecret, signature };
}

/** What calls are signed with before the store gave a token. */
export function consumerKeysOf({ consumerKey, consumerSecret }: Pending, signature: SignatureMethod): OAuthKeys {
  return { consumerKey, consumerSecret, signature };
}
