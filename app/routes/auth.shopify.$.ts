import type { LoaderFunctionArgs } from "@remix-run/node";

/** Pages of Shopify's library: a step to a new session token, a step out of the frame, and the way to the install. */
export async function loader({ request, context: { app } }: LoaderFunctionArgs): Promise<Response> {
  if (!app.shopify) throw new Response(null, { status: 404 });
  const answer = await app.shopify.answer(request);
  answer.headers.set("Cache-Control", "no-store");
  return answer;
}
