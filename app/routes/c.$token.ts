import { redirect } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { readAnyToken } from "../core/shared/token.ts";
import { gone } from "../document.server.ts";
import { clickTarget } from "../message-links.server.ts";
import { findMessageOfLink } from "../models/message.ts";
import { withVisit } from "../visit-link.server.ts";
import { digest, isLook, recordQuietly } from "../shopper.server.ts";

/** A tracked link: notes the click and goes on. Only to what we signed ourselves. */
export async function loader({ request, params, context: { app } }: LoaderFunctionArgs) {
  const token = readAnyToken(app, "click", params["token"] ?? "", app.now());
  const message = token && (await findMessageOfLink(app.db, token.id));
  const url = token && (await clickTarget(app, message, token.extra));
  if (!url) throw gone();
  if (message && isLook(request)) {
    const { id: messageId, enrollmentId, step, channel, class: kind } = message;
    const key = `message:${messageId}:clicked:${digest(url).slice(0, 16)}`;
    const data = { messageId, enrollmentId, step, channel, class: kind, url };
    await recordQuietly(app, message.shopId, message.profileId, { key, type: "message.clicked", at: app.now(), data });
  }
  const target = message && isLook(request) ? await withVisit(app, message.shopId, message.profileId, url) : url;
  return redirect(target, { headers: { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" } });
}
