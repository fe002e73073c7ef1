/** Reads what a store's API answers, whatever its host put around it, and says in a merchant's words what went wrong. */
import type { Instant } from "#app/core/shared/instant.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import type { Answer } from "#connectors/shared/http.ts";
import { retryAfterMs } from "#connectors/shared/retry-after.ts";

/** Where in an answer its JSON is looked for: PHP's notices are printed before it. */
const LONGEST_PREFACE = 20_000;
/** Each try reads the whole text, and a hostile one is all beginnings: so many tries, and so many characters in all. */
const MOST_TRIES = 20;
const MOST_READ = 10_000_000;

/** The JSON of a good answer. @throws PlatformError naming the host only: the answer may quote keys or people */
export function readAnswer(host: string, answer: Answer, now: Instant): unknown {
  const { status, headers } = answer;
  const json = jsonIn(answer.text);
  if (status >= 200 && status < 300) {
    if (json !== undefined) return json;
    throw new PlatformError("unavailable", `${host} answered ${status} without JSON`, `${host} answered with a web page where its data should be. If that stays so, ask your host whether a firewall or a maintenance page is in the way.`);
  }
  throw failureOf(host, status, headers, json, now);
}

/** The text's JSON, also after what PHP printed before it; undefined when there is none that is whole. */
export function jsonIn(text: string): unknown {
  const whole = parse(text.trim());
  if (whole !== undefined) return whole;
  let tries = Math.max(1, Math.min(MOST_TRIES, Math.floor(MOST_READ / (text.length + 1))));
  for (const match of text.slice(0, LONGEST_PREFACE).matchAll(/(?:^|[\n>\uFEFF])\s{0,100}([[{])/g)) {
    if (tries-- === 0) break;
    const found = parse(text.slice(match.index + match[0].length - 1).trim());
    if (found !== undefined) return found;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Codes: WordPress's rest_*, WooCommerce's woocommerce_rest_*; only their letters go into the log. */
function failureOf(host: string, status: number, headers: Answer["headers"], json: unknown, now: Instant): PlatformError {
  const code = codeOf(json);
  const log = `${host} answered ${status}${code ? ` ${code}` : ""}`;
  const retryAfter = retryAfterMs({ headers }, now);
  if (status === 429) return new PlatformError("throttled", log, `${host} asks us to slow down. We go on by ourselves.`, retryAfter);
  if (status >= 500 || status === 408) return new PlatformError("unavailable", log, `${host} has a problem at the moment (${status}). We try again by ourselves.`, retryAfter);
  if (status >= 300 && status < 400) {
    const to = URL.parse(headers["location"] ?? "", `https://${host}`)?.origin;
    return new PlatformError("refused", `${log} to ${to ?? "nowhere"}`, to && !to.endsWith(`//${host}`) ? `${host} sends visitors on to ${to}. Enter that address instead.` : `${host} sends visitors on to another address. Enter the address that your shop ends up at.`);
  }
  if (status === 401 && isReadOnly(json)) return new PlatformError("forbidden", `${log}: the key may only read`, "This key may only read. Make one with the permission Read/Write, or connect again.");
  if ((status === 401 || status === 403) && code !== null) return new PlatformError("unauthorised", log, "WooCommerce no longer takes our key: it was removed, or the user who approved it may no longer manage the shop. Connect the shop again.");
  if (status === 401 || status === 403) return new PlatformError("forbidden", log, `A firewall at ${host} turns us away (${status}). Ask your host to let Afterglow reach /wp-json/.`);
  if (status === 404 && code === null) return new PlatformError("unexpected", log, `No WooCommerce answers at ${host}. Check the address.`);
  if (code === "rest_no_route") return new PlatformError("unable", log, `${host} does not have this part of WooCommerce. Update WooCommerce, then try again.`);
  return new PlatformError("refused", log, `WooCommerce refused what we asked for (${code ?? status}).`);
}

/** The error's code when it is one. */
export function codeOf(json: unknown): string | null {
  const code = (json as { code?: unknown } | undefined)?.code;
  return typeof code === "string" && /^[\w-]{1,80}$/.test(code) ? code : null;
}

/** class-wc-rest-authentication.php, check_permissions: one code for a wrong secret and for a key that may not write. */
function isReadOnly(json: unknown): boolean {
  const message = (json as { message?: unknown } | undefined)?.message;
  return typeof message === "string" && /write permission/i.test(message);
}
