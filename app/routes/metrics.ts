import type { LoaderFunctionArgs } from "@remix-run/node";
import { exposition, readGauges } from "#app/models/metrics.ts";

/** For Prometheus: what waits, and how long. Figures only, none of a shop or a person. */
export async function loader({ context }: LoaderFunctionArgs): Promise<Response> {
  const { db, now, imports } = context.app;
  const gauges = [...(await readGauges(db, now())), { name: "afterglow_imports", help: "Files of orders being checked or taken in by this process.", value: imports.underWay() }];
  return new Response(exposition(gauges), { headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" } });
}
