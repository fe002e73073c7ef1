import { createReadableStreamFromReadable } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireWho } from "../who.server.ts";

/** Every place of the shop's last file that could not be read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const problems = context.app.imports.problems(shopId);
  if (!problems) throw new Response(null, { status: 404 });
  return new Response(createReadableStreamFromReadable(problems), {
    headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="not-imported.csv"', "cache-control": "no-store" },
  });
}
