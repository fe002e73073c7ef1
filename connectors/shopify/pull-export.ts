/** The steps of a bulk operation: start it, wait for it, read its file part by part. */
import type { Reach } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { SECOND } from "#app/core/shared/instant.ts";
import type { Api } from "./api.ts";
import type { Cursor, Step } from "./cursor.ts";
import { userErrorsOf } from "./errors.ts";
import { download, joinLines, partsFor } from "./export-file.ts";
import { nodeOf, textOf } from "./node.ts";
import { EXPORT_STATE, exportQuery, START_EXPORT } from "./queries.ts";
import type { ResourceKey } from "./queries.ts";
import { dropSpool, findSpool, keepSpool } from "./spools.ts";

const FIRST_LOOK_MS = 2 * SECOND;
const LOOK_AGAIN_MS = 10 * SECOND;
/** Another export of ours runs in this shop. */
const QUEUE_MS = 30 * SECOND;
/** So many exports that came to nothing, and the pages are read instead. */
const MOST_TRIES = 3;

type At = Exclude<Cursor, { step: "page" }>;

/** @param pages where to go on when Shopify gives no export: bulk operations are not enabled for the app, or this one failed */
export function exportStep(api: Api, reach: Reach, resource: ResourceKey, search: string, at: At, pages: Cursor): Promise<Step> {
  const restart = async (tries: number): Promise<Step> => ({ nodes: [], next: tries < MOST_TRIES ? { step: "export", tries } : pages });
  switch (at.step) {
    case "export":
      return start(api, exportQuery(resource, search), at.tries, pages);
    case "wait":
      return look(api, at, pages);
    case "read":
      return readPart(api, reach, at, () => restart(at.tries + 1));
  }
}

async function start(api: Api, query: string, tries: number, pages: Cursor): Promise<Step> {
  const answer = await api.ask(START_EXPORT, { query }).catch((error: unknown) => {
    if (error instanceof PlatformError && (error.kind === "forbidden" || error.kind === "refused")) return null;
    throw error;
  });
  const payload = nodeOf(answer?.data["bulkOperationRunQuery"]);
  if (userErrorsOf(payload).some(({ code }) => code === "OPERATION_IN_PROGRESS" || code === "LIMIT_REACHED")) {
    return { nodes: [], next: { step: "export", tries }, waitMs: QUEUE_MS };
  }
  const id = textOf(nodeOf(payload["bulkOperation"])["id"]);
  return id === null ? { nodes: [], next: pages } : { nodes: [], next: { step: "wait", tries, id }, waitMs: FIRST_LOOK_MS };
}

async function look(api: Api, at: Extract<At, { step: "wait" }>, pages: Cursor): Promise<Step> {
  const { status, fileSize, rootObjectCount, url } = await stateOf(api, at.id);
  if (status === "CREATED" || status === "RUNNING") return { nodes: [], next: at, waitMs: LOOK_AGAIN_MS };
  if (status !== "COMPLETED") return { nodes: [], next: pages };
  if (textOf(url) === null) return { nodes: [], next: null, total: 0 };
  return { nodes: [], next: { ...at, step: "read", part: 0, parts: partsFor(Number(fileSize ?? 0)), total: Number(rootObjectCount) || null } };
}

async function readPart(api: Api, reach: Reach, at: Extract<At, { step: "read" }>, restart: () => Promise<Step>): Promise<Step> {
  let spool = findSpool(at.id, reach.now());
  if (!spool) {
    const { url } = await stateOf(api, at.id);
    spool = textOf(url) === null ? null : await download(reach, String(url), at.parts);
    if (!spool) return restart();
    await keepSpool(at.id, spool, reach.now());
  }
  const nodes = joinLines(await spool.read(at.part));
  const isLast = at.part + 1 >= at.parts;
  if (isLast) await dropSpool(at.id);
  return { nodes, next: isLast ? null : { ...at, part: at.part + 1 }, total: at.total };
}

async function stateOf(api: Api, id: string) {
  return nodeOf((await api.ask(EXPORT_STATE, { id })).data["bulkOperation"]);
}
