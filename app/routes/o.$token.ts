import type { LoaderFunctionArgs } from "@remix-run/node";
import { readAnyToken } from "../core/shared/token.ts";
import { findMessageOfLink } from "../models/message.ts";
import { isLook, recordQuietly } from "../shopper.server.ts";

/** The smallest GIF there is: one transparent point. */
const POINT = Uint8Array.from(atob("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"), (char) => char.charCodeAt(0));

/** The picture in a message. It always comes, whatever the token says: a broken picture would look broken. */
export async function loader({ request, params, context: { app } }: LoaderFunctionArgs) {
  const token = readAnyToken(app, "open", params["token"] ?? "", app.now());
  const message = token && isLook(request) ? await findMessageOfLink(app.db, token.id) : null;
  if (message) {
    const { id: messageId, enrollmentId, step, channel, class: kind } = message;
    const data = { messageId, enrollmentId, step, channel, class: kind };
    await recordQuietly(app, message.shopId, message.profileId, { key: `message:${messageId}:opened`, type: "message.opened", at: app.now(), data });
  }
  return new Response(POINT, { headers: { "Content-Type": "image/gif", "Cache-Control": "no-store, private", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer" } });
}
