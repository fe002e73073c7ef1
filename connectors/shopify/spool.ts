/**
 * A bulk export's lines, sorted into parts on disk, so that what belongs together can be put together without holding
 * the whole file: children may stand anywhere before or after their parents.
 *
 * The file has no name: it is unlinked as soon as it is open, so that no customer's data stays behind after a crash.
 */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Of all parts together, in memory. */
const BUFFERED_BYTES = 8_000_000;

export type Spool = {
  add(part: number, line: Buffer): Promise<void>;
  /** The part's lines. */
  read(part: number): Promise<string[]>;
  close(): Promise<void>;
};

type Part = { readonly extents: { readonly at: number; readonly length: number }[]; readonly lines: Buffer[]; size: number };

const NEWLINE = Buffer.from("\n");

/** @param under where there is room for a whole export */
export async function openSpool(parts: number, under = tmpdir()): Promise<Spool> {
  const folder = await mkdtemp(join(under, "afterglow-export-"));
  const file = await open(join(folder, "lines"), "wx+", 0o600);
  await rm(folder, { recursive: true, force: true });
  const table: Part[] = Array.from({ length: parts }, () => ({ extents: [], lines: [], size: 0 }));
  const most = Math.floor(BUFFERED_BYTES / parts);
  let end = 0;

  const partAt = (index: number): Part => {
    const part = table[index];
    if (!part) throw new RangeError(`there is no part ${index} of ${parts}`);
    return part;
  };
  const flush = async (part: Part): Promise<void> => {
    const chunk = Buffer.concat(part.lines.splice(0));
    part.extents.push({ at: end, length: chunk.length });
    part.size = 0;
    end += chunk.length;
    await file.write(chunk, 0, chunk.length, end - chunk.length);
  };

  return {
    async add(index, line) {
      const part = partAt(index);
      part.lines.push(line, NEWLINE);
      part.size += line.length + 1;
      if (part.size > most) await flush(part);
    },
    async read(index) {
      const part = partAt(index);
      const chunks: Buffer[] = [];
      for (const { at, length } of part.extents) {
        const chunk = Buffer.allocUnsafe(length);
        await file.read(chunk, 0, length, at);
        chunks.push(chunk);
      }
      return Buffer.concat([...chunks, ...part.lines]).toString("utf8").split("\n").filter((line) => line !== "");
    },
    close: () => file.close(),
  };
}
