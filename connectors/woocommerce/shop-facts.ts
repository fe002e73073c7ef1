/** What a store says of itself, and the proof that its key reads and writes. */
import type { Reach, ShopFacts } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { normaliseEmail } from "#app/core/shared/contact.ts";
import { hostOf } from "#connectors/shared/http.ts";
import type { Credentials } from "./credentials.ts";
import type { Got, Rest } from "./rest.ts";
import { readSite } from "./site.ts";

/** What is nice to know is not waited for long: the status report looks at many things. */
const EXTRA_MS = 10_000;

/** @throws PlatformError */
export async function readShopFacts(reach: Reach, rest: Rest, credentials: Credentials): Promise<ShopFacts> {
  const site = await readSite(reach, credentials);
  const general = settings(await rest("GET", "settings/general"));
  await proveWriting(rest);
  const language = await extra(rest("GET", "system_status", { params: { _fields: "environment" }, timeoutMs: EXTRA_MS }));
  const from = await extra(rest("GET", "settings/email/woocommerce_email_from_address", { timeoutMs: EXTRA_MS }));
  const currency = general.get("woocommerce_currency");
  if (!currency || !/^[A-Z]{3}$/.test(currency)) throw new PlatformError("unexpected", `${hostOf(credentials.url)} names no currency`, "WooCommerce does not say which currency the shop has. Save WooCommerce's general settings once, then try again.");
  return {
    domain: domainOf(credentials.url, site?.home ?? null),
    name: site?.name ?? hostOf(credentials.url),
    storeUrl: credentials.url,
    currency,
    country: /^[A-Z]{2}/.exec(general.get("woocommerce_default_country") ?? "")?.[0] ?? null,
    timeZone: site?.timeZone ?? "UTC",
    locale: localeOf((language as { environment?: { language?: unknown } } | null)?.environment?.language),
    email: normaliseEmail(String((from as { value?: unknown } | null)?.value ?? "")),
  };
}

/** The address the store knows itself by, where it differs by "www." only: any other claim might be about another's shop. */
function domainOf(url: string, home: string | null): string {
  const claimed = home?.replace(/\/+$/, "") ?? "";
  const bare = (text: string): string => text.replace(/^(https?:\/\/)www\./, "$1");
  return URL.canParse(claimed) && bare(claimed) === bare(url) ? claimed : url;
}

function settings({ json }: Got): ReadonlyMap<string, string> {
  const rows = Array.isArray(json) ? (json as { id?: unknown; value?: unknown }[]) : [];
  return new Map(rows.flatMap(({ id, value }): [string, string][] => (typeof id === "string" && typeof value === "string" ? [[id, value]] : [])));
}

/** A batch of nothing changes nothing, but WooCommerce asks for the right to write before it looks inside. */
async function proveWriting(rest: Rest): Promise<void> {
  await rest("POST", "webhooks/batch", { body: {} }).catch((error: unknown) => {
    if (!(error instanceof PlatformError) || error.kind !== "refused") throw error;
  });
}

async function extra(asked: Promise<Got>): Promise<unknown> {
  return asked.then(({ json }) => json, (error: unknown) => {
    if (error instanceof PlatformError) return null;
    throw error;
  });
}

/** "de_DE_formal" is German as spoken in Germany, in polite words. */
function localeOf(language: unknown): string {
  const match = typeof language === "string" ? /^([a-z]{2,3})(?:_([A-Z]{2}))?/.exec(language) : null;
  return match ? [match[1], match[2]].filter(Boolean).join("-") : "en";
}
