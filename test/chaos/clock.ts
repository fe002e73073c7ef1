import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Instant } from "#app/core/shared/instant.ts";

/** What time it is, for every process that looks into this file. It stands still until it is moved. */
export class SharedClock {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  now = (): Instant => Number(readFileSync(this.path, "utf8"));

  /** Replaces the file whole: a reader never sees half a number. */
  move(to: Instant): void {
    writeFileSync(`${this.path}.next`, String(to));
    renameSync(`${this.path}.next`, this.path);
  }
}
