/** What a WordPress site tells everybody about itself: whether it is a store, its name and its time zone. */
import { z } from "zod";
import type { Reach } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { cleanText } from "#app/core/event/payload/fields.ts";
import { call, hostOf } from "#connectors/shared/http.ts";
import { jsonIn, readAnswer } from "./answer.ts";
import type { Credentials } from "./credentials.ts";
import { decodeEntities } from "./verify.ts";

/** Far more than a site with hundreds of plugins says; anybody may have us ask anywhere. */
const MOST_BYTES = 8_000_000;

export type Site = { readonly name: string; readonly home: string | null; readonly timeZone: string };

const Index = z.object({
  name: z.unknown(),
  home: z.string().nullish().catch(null),
  timezone_string: z.string().nullish().catch(null),
  gmt_offset: z.coerce.number().nullish().catch(null),
  namespaces: z.array(z.string()),
});

/** Zones that have no summer time or are the most likely with it, for offsets that no Etc/ zone has. */
const PART_HOURS: Readonly<Record<string, string>> = {
  "-9.5": "Pacific/Marquesas", "-3.5": "America/St_Johns", "3.5": "Asia/Tehran", "4.5": "Asia/Kabul", "5.5": "Asia/Kolkata", "5.75": "Asia/Kathmandu",
  "6.5": "Asia/Yangon", "8.75": "Australia/Eucla", "9.5": "Australia/Darwin", "10.5": "Australia/Lord_Howe", "12.75": "Pacific/Chatham",
};

/**
 * The index of the site's REST API (developer.wordpress.org, "Discovery").
 *
 * @returns null when a plugin hides it from strangers
 * @throws PlatformError "unexpected" when there is no store at this address
 */
export async function readSite(reach: Reach, { url, restRoute }: Pick<Credentials, "url" | "restRoute">): Promise<Site | null> {
  const host = hostOf(url);
  const answer = await call(reach, { method: "GET", url: restRoute ? `${url}/?rest_route=/` : `${url}/wp-json/`, headers: { accept: "application/json", "user-agent": "Afterglow (WooCommerce connector)" }, mostBytes: MOST_BYTES });
  if ((answer.status === 401 || answer.status === 403) && jsonIn(answer.text) !== undefined) return null;
  if (answer.status === 200 && jsonIn(answer.text) === undefined) throw noStore(host, "a page");
  const index = Index.safeParse(readAnswer(host, answer, reach.now()));
  if (!index.success) throw noStore(host, "other JSON");
  if (!index.data.namespaces.includes("wc/v3")) throw new PlatformError("unexpected", `${host} has no wc/v3`, `${host} is a WordPress site without WooCommerce. Switch WooCommerce on, or check the address.`);
  const { name, home, timezone_string: zone, gmt_offset: offset } = index.data;
  return { name: decodeEntities(cleanText(name, 200) ?? "") || host, home: home ?? null, timeZone: zoneOf(zone ?? "", offset ?? 0) };
}

function noStore(host: string, found: string): PlatformError {
  return new PlatformError("unexpected", `${host} answered its index with ${found}`, `No WooCommerce store answers at ${host}. Check the address; a store in a folder has it at the end, as in https://shop.example/store.`);
}

/** WordPress keeps a named zone or only an offset in hours. */
function zoneOf(name: string, offset: number): string {
  if (isZone(name)) return name;
  const named = PART_HOURS[String(offset)];
  if (named) return named;
  if (!Number.isInteger(offset) || offset === 0 || offset < -12 || offset > 14) return "UTC";
  // POSIX counts the other way: Etc/GMT+5 is five hours behind.
  return `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset)}`;
}

function isZone(name: string): boolean {
  try {
    return name !== "" && new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "" && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
