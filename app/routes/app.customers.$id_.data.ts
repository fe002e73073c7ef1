import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireWho } from "../who.server.ts";

/** Everything held of one customer, as a file to hand to them. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const { shopId } = await requireWho(request, context);
  const id = params["id"] ?? "";
  const data = await context.app.forget.personData(shopId, id);
  if (!data) throw new Response(null, { status: 404 });
  return new Response(`${JSON.stringify(data, null, 2)}\n`, {
    headers: { "Content-Type": "application/json; charset=utf-8", "Content-Disposition": `attachment; filename="customer-${id}.json"`, "Cache-Control": "no-store" },
  });
}
