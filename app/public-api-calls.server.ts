/** The doors for what people do in the shop: Segment's track, identify, page, screen and batch. */
import type { ActionFunctionArgs } from "@remix-run/node";
import type { App } from "./context.ts";
import { readBehaviour } from "./core/behaviour/behaviour.ts";
import type { Behaviour, ReadContext } from "./core/behaviour/behaviour.ts";
import type { CallType } from "./core/behaviour/call.ts";
import { isOutage } from "./core/shared/outage.ts";
import { readAnyToken } from "./core/shared/token.ts";
import type { Writer } from "./models/installed-shop.ts";
import { readJson } from "./public-api-body.server.ts";
import { keyOfBody, keyOfHeader, requireWriter } from "./public-api-keys.server.ts";
import { answer, problem } from "./public-api.server.ts";

const KB = 1024;
/** Segment's own limits: 32 KB a call, 500 KB and 2,500 calls a batch. */
const MOST_BYTES = 32 * KB;
const MOST_BATCH_BYTES = 500 * KB;
const MOST_CALLS = 2500;

/** Any page may call: the key in it may only tell, and no cookie is ever looked at. */
const CORS: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "POST, OPTIONS",
  "Access-Control-Allow-Headers": "authorization, content-type, content-encoding",
  "Access-Control-Max-Age": "86400",
};

type Door = { action(args: ActionFunctionArgs): Promise<Response>; loader(args: ActionFunctionArgs): Promise<Response> };

/** A route of calls of one type, or, with null, of a batch of them. */
export function callDoor(type: CallType | "batch"): Door {
  const post = (request: Request, app: App): Promise<Response> => (type === "batch" ? takeBatch(request, app) : takeOne(type, request, app));
  return {
    action: ({ request, context: { app } }) => opened(() => (request.method === "POST" ? post(request, app) : Promise.resolve(notAllowed()))),
    loader: ({ request }) => opened(async () => (request.method === "OPTIONS" ? new Response(null, { status: 204 }) : notAllowed())),
  };
}

async function opened(handle: () => Promise<Response>): Promise<Response> {
  let response: Response;
  try {
    response = await handle();
  } catch (thrown) {
    if (thrown instanceof Response) response = thrown;
    else if (isOutage(thrown)) response = later(503, "The call could not be kept. Send it again.");
    else throw thrown;
  }
  for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
  return response;
}

async function takeOne(type: CallType, request: Request, app: App): Promise<Response> {
  const { body, writer } = await readFor(request, app, MOST_BYTES);
  const read = readBehaviour(body, contextOf(app, writer, type, null));
  if (!read.ok) return problem(400, read.error.problem, read.error.field || "body");
  return (await app.behave(writer.shopId, [read.behaviour])) === "kept" ? answer({ success: true }) : busy();
}

/**
 * A batch is answered 200 also when some of its calls are refused, and says which: a library that got an error would
 * send the good ones again for ever, or throw them away with the bad.
 */
async function takeBatch(request: Request, app: App): Promise<Response> {
  const { body, writer } = await readFor(request, app, MOST_BATCH_BYTES);
  const { batch, sentAt, context } = body as { batch?: unknown; sentAt?: unknown; context?: unknown };
  if (!Array.isArray(batch)) return problem(400, "`batch` must be a list of calls.", "batch");
  if (batch.length > MOST_CALLS) return problem(400, `\`batch\` holds more than ${MOST_CALLS} calls.`, "batch");
  if (sentAt !== undefined && sentAt !== null && typeof sentAt !== "string") return problem(400, "`sentAt` must be an ISO 8601 date and time with its zone.", "sentAt");
  const reading = contextOf(app, writer, null, { sentAt: typeof sentAt === "string" && sentAt !== "" ? sentAt : undefined, context });
  const accepted: Behaviour[] = [];
  const refused: { index: number; field: string; problem: string }[] = [];
  for (const [index, call] of batch.entries()) {
    const read = isTooLarge(call) ? ({ ok: false, error: { field: "", problem: `The call is larger than ${MOST_BYTES / KB} KB.` } } as const) : readBehaviour(call, reading);
    if (read.ok) accepted.push(read.behaviour);
    else refused.push({ index, ...read.error });
  }
  if (accepted.length > 0 && (await app.behave(writer.shopId, accepted)) !== "kept") return busy();
  return answer({ success: true, ...(refused.length > 0 ? { refused } : {}) });
}

/** Whoever has a key in the header is known before a byte of the body is read. */
async function readFor(request: Request, app: App, limit: number): Promise<{ readonly body: object; readonly writer: Writer }> {
  const key = keyOfHeader(request);
  const known = key === null ? null : await requireWriter(app, key);
  const body = await readJson(request, limit);
  const writer = known ?? (await requireWriter(app, keyOfBody(body)));
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw problem(400, "The body must be a JSON object.", "body");
  return { body, writer };
}

function contextOf(app: App, { shopId, country, trusted }: Writer, type: CallType | null, batch: ReadContext["batch"]): ReadContext {
  const receivedAt = app.now();
  const visitorOf = (text: string): string | null => {
    const token = readAnyToken(app, "visit", text, receivedAt);
    return token?.extra === shopId ? token.id : null;
  };
  return { type, receivedAt, batch, country, trusted, visitorOf };
}

function isTooLarge(call: unknown): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(call) ?? "") > MOST_BYTES;
  } catch {
    // Nested so deep that it cannot be written out: reading it names the reason.
    return false;
  }
}

function notAllowed(): Response {
  const response = problem(405, "This address takes POST requests.");
  response.headers.set("Allow", "POST, OPTIONS");
  return response;
}

function busy(): Response {
  return later(429, "Too many calls of this shop are waiting. Send this one again in a moment.");
}

function later(status: number, detail: string): Response {
  const response = problem(status, detail);
  response.headers.set("Retry-After", "5");
  return response;
}
