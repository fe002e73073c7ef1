import type { LoaderFunctionArgs } from "@remix-run/node";
import { MESSAGE_STATUSES, listMessages } from "../models/message.ts";
import { listAnswer, oneOf, pageRequest, requireApiShop } from "../public-api.server.ts";
import { messageView } from "../public-api-views.server.ts";

/** `GET /v1/messages`: what was decided to go, newest first; `status`, `class`, `journey` and `channel` choose. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const shopId = await requireApiShop(request, context);
  const url = new URL(request.url);
  const { limit, cursor } = pageRequest(url);
  const status = oneOf(url, "status", MESSAGE_STATUSES);
  const kind = oneOf(url, "class", ["transactional", "marketing"]);
  const channel = oneOf(url, "channel", ["email", "sms", "whatsapp", "push"]);
  const journey = url.searchParams.get("journey");
  const filter = { ...(status && { status: [status] }), ...(kind && { class: kind }), ...(channel && { channel }), ...(journey && { journey }) };
  return listAnswer(await listMessages(context.app.db, shopId, filter, cursor, limit), messageView);
}
