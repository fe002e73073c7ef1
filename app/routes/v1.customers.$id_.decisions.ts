import type { LoaderFunctionArgs } from "@remix-run/node";
import { findCustomer } from "../models/customer.ts";
import { decisionsOf } from "../models/decision.ts";
import { listAnswer, pageRequest, problem, requireApiShop } from "../public-api.server.ts";
import { decisionView } from "../public-api-views.server.ts";

/** `GET /v1/customers/:id/decisions`: what was decided about a customer and why, newest first. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const shopId = await requireApiShop(request, context);
  const { limit, cursor } = pageRequest(new URL(request.url));
  const customer = await findCustomer(context.app.db, shopId, params["id"] ?? "");
  if (!customer) throw problem(404, "There is no such customer.", "id");
  return listAnswer(await decisionsOf(context.app.db, shopId, customer.id, cursor, limit), decisionView);
}
