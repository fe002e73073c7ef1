/**
 * WooCommerce's own library for its REST API, wrapped: it builds and signs requests, and our bounded call sends them. Left to
 * itself it waits without end, follows redirects (which turn a POST into a GET), and its errors carry the consumer secret.
 */
import Library from "@woocommerce/woocommerce-rest-api";
import type { WooCommerceRestApiMethod, WooCommerceRestApiVersion } from "@woocommerce/woocommerce-rest-api";
import type { Reach } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { call, hostOf } from "#connectors/shared/http.ts";
import type { Answer, Call } from "#connectors/shared/http.ts";
import { readAnswer } from "./answer.ts";
import type { Credentials } from "./credentials.ts";

/** Shared hosts take long over a hundred orders. */
const TIMEOUT_MS = 60_000;
/** Some firewalls turn the library's own name away. */
const USER_AGENT = "Afterglow (WooCommerce connector)";

type Params = Readonly<Record<string, string | number | boolean>>;
export type Ask = { readonly params?: Params; readonly body?: unknown; readonly timeoutMs?: number };
export type Got = { readonly json: unknown; readonly headers: Answer["headers"] };

/** One call of the API, for its JSON. @throws PlatformError */
export type Rest = (method: "GET" | "POST" | "PUT" | "DELETE", endpoint: string, ask?: Ask) => Promise<Got>;

/** What the library hands its HTTP layer; the rest of it is of no use here. */
type Config = {
  readonly url: string;
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly auth?: { readonly username: string; readonly password: string };
  readonly data?: string;
};

// Its CommonJS build has no `exports`, so Node's import is the module and not the class.
const Woo = (Library as unknown as { readonly default?: typeof Library }).default ?? Library;

/** @param namespace another plugin's begins with "wc-": only then WooCommerce's keys count there */
export function restOf(reach: Reach, credentials: Credentials, namespace = "wc/v3"): Rest {
  const { url, consumerKey, consumerSecret, auth, restRoute } = credentials;
  const host = hostOf(url);
  return async (method, endpoint, { params = {}, body, timeoutMs = TIMEOUT_MS } = {}) => {
    if (consumerKey === "" || consumerSecret === "") throw new PlatformError("unauthorised", `there are no keys for ${host}`, "Connect your store.");
    const adapter = (config: Config) => send(reach, config, timeoutMs);
    const library = new Woo({
      url, consumerKey, consumerSecret, version: namespace as WooCommerceRestApiVersion, queryStringAuth: auth === "query",
      ...(restRoute && { wpAPIPrefix: "?rest_route=" }), axiosConfig: { adapter, transformResponse: [(data: unknown) => data] },
    });
    const answer = await exchange(library, method, endpoint, params, body);
    return { json: readAnswer(host, answer, reach.now()), headers: answer.headers };
  };
}

async function exchange(library: InstanceType<typeof Woo>, method: string, endpoint: string, params: Params, body: unknown): Promise<Answer> {
  const name = method.toLowerCase() as "get" | "post" | "put" | "delete" & WooCommerceRestApiMethod;
  try {
    const response = (await (name === "get" || name === "delete" ? library[name](endpoint, params) : library[name](endpoint, body ?? {}, params))) as { data: Answer };
    return response.data;
  } catch (error) {
    // Anything else is the library's or its HTTP layer's, and holds the request with its keys: not even its message goes on.
    throw error instanceof PlatformError ? error : new PlatformError("unexpected", `the WooCommerce library failed over ${method}`, "This could not be done because of a fault on our side. It is tried again.");
  }
}

async function send(reach: Reach, { url, method, params = {}, auth, data }: Config, timeoutMs: number): Promise<object> {
  const target = new URL(url);
  for (const [name, value] of Object.entries(params)) target.searchParams.set(name, String(value));
  const answer = await call(reach, {
    method: method.toUpperCase() as Call["method"],
    url: target.href,
    headers: {
      accept: "application/json",
      "user-agent": USER_AGENT,
      ...(data !== undefined && { "content-type": "application/json;charset=utf-8" }),
      ...(auth && { authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString("base64")}` }),
    },
    ...(data !== undefined && { body: data }),
    timeoutMs,
  });
  return { data: answer, status: answer.status, statusText: "", headers: {}, config: {}, request: null };
}
