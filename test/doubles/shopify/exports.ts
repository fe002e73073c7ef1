/** Bulk operations: one look finds them running, the next completed; the file is ungrouped, in no order at all. */
import { exportLines, Refusal } from "./execute.ts";
import type { Item } from "./execute.ts";

export type Exports = {
  start(query: string, root: Item): Item;
  find(id: string): Item | null;
  /** The file's text; null when the address is not, or no longer, good. */
  file(name: string): string | null;
  /** Addresses of files go bad, and what they led to is gone. */
  expire(): void;
  /** How those started from now on end, in place of "COMPLETED". */
  failWith: string | null;
  /** Our app may not use bulk operations. */
  enabled: boolean;
  readonly started: number;
};

type Operation = { readonly id: string; readonly text: string; readonly roots: number; looks: number; status: string };

const ADDRESS = "https://storage.googleapis.com/shopify-exports/";

export function createExports(): Exports {
  const operations: Operation[] = [];
  const exports: Exports = {
    failWith: null,
    enabled: true,
    get started() {
      return operations.length;
    },
    start(query, root) {
      const refused = (message: string, code: string): Item => ({ bulkOperation: null, userErrors: [{ field: ["query"], message, code }] });
      if (!exports.enabled) throw new Refusal("This app is not approved to use bulk operations.", "ACCESS_DENIED");
      let lines: Item[];
      try {
        lines = exportLines(query, root);
      } catch (error) {
        if (error instanceof Refusal) return refused(error.message, "INVALID");
        throw error;
      }
      const id = `gid://shopify/BulkOperation/${7_000_000_000 + operations.length}`;
      const text = shuffled(lines).map((line) => `${JSON.stringify(line)}\n`).join("");
      operations.push({ id, text, roots: lines.filter((line) => !("__parentId" in line)).length, looks: 0, status: exports.failWith ?? "COMPLETED" });
      return { bulkOperation: { id, status: "CREATED" }, userErrors: [] };
    },
    find(id) {
      const found = operations.find((one) => one.id === id);
      if (!found) return null;
      found.looks += 1;
      const status = found.looks === 1 ? "RUNNING" : found.status;
      const isDone = status === "COMPLETED";
      return {
        id, status, errorCode: status === "FAILED" ? "ACCESS_DENIED" : null, rootObjectCount: String(found.roots), fileSize: isDone ? String(Buffer.byteLength(found.text)) : null,
        url: isDone && found.text !== "" ? `${ADDRESS}${id.split("/").at(-1)}.jsonl?Expires=1&Signature=x` : null,
      };
    },
    file: (name) => operations.find(({ id, status }) => status === "COMPLETED" && `${id.split("/").at(-1)}.jsonl` === name)?.text ?? null,
    expire() {
      for (const operation of operations) operation.status = "EXPIRED";
    },
  };
  return exports;
}

/** The same in every run, and children before their parents as often as after. */
function shuffled<T>(items: readonly T[]): T[] {
  const all = [...items];
  let seed = 42;
  for (let index = all.length - 1; index > 0; index--) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    const other = seed % (index + 1);
    [all[index], all[other]] = [all[other] as T, all[index] as T];
  }
  return all;
}
