/** A Magento Open Source store with our module, over HTTP: REST with OAuth 1.0a, activation, and the module's outbox. */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { magento } from "#connectors/magento/index.ts";
import { magentoBody } from "#connectors/magento/fixtures.ts";
import type { Json } from "#connectors/magento/fixtures.ts";
import type { Fault, SentWebhook, StartDouble, StoreDouble } from "../store-double.ts";
import { createActivation } from "./activation.ts";
import { integrationPage, SUCCESS_PAGE } from "./admin-pages.ts";
import { oauthCheck } from "./oauth-check.ts";
import { answer } from "./rest.ts";
import type { RestState } from "./rest.ts";
import { MagentoStore } from "./store.ts";
import type { Saved } from "./store.ts";

/** One call of the REST API that was answered. */
export type Called = { readonly method: string; readonly path: string; readonly query: readonly string[]; readonly body: unknown; readonly status: number; readonly answer: unknown };

export type MagentoDouble = StoreDouble & {
  readonly log: readonly Called[];
  /** Presses "Activate". */
  activate(callbackUrl: string): Promise<{ readonly status: number; readonly consumer: { readonly key: string; readonly secret: string } }>;
  /** Deletes the integration. */
  revoke(): void;
  readonly discounts: { readonly rules: readonly Json[]; readonly coupons: readonly Json[] };
  /** Where the module sends to; null when it was not told or was told to stop. */
  readonly connected: string | null;
};

export type MagentoOptions = { readonly hasModule?: boolean; /** Before 2.4.4. */ readonly older?: boolean; readonly mostPerPage?: number };

const FAULTS: Readonly<Record<Exclude<Fault, "cut_off" | "slow">, { status: number; headers: Record<string, string>; text: string }>> = {
  throttled: { status: 429, headers: { "retry-after": "2", "content-type": "application/json" }, text: '{"message":"Too Many Requests"}' },
  server_error: { status: 500, headers: { "content-type": "application/json" }, text: '{"message":"Internal Error. Details are available in Magento log file. Report ID: webapi-1"}' },
  html: { status: 200, headers: { "content-type": "text/html" }, text: "<html><body>Please log in</body></html>" },
  unauthorised: { status: 401, headers: { "content-type": "application/json" }, text: '{"message":"The oauth_token is revoked"}' },
};
const SLOW_MS = 300;

export const startMagentoDouble: StartDouble = (options) => startMagento(options);

/** As `startMagentoDouble`, with what a test wants otherwise. */
export async function startMagento(options: Parameters<StartDouble>[0], { hasModule = true, older = false, mostPerPage = 300 }: MagentoOptions = {}): Promise<MagentoDouble> {
  const store = new MagentoStore(options);
  const state: RestState = { store, hasModule, mostPerPage, connection: null };
  const first = { consumer: { key: "consumer-key-of-the-double", secret: "consumer-secret" }, access: { token: "access-token-of-the-double", secret: "access-secret" } };
  const faults: Fault[] = [];
  const log: Called[] = [];
  let outbox: (Saved & { readonly event: string })[] = [];
  const sent = new Map<SentWebhook, Saved & { readonly event: string }>();
  let lastChange = options.now;
  let calls = 0;

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const activation = createActivation(url, first);
  const check = oauthCheck(activation.consumer, () => (older ? ["HMAC-SHA1"] : ["HMAC-SHA256"]));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const address = new URL(`${url}${request.url ?? "/"}`);
    const reply = (status: number, text: string, headers: Record<string, string> = { "content-type": "application/json; charset=utf-8" }): void => void response.writeHead(status, headers).end(text);
    if (address.pathname.startsWith("/admin")) return admin(request, address, body, reply);
    const token = activation.token(request.method ?? "", `${url}${request.url}`, request.headers.authorization, check);
    if (token) return reply(token.status, token.text, { "content-type": "text/html" });
    const path = /^\/rest(?:\/\w+)?(\/V1\/.*)$/.exec(address.pathname)?.[1];
    if (!path) return reply(404, "<html><body>404 Not Found</body></html>", { "content-type": "text/html" });
    calls += 1;
    const fault = faults.shift();
    if (fault === "slow") await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    else if (fault && fault !== "cut_off") return reply(FAULTS[fault].status, FAULTS[fault].text, FAULTS[fault].headers);
    const access = activation.access();
    const problem = check.check(request.method ?? "", `${url}${request.url}`, request.headers.authorization, (given) => (access?.token === given ? access : null));
    if (problem) return reply(problem.status, JSON.stringify({ message: problem.problem }));
    const json = (body === "" ? {} : JSON.parse(body)) as Json;
    const answered = answer(state, request.method ?? "", path, address.searchParams, json);
    log.push({ method: request.method ?? "", path, query: [...address.searchParams.keys()], body: json, status: answered.status, answer: answered.body });
    const text = JSON.stringify(answered.body);
    if (fault !== "cut_off") return reply(answered.status, text);
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  }

  async function admin(request: IncomingMessage, address: URL, body: string, reply: (status: number, text: string, headers?: Record<string, string>) => void): Promise<void> {
    if (address.pathname === "/admin/activate" && request.method === "POST") {
      const { status, consumer } = await activation.activate(body);
      return reply(200, JSON.stringify({ status, key: consumer.key }));
    }
    return reply(200, address.pathname.endsWith("loginSuccessCallback") ? SUCCESS_PAGE : integrationPage(), { "content-type": "text/html" });
  }

  return {
    platform: "magento", domain: url, url, reach: { allowPrivate: true }, keys: null, scopes: [], log,
    credentials: { baseUrl: url, consumerKey: first.consumer.key, consumerSecret: first.consumer.secret, accessToken: first.access.token, accessTokenSecret: first.access.secret, signature: older ? "sha1" : "sha256" },
    activate: activation.activate,
    revoke: activation.revoke,
    get discounts() {
      return { rules: store.rules, coupons: store.coupons };
    },
    get connected() {
      return state.connection?.url ?? null;
    },
    get calls() {
      return calls;
    },
    change(change, at) {
      const saved = store.change(change, at);
      lastChange = Math.max(lastChange, at);
      if (state.connection) outbox.push(...saved.map((one) => ({ ...one, event: randomUUID() })));
    },
    takeWebhooks(shopId) {
      const { connection } = state;
      if (!connection) return [];
      const taken = outbox;
      outbox = [];
      return taken.map((saved) => {
        const body = magentoBody(store.resource(saved));
        const webhook = {
          path: `/webhooks/magento/${shopId}`, body,
          /** Signed when it is sent: the module keeps a late message in its outbox. Without a clock the time is known only by what happened and by who called. */
          get headers() {
            return { ...magento.sign(body, connection.secret, saved.topic, options.clock?.() ?? Math.max(lastChange, check.lastSeen)), "x-afterglow-event": saved.event };
          },
        };
        sent.set(webhook, saved);
        return webhook;
      });
    },
    webhookFailed(webhook) {
      const saved = sent.get(webhook);
      if (saved && state.connection) outbox.push(saved);
    },
    failNext: (next) => void faults.splice(0, faults.length, ...next),
    truth: () => store.truth(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
