import type { LoaderFunctionArgs } from "@remix-run/node";
import { findCustomer } from "../models/customer.ts";
import { eventsOf } from "../models/event.ts";
import { listAnswer, pageRequest, problem, requireApiShop } from "../public-api.server.ts";
import { eventView } from "../public-api-views.server.ts";

/** `GET /v1/customers/:id/events`: what happened to a customer, newest first. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const shopId = await requireApiShop(request, context);
  const { limit, cursor } = pageRequest(new URL(request.url), "key");
  const customer = await findCustomer(context.app.db, shopId, params["id"] ?? "");
  if (!customer) throw problem(404, "There is no such customer.", "id");
  return listAnswer(await eventsOf(context.app.db, shopId, customer.id, cursor, limit), eventView);
}
