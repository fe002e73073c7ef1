/** Where the places of a file that could not be read are written to, as they are found. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import type { ExportProblem } from "./core/event/payload/export-row.ts";

export type ProblemFile = { write(problems: readonly ExportProblem[]): Promise<void>; close(): Promise<void> };

/** Waits while the stream is full, so that a million of them never stand in memory. */
export async function writeProblems(stream: Writable, problems: readonly ExportProblem[], format: (problem: ExportProblem) => string): Promise<void> {
  if (stream.destroyed) return;
  if (!stream.write(problems.map((problem) => `${format(problem)}\n`).join(""))) await once(stream, "drain");
}

/** @throws Error of the file system when it cannot be written */
export async function problemFile(path: string, format: (problem: ExportProblem) => string, head = ""): Promise<ProblemFile> {
  const file = createWriteStream(path, { mode: 0o600 });
  await once(file, "open");
  if (head !== "") file.write(`${head}\n`);
  return {
    write: (problems) => writeProblems(file, problems, format),
    async close() {
      file.end();
      await once(file, "close");
    },
  };
}

export const PROBLEM_COLUMNS = "Line,Column,Problem";

/** A row for a spreadsheet. What came from a file must not become a formula in another. */
export function problemRow({ line, field, problem }: ExportProblem): string {
  return [String(line), field, problem].map((cell) => `"${cell.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`).join(",");
}
