import type { LoaderFunctionArgs } from "@remix-run/node";
import { DELIVERY_STATUSES, listDeliveries } from "../models/delivery.ts";
import { listAnswer, oneOf, pageRequest, requireApiShop } from "../public-api.server.ts";
import { deliveryView } from "../public-api-views.server.ts";

/** `GET /v1/deliveries`: the webhooks that came in, newest first; `status` and `topic` choose. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const shopId = await requireApiShop(request, context);
  const url = new URL(request.url);
  const { limit, cursor } = pageRequest(url);
  const status = oneOf(url, "status", DELIVERY_STATUSES);
  const topic = url.searchParams.get("topic");
  const filter = { ...(status && { status: [status] }), ...(topic && { topic }) };
  return listAnswer(await listDeliveries(context.app.db, shopId, filter, cursor, limit), deliveryView);
}
