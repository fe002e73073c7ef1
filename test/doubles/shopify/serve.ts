/** The HTTP side of the pretended shop. */
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Fault } from "../store-double.ts";
import { costOf } from "./cost.ts";
import type { Meter } from "./cost.ts";
import { execute, operationOf, Refusal } from "./execute.ts";
import type { Arguments, Item } from "./execute.ts";
import type { Exports } from "./exports.ts";
import type { Tokens } from "./tokens.ts";

export type Served = {
  readonly tokens: Tokens;
  readonly exports: Exports;
  readonly meter: Meter;
  readonly now: () => number;
  readonly nextFault: () => Fault | undefined;
  readonly queries: Item;
  readonly mutations: Item;
  /** What one operation may cost. */
  readonly mostCost: () => number;
  readonly answered: () => void;
};

export async function serve(served: Served): Promise<Server> {
  const server = createServer((request, response) => {
    answer(served, request, response).catch((error: unknown) => send(response, 500, { errors: String(error) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function answer(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const { pathname } = new URL(request.url ?? "/", "http://double");
  if (pathname === "/admin/oauth/access_token") {
    const form = request.headers["content-type"]?.includes("json") ? (JSON.parse(text) as Record<string, unknown>) : Object.fromEntries(new URLSearchParams(text));
    const { status, body } = served.tokens.answer(form);
    return send(response, status, body);
  }
  const isApi = pathname === "/admin/api/2026-07/graphql.json" && request.method === "POST";
  const isFile = pathname.startsWith("/shopify-exports/");
  if (!isApi && !isFile) return send(response, 404, { errors: "Not Found" });
  const fault = served.nextFault();
  if (isApi && !served.tokens.takes(String(request.headers["x-shopify-access-token"]))) return send(response, 401, { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
  if (fault && fail(served, fault, response)) return;
  if (isFile) return sendFile(response, served.exports.file(pathname.slice("/shopify-exports/".length)));
  served.answered();
  const { query, variables } = JSON.parse(text) as { query: string; variables?: Arguments };
  send(response, 200, run(served, query, variables ?? {}));
}

/** True when that was the answer. */
function fail({ meter, now, tokens }: Served, fault: Fault, response: ServerResponse): boolean {
  switch (fault) {
    case "throttled":
      meter.empty(now());
      send(response, 200, { errors: [THROTTLED], extensions: meter.extensions(100, null, now()) });
      return true;
    case "server_error":
      send(response, 503, { errors: "Internal Server Error" });
      return true;
    case "html":
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>One moment</title>");
      return true;
    case "cut_off":
      response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
      response.write('{"data":{', () => response.destroy());
      return true;
    case "unauthorised":
      tokens.refuseOnce();
      send(response, 401, { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
      return true;
    case "slow":
      return false;
  }
}

/** shopify.dev/docs/api/usage/response-codes: the one refusal that comes with status 200 and no data. */
const THROTTLED = { message: "Throttled", extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/limits" } };

function run({ meter, now, queries, mutations, mostCost }: Served, document: string, variables: Arguments): object {
  const operation = operationOf(document);
  const cost = costOf(operation, variables);
  if (cost > mostCost()) {
    const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${mostCost()}).`;
    return { errors: [{ message, extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost: mostCost() } }] };
  }
  if (!meter.take(cost, now())) return { errors: [THROTTLED], extensions: meter.extensions(cost, null, now()) };
  try {
    const data = execute(operation, variables, operation.operation === "mutation" ? mutations : queries);
    return { data, extensions: meter.extensions(cost, cost, now()) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const path = operation.selectionSet.selections.flatMap((one) => (one.kind === "Field" ? [one.name.value] : [])).slice(0, 1);
    return { errors: [{ message: error.message, locations: [{ line: 1, column: 1 }], extensions: { code: error.code }, path }], data: null, extensions: meter.extensions(cost, cost, now()) };
  }
}

function sendFile(response: ServerResponse, text: string | null): void {
  if (text === null) response.writeHead(403, { "content-type": "application/xml" }).end("<Error><Code>ExpiredToken</Code></Error>");
  else response.writeHead(200, { "content-type": "application/jsonl" }).end(text);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}
