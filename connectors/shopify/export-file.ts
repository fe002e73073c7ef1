/** The file of a bulk operation: JSON lines, ungrouped (shopify.dev/docs/api/usage/bulk-operations/queries). */
import type { Reach } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { MINUTE } from "#app/core/shared/instant.ts";
import { broken, open } from "#connectors/shared/http.ts";
import { nodeOf, textOf, typeOf } from "./node.ts";
import type { Node } from "./node.ts";
import { openSpool } from "./spool.ts";
import type { Spool } from "./spool.ts";

/** Shorter than a worker's hold on the pull. */
const DOWNLOAD_MS = 4 * MINUTE;
/** Of a part; what of it is held at once is some times as much. */
const PART_BYTES = 1_000_000;
const MOST_PARTS = 4096;
/** No order is near as long: what is longer is no line. */
const LONGEST_LINE = 16_000_000;

export function partsFor(fileSize: number): number {
  return Math.min(MOST_PARTS, Math.max(1, Math.ceil(fileSize / PART_BYTES)));
}

/**
 * Reads the file and sorts its lines by the resource they belong to.
 *
 * @returns null when its address is no longer good (it is signed, and for some days only)
 * @throws PlatformError when it cannot be read to its end
 */
export async function download(reach: Reach, url: string, parts: number): Promise<Spool | null> {
  const message = await open(reach, { method: "GET", url, headers: { "accept-encoding": "identity" }, timeoutMs: DOWNLOAD_MS });
  const status = message.statusCode ?? 0;
  if (status !== 200) {
    message.destroy();
    if (status >= 400 && status < 500) return null;
    throw new PlatformError("unavailable", `Shopify's export file answered ${status}`, "Shopify's export could not be fetched. We try again by ourselves.");
  }
  const spool = await openSpool(parts);
  try {
    for await (const line of linesOf(message as AsyncIterable<Buffer>)) await spool.add(partOf(rootOf(line), parts), line);
    return spool;
  } catch (error) {
    await spool.close();
    throw error instanceof PlatformError ? error : broken(url, error);
  } finally {
    message.destroy();
  }
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...held, chunk.subarray(from, end)]);
      if (line.length > 0) yield line;
      held = [];
      size = 0;
      from = end + 1;
    }
    if (from < chunk.length) held.push(chunk.subarray(from));
    size += chunk.length - from;
    if (size > LONGEST_LINE) throw unreadable("a line without an end");
  }
  if (size > 0) yield Buffer.concat(held);
}

/** The id of the resource that a line is, or is a part of. */
function rootOf(line: Buffer): string {
  let node: Node;
  try {
    node = nodeOf(JSON.parse(line.toString("utf8")));
  } catch {
    throw unreadable("a line that is not JSON");
  }
  const root = textOf(node["__parentId"]) ?? textOf(node["id"]);
  if (root === null) throw unreadable("a line without an id");
  return root;
}

function unreadable(what: string): PlatformError {
  return new PlatformError("unavailable", `Shopify's export file holds ${what}`, "Shopify's export could not be read. We fetch it again by ourselves.");
}

/** FNV-1a: the same in every process, so that a part is the same part after a crash. */
function partOf(root: string, parts: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < root.length; index++) hash = Math.imul(hash ^ root.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % parts;
}

/** The connection that a child of this type stands in. */
const CONNECTIONS: ReadonlyMap<string | null, string> = new Map([["LineItem", "lineItems"], ["Return", "returns"], ["ProductVariant", "variants"]]);

/** The resources of a part, each with its children, in the shape a page gives them. */
export function joinLines(lines: readonly string[]): Node[] {
  const roots = new Map<string, Record<string, unknown>>();
  const children: { readonly parent: string; readonly node: Node }[] = [];
  for (const line of lines) {
    const { __parentId: parent, ...node } = nodeOf(JSON.parse(line));
    if (typeof parent === "string") children.push({ parent, node });
    else roots.set(String(node["id"]), { ...node });
  }
  for (const { parent, node } of children.sort((a, b) => compareIds(String(a.node["id"]), String(b.node["id"])))) {
    const root = roots.get(parent);
    const name = CONNECTIONS.get(typeOf(node["id"]));
    if (root && name !== undefined) ((root[name] ??= { nodes: [] }) as { nodes: Node[] }).nodes.push(node);
  }
  return [...roots.values()];
}

/** Ids of one type in the order they were given out, which is that of an order's lines; numbers beyond 2^53 among them. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
