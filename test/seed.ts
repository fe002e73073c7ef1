import fc from "fast-check";
import { beforeEach } from "vitest";

const seed = process.env.FC_SEED;

/**
 * Property tests draw the same examples in every run, so that a change is judged by what it changed.
 * FC_SEED=random looks for new ones, and a number repeats a run.
 */
beforeEach(() => {
  if (seed !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed ?? 20_261_121) });
});
