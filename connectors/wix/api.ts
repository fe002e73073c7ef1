/** Calls of Wix's REST API on behalf of one site. */
import type { Access, AppKeys, Reach } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { MINUTE, SECOND } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { call } from "#connectors/shared/http.ts";
import type { Answer, Call } from "#connectors/shared/http.ts";
import { retryAfterMs } from "#connectors/shared/retry-after.ts";
import { asObject } from "./jwt.ts";

export const WIX = "https://www.wixapis.com";

export type Json = Record<string, unknown>;

export type Api = {
  /** @throws PlatformError */
  post(path: string, body: Json): Promise<Json>;
  get(path: string): Promise<Json>;
};

/** Tokens last about four hours; one is not used in its last minutes. */
const SPARE_MS = 5 * MINUTE;
const MOST_TOKENS = 5_000;

/** Per process, by app and instance: a client lives for one task, a token for hours. */
const tokens = new Map<string, { readonly token: string; readonly until: Instant }>();

const keyOf = (reach: Reach, keys: AppKeys, instanceId: string): string => `${reach.resolve?.(WIX) ?? WIX}|${keys.id}|${instanceId}`;

export function createApi({ reach }: Pick<Access, "reach">, keys: AppKeys, instanceId: string): Api {
  const send = async (method: Call["method"], path: string, body?: Json): Promise<Json> => {
    const request = async (): Promise<Answer> =>
      call(reach, { method, url: `${WIX}${path}`, headers: { authorization: await tokenOf(reach, keys, instanceId), "content-type": "application/json", accept: "application/json" }, ...(body && { body: JSON.stringify(body) }) });
    let answer = await request();
    if (answer.status === 401) {
      // Taken back before its time, as after a reinstall: once more with a new one.
      forgetToken(reach, keys, instanceId);
      answer = await request();
    }
    return read(answer, path, reach.now());
  };
  const patiently = (method: Call["method"], path: string, body?: Json): Promise<Json> => again(reach, () => send(method, path, body));
  return { post: (path, body) => patiently("POST", path, body), get: (path) => patiently("GET", path) };
}

/** How long to wait before each new try of what may pass by itself. All that we ask may be asked twice. */
const WAITS_MS = [SECOND, 2 * SECOND];

async function again<T>(reach: Reach, work: () => Promise<T>, tried = 0): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const wait = WAITS_MS[tried];
    if (!(error instanceof PlatformError) || !error.passes || wait === undefined || (error.retryAfterMs ?? 0) > 5 * SECOND) throw error;
    await reach.sleep(Math.max(wait, error.retryAfterMs ?? 0));
    return again(reach, work, tried + 1);
  }
}

/** The next call fetches a new token for this site. */
export function forgetToken(reach: Reach, keys: AppKeys, instanceId: string): void {
  tokens.delete(keyOf(reach, keys, instanceId));
}

/** dev.wix.com, "Authenticate using OAuth": client credentials with the instance's id. There are no refresh tokens. */
async function tokenOf(reach: Reach, keys: AppKeys, instanceId: string): Promise<string> {
  const key = keyOf(reach, keys, instanceId);
  const known = tokens.get(key);
  if (known && known.until > reach.now()) return known.token;
  const body = JSON.stringify({ grant_type: "client_credentials", client_id: keys.id, client_secret: keys.secret, instance_id: instanceId });
  const answer = await call(reach, { method: "POST", url: `${WIX}/oauth2/token`, headers: { "content-type": "application/json", accept: "application/json" }, body });
  // Wix answers so when the app is not (or no longer) on the site.
  if ([400, 401, 403, 404].includes(answer.status)) throw notInstalled(`oauth2/token answered ${answer.status}`);
  const { access_token: token, expires_in: seconds } = read(answer, "/oauth2/token", reach.now());
  if (typeof token !== "string" || token === "") throw new PlatformError("unexpected", "oauth2/token gave no token", "Wix answered in a way we do not understand. We try again by ourselves.");
  if (tokens.size >= MOST_TOKENS) tokens.clear();
  tokens.set(key, { token, until: reach.now() + Math.max(0, (Number(seconds) || 0) * SECOND - SPARE_MS) });
  return token;
}

const notInstalled = (what: string): PlatformError => new PlatformError("unauthorised", `the app is not installed: ${what}`, "Wix says that Afterglow is not installed on this site. Install it again from the Wix App Market.");

/** The answer's JSON, or why there is none. The answer's own words are not passed on: they may hold personal data. */
export function read(answer: Answer, path: string, now: Instant): Json {
  const { status, text } = answer;
  const what = `${path.split("?")[0]} answered ${status}`;
  if (status >= 200 && status < 300) {
    const json = text === "" ? {} : asObject(text);
    if (json) return json;
    // A page of a proxy on the way, or an answer cut short.
    throw new PlatformError("unavailable", `${what} without JSON`, "Wix did not answer as it should. We try again by ourselves.");
  }
  if (status === 429) throw new PlatformError("throttled", what, "Wix asks us to slow down. We go on by ourselves.", retryAfterMs(answer, now));
  if (status >= 500 || status === 408) throw new PlatformError("unavailable", what, "Wix is not available at the moment. We try again by ourselves.", retryAfterMs(answer, now));
  if (status === 401) throw notInstalled(what);
  if (/APP_NOT_INSTALLED/.test(text)) throw new PlatformError("unable", `${what}: an app of Wix is missing`, "Wix Stores is not installed on this site.");
  if (status === 403) throw new PlatformError("forbidden", what, "A permission is missing. Open Afterglow in the Wix App Market and accept its new permissions.");
  throw new PlatformError("refused", `${what}${errorCode(text)}`, "Wix did not accept what we asked for.");
}

/** Wix's own name of the error: capitals and underscores only, so that nothing of a person is in it. */
function errorCode(text: string): string {
  const code = /"code":\s*"([A-Z0-9_]{1,60})"/.exec(text)?.[1];
  return code ? ` (${code})` : "";
}
