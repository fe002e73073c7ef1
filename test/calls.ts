/** Calls of the tracking API in tests: straight to the routes' actions, as Remix makes them. */
import type { App } from "#app/context.ts";
import { callDoor } from "#app/public-api-calls.server.ts";

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> & { readonly refused?: { index: number; field: string; problem: string }[] } };
type Type = Parameters<typeof callDoor>[0];

/** Posts a body as it stands: text and bytes are sent as they are, anything else as JSON. */
export async function post(app: App, type: Type, body: unknown, { key = "write-a", headers = {}, method = "POST" }: { key?: string | null; headers?: Record<string, string>; method?: string } = {}): Promise<Answer> {
  const raw = typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream ? body : JSON.stringify(body);
  const request = new Request(`http://localhost/v1/${type}`, {
    method, headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers }, ...(method === "POST" ? { body: raw as BodyInit, duplex: "half" } : {}),
  } as RequestInit);
  const door = callDoor(type);
  const handle = method === "GET" || method === "OPTIONS" ? door.loader : door.action;
  const response = await handle({ request, params: {}, context: { app } } as never);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? {} : (JSON.parse(text) as Answer["body"]) };
}
