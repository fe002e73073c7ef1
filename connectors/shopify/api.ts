/** One call of the GraphQL Admin API: the token fresh, the rate limit kept, every failure one of ours. */
import type { Access } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { SECOND } from "#app/core/shared/instant.ts";
import { parseLosslessJson } from "#app/core/shared/lossless-json.ts";
import { call } from "#connectors/shared/http.ts";
import type { Answer } from "#connectors/shared/http.ts";
import { retryAfterMs } from "#connectors/shared/retry-after.ts";
import { costOf, createBucket, refillMs } from "./cost.ts";
import { errorsOf, graphqlError, statusError, throttled } from "./errors.ts";
import { nodeOf } from "./node.ts";
import type { Node } from "./node.ts";
import { API_VERSION } from "./queries.ts";
import { tokenOf } from "./token.ts";

/** A call waits this long by itself, and so often; beyond that it is for the caller to come back. */
const LONGEST_WAIT_MS = 10 * SECOND;
const MOST_TRIES = 4;
/** When Shopify asks us to slow down and does not say until when. */
const WAIT_MS = 2 * SECOND;

export type Reply = {
  readonly data: Node;
  /** Fields left out because Shopify does not show them to us: protected customer data that is not approved, a permission not given. */
  readonly denied: readonly string[];
};

export type Api = {
  /** @throws PlatformError */
  ask(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Reply>;
  /** How long to wait before the document is asked again. */
  waitMs(document: string): number;
};

export function createApi(access: Access): Api {
  const { shop, reach } = access;
  const token = tokenOf(access);
  const bucket = createBucket();

  const send = (accessToken: string, document: string, variables: object): Promise<Answer> =>
    call(reach, {
      method: "POST",
      url: `https://${shop.domain}/admin/api/${API_VERSION}/graphql.json`,
      headers: { "content-type": "application/json", accept: "application/json", "x-shopify-access-token": accessToken },
      body: JSON.stringify({ query: document, variables }),
    });

  const sendFresh = async (document: string, variables: object): Promise<Answer> => {
    const accessToken = await token.current();
    const answer = await send(accessToken, document, variables);
    return answer.status === 401 ? send(await token.replace(accessToken), document, variables) : answer;
  };

  /** An answer, or how long to wait for one. */
  const attempt = async (document: string, variables: object): Promise<Reply | number> => {
    await pause(bucket.waitMs(document, reach.now()));
    const answer = await sendFresh(document, variables);
    if (answer.status === 429) return retryAfterMs(answer, reach.now()) ?? WAIT_MS;
    const body = answer.status === 200 ? bodyOf(answer) : null;
    if (!body) throw statusError(answer);
    const cost = costOf(body);
    if (cost) bucket.note(document, cost, reach.now());
    const errors = errorsOf(body);
    if (errors.some(({ code }) => code === "THROTTLED")) return cost ? Math.max(SECOND, refillMs(cost.requested, cost)) : WAIT_MS;
    const data = body["data"];
    const partial = typeof data === "object" && data !== null && errors.every(({ code }) => code === "ACCESS_DENIED") && Object.values(data).some((value) => value !== null);
    if (errors.length > 0 && !partial) throw graphqlError(errors);
    if (typeof data !== "object" || data === null) throw statusError(answer);
    return { data: nodeOf(data), denied: [...new Set(errors.map(({ path }) => path))] };
  };

  const pause = async (ms: number): Promise<void> => {
    if (ms > LONGEST_WAIT_MS) throw throttled(ms);
    if (ms > 0) await reach.sleep(ms);
  };

  return {
    async ask(document, variables = {}) {
      for (let tries = 1; ; tries++) {
        const result = await attempt(document, variables).catch((error: unknown) => {
          // Every document of ours may be sent twice: what it asks for is then there already.
          if (error instanceof PlatformError && error.kind === "unavailable" && tries < MOST_TRIES) return tries * SECOND;
          throw error;
        });
        if (typeof result !== "number") return result;
        if (tries === MOST_TRIES) throw throttled(result);
        await pause(result);
      }
    },
    waitMs: (document) => bucket.waitMs(document, reach.now()),
  };
}

/** Null for what is not JSON: an error page in place of an answer. */
function bodyOf({ text }: Answer): Node | null {
  try {
    const body = nodeOf(parseLosslessJson(text));
    return "data" in body || "errors" in body ? body : null;
  } catch {
    return null;
  }
}
