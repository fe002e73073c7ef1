/** The process is alive; says nothing of the database, so that an outage there restarts nobody. */
export function loader() {
  return new Response("ok\n", { headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" } });
}
