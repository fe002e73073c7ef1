/** Where a pull goes on. Kept over crashes, so it holds all that another process needs. */
import { z } from "zod";
import type { Node } from "./node.ts";

const Cursor = z.discriminatedUnion("step", [
  /** A bulk operation is to be started; `tries` of them came to nothing. */
  z.object({ step: z.literal("export"), tries: z.number() }),
  /** It runs. */
  z.object({ step: z.literal("wait"), tries: z.number(), id: z.string() }),
  /** Its file is read, one of `parts` parts at a time. */
  z.object({ step: z.literal("read"), tries: z.number(), id: z.string(), part: z.number(), parts: z.number(), total: z.number().nullable() }),
  /** Page by page, after the given one. */
  z.object({ step: z.literal("page"), after: z.string().nullable(), size: z.number() }),
]);

export type Cursor = z.infer<typeof Cursor>;

/** What a step found; `next` null at the end. */
export type Step = { readonly nodes: readonly Node[]; readonly next: Cursor | null; readonly total?: number | null; readonly waitMs?: number; readonly denied?: readonly string[] };

export function writeCursor(cursor: Cursor): string {
  return JSON.stringify(cursor);
}

/** @returns null for one that is not ours: from an older release, say; then it all begins again */
export function readCursor(text: string): Cursor | null {
  try {
    const result = Cursor.safeParse(JSON.parse(text));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
