import type { LoaderFunctionArgs } from "@remix-run/node";
import { listCustomers } from "../models/customer-list.ts";
import { findCustomerByEmail, findCustomers } from "../models/customer.ts";
import { answer, listAnswer, pageRequest, problem, requireApiShop } from "../public-api.server.ts";
import { customerView } from "../public-api-views.server.ts";

/** `GET /v1/customers`: everyone, last seen first; with `email`, the one customer who has that address. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const shopId = await requireApiShop(request, context);
  const { db } = context.app;
  const url = new URL(request.url);
  const { limit, cursor } = pageRequest(url);
  const email = url.searchParams.get("email");
  if (email !== null) {
    if (!email.includes("@")) throw problem(400, "`email` must be an e-mail address.", "email");
    const found = await findCustomerByEmail(db, shopId, email);
    return answer({ data: found ? [customerView(found)] : [], next: null });
  }
  const page = await listCustomers(db, shopId, "", cursor, limit);
  return listAnswer({ ...page, rows: await findCustomers(db, shopId, page.rows.map((row) => row.id)) }, customerView);
}
