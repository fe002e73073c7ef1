/** What a store gave us to reach it with. */
import { z } from "zod";
import { PlatformError } from "#app/core/event/platform-error.ts";

const Credentials = z.object({
  /** Where WordPress is, without a slash at the end: "https://shop.example/store". */
  url: z.url({ protocol: /^https?$/ }).refine((url) => !url.endsWith("/")),
  /** Both empty before the merchant gave any: then only `about` answers, by saying whether there is a store. */
  consumerKey: z.string(),
  consumerSecret: z.string(),
  /** How the keys travel: some hosts strip the Authorization header, and then they stand in the query. */
  auth: z.enum(["basic", "query"]),
  /** Plain permalinks: the API is at "/?rest_route=/" and not at "/wp-json/". */
  restRoute: z.boolean(),
});

export type Credentials = z.infer<typeof Credentials>;

/** @throws PlatformError when they are not what they should be; their values are not in it */
export function readCredentials(value: unknown): Credentials {
  const result = Credentials.safeParse(value);
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join(".") || "all";
  throw new PlatformError("unauthorised", `the WooCommerce credentials are wrong: ${field}`, "Connect your store again.");
}
