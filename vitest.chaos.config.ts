import { configDefaults, defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

// Long runs that kill processes, one at a time so that they do not slow each other down.
const merged = mergeConfig(base, defineConfig({ test: { fileParallelism: false, testTimeout: 900_000 } }));

export default {
  ...merged,
  test: { ...merged.test, include: ["{app,connectors,test}/**/*.chaos.test.ts"], exclude: configDefaults.exclude },
};
