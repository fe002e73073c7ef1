/** What files of one room may import. Paths are prefixes from the root; `*` in `files` stands for one folder. */
export interface Room {
  files: string;
  /** Our own files it may import; its own folder always. */
  may: string[];
  /** More of our own, but only their types. */
  mayTypes?: string[];
  /** The only packages (and node: built-ins) it may import; left out, any but `never`. */
  packages?: string[];
  never?: string[];
}

const SERVER = [
  "app/core/",
  "app/engine/",
  "app/models/",
  "app/jobs/",
  "app/channels/",
  "app/postgres/",
  "app/components/",
  "connectors/registry.ts",
  "connectors/clients.ts",
  "prisma/generated/",
  "app/*.server.ts",
  "app/context.ts",
];
const DATABASE = ["@prisma/client", "@prisma/adapter-pg", "pg"];
const QUEUE = ["bull", "ioredis"];

/** The import table of the design: the first room that fits a file holds for it. */
export const ROOMS: Room[] = [
  { files: "app/core/", may: [], packages: ["zod", "liquidjs", "@noble/hashes", "libphonenumber-js", "countries-and-timezones"] },
  { files: "app/engine/", may: ["app/core/"], packages: [] },
  { files: "app/simulation/", may: ["app/core/", "app/engine/", "connectors/"], packages: ["papaparse"] },
  { files: "app/channels/*/", may: ["app/core/", "app/channels/channel.ts"], never: [...DATABASE, ...QUEUE] },
  { files: "app/channels/", may: ["app/core/"], packages: [] },
  { files: "app/models/", may: ["app/core/", "app/engine/", "app/db.server.ts", "prisma/generated/"], never: QUEUE },
  { files: "app/jobs/", may: ["app/core/", "app/engine/", "app/models/", "app/live.server.ts"], never: DATABASE },
  { files: "app/postgres/", may: ["app/start-error.server.ts"] },
  { files: "app/components/", may: ["app/core/"], mayTypes: ["app/models/", "app/simulation/"], never: [...DATABASE, ...QUEUE, "node:"] },
  {
    files: "app/routes/",
    may: ["app/core/", "app/models/", "app/components/", "app/*.server.ts", "app/context.ts"],
    never: [...DATABASE, ...QUEUE],
  },
  { files: "app/demo/", may: ["app/", "connectors/"] },
  { files: "app/backtest/", may: [...SERVER, "app/simulation/", "app/demo/", "app/start-error.server.ts"], never: QUEUE },
  { files: "app/import/", may: [...SERVER, "app/simulation/", "app/backtest/", "app/start-error.server.ts"], never: QUEUE },
  { files: "app/evaluate/", may: ["app/core/", "app/simulation/"], packages: ["papaparse", "node:fs", "node:path", "node:zlib"] },
  { files: "app/evaluate.ts", may: ["app/evaluate/"] },
  { files: "app/score/", may: ["app/core/", "app/simulation/", "app/backtest/"], never: [...DATABASE, ...QUEUE] },
  { files: "app/score.ts", may: ["app/score/", "app/backtest/progress.ts"] },
  { files: "app/import.ts", may: [...SERVER, "app/backtest/progress.ts", "app/import/"] },
  { files: "app/server.ts", may: SERVER },
  { files: "app/worker.ts", may: SERVER },
  { files: "app/context.ts", may: ["app/core/"], mayTypes: ["app/models/", "app/engine/", "app/simulation/", "app/platforms.server.ts", "app/shopify.server.ts"] },
  { files: "app/backtest.ts", may: [...SERVER, "app/backtest/", "app/simulation/"] },
  { files: "app/", may: [...SERVER, "app/simulation/"] },
  { files: "connectors/*/", may: ["app/core/event/", "app/core/shared/", "connectors/shared/"] },
  { files: "connectors/", may: ["app/core/event/", "app/core/shared/", "connectors/"] },
];

/** Nobody but the router reaches into routes. */
export const ROUTES = "app/routes/";

/** The only files that read the environment; Prisma's command line insists on the second, a test run on the third. */
export const READS_ENVIRONMENT = ["app/env.server.ts", "prisma.config.ts", "test/seed.ts"];

/** The longest a file may be. */
export const MOST_LINES = 300;
