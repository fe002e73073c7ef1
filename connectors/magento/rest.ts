/** Signed calls of a store's REST API, and what its many ways of saying no mean. */
import { call } from "#connectors/shared/http.ts";
import type { Answer, Call } from "#connectors/shared/http.ts";
import type { Reach } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { SECOND } from "#app/core/shared/instant.ts";
import { authorization } from "./oauth.ts";
import type { OAuthKeys, SignatureMethod } from "./oauth.ts";
import { failure, rejectsSha256 } from "./failure.ts";

export type Rest = {
  /** @param path below /rest/<store view>/V1, with its query encoded @throws PlatformError */
  ask(method: Call["method"], path: string, body?: unknown): Promise<unknown>;
  /** The body as text, read exactly by whoever needs long numbers exact. @throws PlatformError */
  text(method: Call["method"], path: string, body?: unknown): Promise<string>;
};

export type RestOptions = {
  readonly reach: Reach;
  readonly baseUrl: string;
  readonly keys: OAuthKeys;
  /** The store is of before 2.4.4 and takes only the older signature: worth remembering. */
  readonly onOlder: (signature: SignatureMethod) => Promise<void>;
};

/** A hiccup is sat out here; what lasts longer waits for the next round. */
const MOST_TRIES = 3;
const LONGEST_WAIT_MS = 5 * SECOND;

/** All store views ("all"): what is read is not the view of one of them. */
export const REST_ROOT = "/rest/all/V1";

/** Signed calls of one store. `onOlder` hears once that the store knows only the older signature. */
export function createRest({ reach, baseUrl, keys, onOlder }: RestOptions): Rest {
  let method: SignatureMethod = keys.signature;
  const once = async (verb: Call["method"], url: string, body: unknown): Promise<string> => {
    let answer = await signedCall(reach, { ...keys, signature: method }, verb, url, body);
    if (method === "sha256" && rejectsSha256(answer)) {
      method = "sha1";
      answer = await signedCall(reach, { ...keys, signature: method }, verb, url, body);
      if (answer.status < 400) await onOlder(method);
    }
    const failed = failure(answer, new URL(url).host, reach.now());
    if (failed) throw failed;
    return answer.text;
  };
  const rest: Rest = {
    async text(verb, path, body) {
      for (let tries = 1; ; tries++) {
        try {
          return await once(verb, `${baseUrl}${REST_ROOT}${path}`, body);
        } catch (error) {
          // What writes is not repeated here: its answer may only have been lost.
          const wait = error instanceof PlatformError && error.passes ? (error.retryAfterMs ?? tries * SECOND) : Infinity;
          if (verb !== "GET" || tries >= MOST_TRIES || wait > LONGEST_WAIT_MS) throw error;
          await reach.sleep(wait);
        }
      }
    },
    async ask(verb, path, body) {
      const text = await rest.text(verb, path, body);
      try {
        return JSON.parse(text) as unknown;
      } catch {
        throw new PlatformError("unavailable", `${new URL(baseUrl).host} cut its answer short`, "The store's answer was cut short. We try again by ourselves.");
      }
    },
  };
  return rest;
}

/** Every try is signed anew: Magento takes a nonce once. */
export function signedCall(reach: Reach, keys: OAuthKeys, method: Call["method"], url: string, body?: unknown): Promise<Answer> {
  const header = authorization(keys, { method, url, nonce: reach.random(24), timestamp: Math.floor(reach.now() / SECOND) });
  return call(reach, {
    method, url,
    headers: { accept: "application/json", "user-agent": "Afterglow", authorization: header, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
