/** A Wix site with our app: Wix's API over HTTP, its signed webhooks, and the dashboard that frames our page. */
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { wixWebhook } from "#connectors/wix/fixtures.ts";
import type { Json } from "#connectors/wix/fixtures.ts";
import { newKeyPair } from "#connectors/wix/test-keys.ts";
import type { Fault, SentWebhook, StartDouble, StoreDouble } from "../store-double.ts";
import { answer } from "./api.ts";
import type { ApiState } from "./api.ts";
import { createSite } from "./site.ts";
import type { Told } from "./site.ts";

const WIX = "https://www.wixapis.com";
/** Wix tries again so often. */
const MOST_TRIES = 12;
let sites = 0;

export type WixDouble = StoreDouble & {
  readonly keys: NonNullable<StoreDouble["keys"]>;
  readonly privateKey: string;
  /** What the dashboard puts into our page's address; `over` changes what it says. */
  instance(at: number, over?: Json): string;
  /** The dashboard's page at /dashboard frames this address of ours from now on. */
  frame(address: string): void;
  /** The merchant removes the app, or puts it back. */
  uninstall(at: number): void;
  install(at: number): void;
  /** Wix forgets the cursors it has given. */
  forgetCursors(): void;
  readonly coupons: readonly Json[];
  /** Labels by contact. */
  readonly labels: ReadonlyMap<string, ReadonlySet<string>>;
};

type Options = Parameters<StartDouble>[0] & { readonly catalog?: "v1" | "v3" };

export async function startWixDouble(options: Options): Promise<WixDouble> {
  const site = createSite(options);
  const { publicKey, privateKey } = newKeyPair();
  const instanceId = `0b7c1f60-0000-4000-8000-${String(++sites).padStart(12, "0")}`;
  const keys = { id: "5bc2062d-0000-4000-8000-000000000001", secret: `wix-app-secret-${sites}`, publicKey };
  const state: ApiState = { instanceId, catalog: options.catalog ?? "v3", coupons: [], labels: new Map(), cursorsFrom: 0 };
  const waiting: SentWebhook[] = [];
  const tries = new Map<string, number>();
  let faults: Fault[] = [];
  let calls = 0;
  let installed = true;
  let refuseToken = false;
  const tokens = new Set<string>();
  let framed = "";

  const send = ({ eventType, event }: Told, at: number): void => {
    waiting.push({ path: "/webhooks/wix", headers: { "content-type": "text/plain; charset=utf-8" }, body: wixWebhook({ eventType, instanceId, event, privateKey, at, claims: { aud: keys.id, iss: "wix.com" } }) });
  };

  const instance = (at: number, over: Json = {}): string => {
    const payload = Buffer.from(JSON.stringify({ instanceId, appDefId: keys.id, signDate: new Date(at).toISOString(), uid: "owner-uid", permissions: "OWNER", ...over })).toString("base64url");
    return `${createHmac("sha256", keys.secret).update(payload).digest("base64url")}.${payload}`;
  };

  const reply = (path: string, method: string, headers: IncomingMessage["headers"], body: Json): { status: number; json: Json } => {
    if (path === "/oauth2/token") {
      const right = body["grant_type"] === "client_credentials" && body["client_id"] === keys.id && body["client_secret"] === keys.secret && body["instance_id"] === instanceId;
      if (!right || !installed || refuseToken) {
        refuseToken = false;
        return { status: right ? 403 : 401, json: { message: "app not installed" } };
      }
      const token = `token-${tokens.size + 1}`;
      tokens.add(token);
      return { status: 200, json: { access_token: token, token_type: "Bearer", expires_in: 14_400 } };
    }
    if (path === "/oauth2/token-info") {
      const [mac, payload = ""] = String(body["token"]).split(".");
      const right = installed && mac === createHmac("sha256", keys.secret).update(payload).digest("base64url");
      return right ? { status: 200, json: { active: true, subjectType: "USER", clientId: keys.id, siteId: "site-1", instanceId: (JSON.parse(Buffer.from(payload, "base64url").toString()) as Json)["instanceId"] } } : { status: 400, json: { message: "invalid token" } };
    }
    if (!installed || !tokens.has(headers.authorization ?? "")) return { status: 401, json: { message: "unauthorised" } };
    return answer(site, state, method, path, body);
  };

  const server = createServer((req, res) => void handle(req, res));
  const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const path = (req.url ?? "").replace(/\?.*/s, "");
    if (path === "/dashboard") return void res.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><html lang="en"><title>Dashboard</title><iframe id="app" title="Afterglow" style="border:0;width:100%;height:95vh" src="${framed.replaceAll("&", "&amp;")}"></iframe>`);
    const chunks: Buffer[] = [];
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    calls++;
    const fault = faults.shift();
    if (fault && fault !== "slow") return meet(fault, path, res);
    const { status, json } = reply(path, req.method ?? "", req.headers, text === "" ? {} : (JSON.parse(text) as Json));
    const write = (): void => void res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
    if (fault === "slow") setTimeout(write, 150);
    else write();
  };
  const meet = (fault: Exclude<Fault, "slow">, path: string, res: ServerResponse): void => {
    switch (fault) {
      case "throttled":
        return void res.writeHead(429, { "retry-after": "2" }).end();
      case "server_error":
        return void res.writeHead(503, { "content-type": "text/plain" }).end("upstream");
      case "html":
        return void res.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Just a moment</title>");
      case "cut_off":
        res.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
        return void res.write('{"orders": [', () => res.destroy());
      case "unauthorised":
        // A new token is refused too: the credentials do not hold.
        refuseToken = path !== "/oauth2/token";
        return void res.writeHead(401, { "content-type": "application/json" }).end('{"message":"unauthorised"}');
    }
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    platform: "wix", domain: instanceId, url, keys, privateKey,
    reach: { allowPrivate: true, resolve: (address) => (address.startsWith(WIX) ? `${url}${address.slice(WIX.length)}` : address) },
    credentials: { instanceId },
    scopes: [],
    coupons: state.coupons,
    labels: state.labels,
    change(change, at) {
      for (const told of site.change(change, at)) if (installed) send(told, at);
    },
    takeWebhooks: () => waiting.splice(0),
    webhookFailed(webhook) {
      const key = Buffer.from(webhook.body).toString("latin1");
      const count = (tries.get(key) ?? 0) + 1;
      tries.set(key, count);
      if (count <= MOST_TRIES) waiting.push(webhook);
    },
    failNext(next) {
      faults = [...next];
    },
    get calls() {
      return calls;
    },
    truth: site.truth,
    instance,
    frame(address) {
      framed = address;
    },
    uninstall(at) {
      installed = false;
      send({ eventType: "AppRemoved", event: { appId: keys.id } }, at);
    },
    install(at) {
      installed = true;
      send({ eventType: "AppInstalled", event: { appId: keys.id } }, at);
    },
    forgetCursors() {
      state.cursorsFrom++;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
