import type { LoaderFunctionArgs } from "@remix-run/node";
import { exposition, readGauges } from "#app/models/metrics.ts";

/** For Prometheus: what waits, and how long. Figures only, none of a shop or a person. */
export async function loader({ context }: LoaderFunctionArgs): Promise<Response> {
  const gauges = await readGauges(context.app.db, context.app.now());
  return new Response(exposition(gauges), { headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" } });
}
