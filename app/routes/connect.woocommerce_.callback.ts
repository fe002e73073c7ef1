import type { ActionFunctionArgs } from "@remix-run/node";
import { receiveKeys } from "../connect-woocommerce.server.ts";
import { readJson } from "../public-api-body.server.ts";

/** A store posts one key and a few names. */
const LIMIT = 4 * 1024;

const plain = (status: number, text: string): Response => new Response(`${text}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" } });

/** Where a store posts its new key: 200 keeps it, anything else makes the store delete it. */
export async function action({ request, context: { app } }: ActionFunctionArgs) {
  if (request.method !== "POST") return plain(405, "POST only.");
  const { status, text } = await receiveKeys(app, await readJson(request, LIMIT));
  return plain(status, text);
}

export const loader = () => plain(405, "POST only.");
