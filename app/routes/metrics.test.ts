import { expect, it } from "vitest";
import { testDatabase } from "#test/database.ts";
import { openDoor } from "#test/door.ts";
import { loader } from "./metrics.ts";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);

it("answers Prometheus with what waits in the database and in this process", async () => {
  const context = { app: { ...app, imports: { underWay: () => 2 } } };
  const response = await loader({ request: new Request("http://localhost/metrics"), params: {}, context } as never);
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const text = await response.text();
  for (const line of ["afterglow_deliveries_pending 0", 'afterglow_scoring_runs{status="failed"} 0', "afterglow_imports 2"]) expect(text.split("\n")).toContain(line);
});
