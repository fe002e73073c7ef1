import { describe, expect, test } from "vitest";
import { problemsOf } from "./check-file.ts";
import { sourceFile, sourceFiles } from "./source-files.ts";

test("every file keeps to the rooms and the rules", () => {
  const files = sourceFiles();
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(problemsOf)).toEqual([]);
});

describe("the check itself", () => {
  const problems = (path: string, text: string) => problemsOf(sourceFile(path, text));

  test.each([
    ["app/core/event/a.ts", `import { db } from "../../models/customer.ts";`, "may not import app/models/customer.ts"],
    ["app/core/event/a.ts", `import { createHash } from "node:crypto";`, "may not import node:crypto"],
    ["app/core/event/a.ts", `import axios from "axios";`, "may not import axios"],
    ["app/core/event/a.ts", `export const now = () => Date.now();`, "uses Date.now"],
    ["app/core/event/a.ts", `export const now = () => new Date();`, "uses new Date()"],
    ["app/core/event/a.ts", `export const draw = () => Math.random();`, "uses Math.random"],
    ["app/core/event/a.ts", `export const f = async () => { await g(); };`, "uses await"],
    ["app/core/event/a.ts", `export const home = process.env.HOME;`, "reads process.env"],
    ["app/engine/a.ts", `import { x } from "#app/jobs/catalog.ts";`, "may not import app/jobs/catalog.ts"],
    ["app/engine/a.ts", `export { x } from "#connectors/registry.ts";`, "may not import connectors/registry.ts"],
    ["connectors/wix/a.ts", `import { x } from "../shopify/ids.ts";`, "may not import connectors/shopify/ids.ts"],
    ["connectors/wix/a.ts", `import type { X } from "#app/engine/ports.ts";`, "may not import app/engine/ports.ts"],
    ["app/channels/sms/a.ts", `import { x } from "../email/send.ts";`, "may not import app/channels/email/send.ts"],
    ["app/channels/sms/a.ts", `const x = await import("#app/models/message.ts");`, "may not import app/models/message.ts"],
    ["app/models/a.ts", `import { x } from "../routes/_index.tsx";`, "may not import app/routes/_index.tsx"],
    ["app/models/a.ts", `import Bull from "bull";`, "may not import bull"],
    ["app/jobs/a.ts", `import { x } from "../components/plain/page.tsx";`, "may not import app/components/plain/page.tsx"],
    ["app/routes/a.tsx", `import { PrismaClient } from "../../prisma/generated/client.ts";`, "may not import prisma/generated/client.ts"],
    ["app/routes/a.tsx", `import { x } from "#connectors/shopify/verify.ts";`, "may not import connectors/shopify/verify.ts"],
    ["app/routes/a.tsx", `import { x } from "../jobs/in-process-queue.ts";`, "may not import app/jobs/in-process-queue.ts"],
    ["app/components/a.tsx", `import { x } from "../session.server.ts";`, "may not import app/session.server.ts"],
    ["app/components/a.tsx", `import { x } from "../models/customer.ts";`, "may not import app/models/customer.ts"],
    ["app/live.server.ts", `import { x } from "./routes/_index.tsx";`, "may not import app/routes/_index.tsx"],
    ["app/demo/a.ts", `import { x } from "../routes/_index.tsx";`, "may not import app/routes/_index.tsx"],
    ["test/a.test.ts", `const home = process.env.HOME;`, "reads process.env"],
    ["app/models/a.ts", "sql(`SELECT id::text, state FROM profile WHERE id > $1 ORDER BY id LIMIT 5`)", "sorts by the text of an id"],
    ["test/long.ts", "\n".repeat(301) + "x", "has 302 lines"],
  ])("%s: %s", (path, text, problem) => {
    expect(problems(path, text).join()).toContain(problem);
  });

  test.each([
    ["app/core/event/a.ts", `import { z } from "zod"; // await Date.now()\nexport const text = "process.env"; export const at = new Date(0);`],
    ["app/components/a.tsx", `import type { X } from "../models/customer.ts";`],
    ["connectors/wix/a.ts", `import { createHmac } from "node:crypto"; import { x } from "./ids.ts"; import { y } from "#app/core/shared/money.ts";`],
    ["app/models/a.ts", "sql(`SELECT id::text FROM profile ORDER BY profile.id`); sql(`SELECT id FROM profile ORDER BY id`)"],
    ["app/routes/a.test.ts", `import { testDatabase } from "#test/database.ts";`],
  ])("lets pass %s: %s", (path, text) => {
    expect(problems(path, text)).toEqual([]);
  });
});
