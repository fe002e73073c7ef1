import type { LoaderFunctionArgs } from "@remix-run/node";
import { databaseAnswers } from "../models/health.ts";

/** Whether requests can be served: the database answers within two seconds. */
export async function loader({ context: { app } }: LoaderFunctionArgs) {
  const ready = await databaseAnswers(app.db, 2000);
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(ready ? "ready\n" : "the database does not answer\n", { status: ready ? 200 : 503, headers });
}
