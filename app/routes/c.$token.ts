import { redirect } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { webAddress } from "../core/message/words.ts";
import { readToken } from "../core/shared/token.ts";
import { gone } from "../document.server.ts";
import { findMessageOfLink } from "../models/message.ts";
import { digest, isLook, recordQuietly } from "../shopper.server.ts";

/** A tracked link: notes the click and goes on. Only to an address that we signed ourselves. */
export async function loader({ request, params, context: { app } }: LoaderFunctionArgs) {
  const token = readToken(app.secret, "click", params["token"] ?? "", app.now());
  const url = token && webAddress(token.extra);
  if (!token || !url) throw gone();
  const message = isLook(request) ? await findMessageOfLink(app.db, token.id) : null;
  if (message) {
    const { id: messageId, enrollmentId, step, channel, class: kind } = message;
    const key = `message:${messageId}:clicked:${digest(url).slice(0, 16)}`;
    const data = { messageId, enrollmentId, step, channel, class: kind, url };
    await recordQuietly(app, message.shopId, message.profileId, { key, type: "message.clicked", at: app.now(), data });
  }
  return redirect(url, { headers: { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" } });
}
