import type { LoaderFunctionArgs } from "@remix-run/node";
import { findCustomer } from "../models/customer.ts";
import { answer, problem, requireApiShop } from "../public-api.server.ts";
import { customerView } from "../public-api-views.server.ts";

/** `GET /v1/customers/:id`. The id of a customer who was merged into another answers with that other. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const shopId = await requireApiShop(request, context);
  const customer = await findCustomer(context.app.db, shopId, params["id"] ?? "");
  if (!customer) throw problem(404, "There is no such customer.", "id");
  return answer(customerView(customer));
}
