import { configDefaults, defineConfig } from "vitest/config";

// Apart from vite.config.ts, whose Remix plugin is for building pages and slows tests down.
export default defineConfig({
  test: {
    include: ["{app,connectors,extensions,prisma,test}/**/*.test.{ts,tsx}"],
    exclude: [...configDefaults.exclude, "**/*.chaos.test.ts", "prisma/generated/**"],
    globalSetup: "test/global-setup.ts",
    setupFiles: ["test/seed.ts"],
    pool: "forks",
    poolOptions: { forks: { minForks: 1, maxForks: 2 } },
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // A second, the default, is soon gone on a machine that does other things too.
    expect: { poll: { timeout: 30_000 } },
  },
});
