/** One page of a list, the last changed last, each node whole. */
import type { PullWindow } from "#app/core/event/platform-client.ts";
import { parseInstant } from "#app/core/shared/instant.ts";
import type { Api } from "./api.ts";
import type { Cursor, Step } from "./cursor.ts";
import { TooCostly } from "./errors.ts";
import { nodeOf, nodesOf, textOf } from "./node.ts";
import type { Node } from "./node.ts";
import { PAGES } from "./queries.ts";
import type { ResourceKey } from "./queries.ts";
import { wholeNode } from "./whole-node.ts";

type At = Extract<Cursor, { step: "page" }>;

export async function pageStep(api: Api, resource: ResourceKey, window: PullWindow, search: string, at: At): Promise<Step> {
  const document = PAGES[resource];
  try {
    const { data, denied } = await api.ask(document, { first: at.size, after: at.after, query: search === "" ? null : search });
    const list = nodeOf(data[resource]);
    const nodes: Node[] = [];
    for (const node of nodesOf(list)) nodes.push(await wholeNode(api, node));
    const { hasNextPage, endCursor } = nodeOf(list["pageInfo"]);
    const isEnd = hasNextPage !== true || isPast(nodes.at(-1), window);
    return { nodes, next: isEnd ? null : { ...at, after: textOf(endCursor) }, waitMs: api.waitMs(document), denied };
  } catch (error) {
    if (error instanceof TooCostly && at.size > 1) return { nodes: [], next: { ...at, size: Math.floor(at.size / 2) } };
    throw error;
  }
}

/** What changed after the window is the next window's; without this, a busy shop's list has no end. */
function isPast(last: Node | undefined, { since, until }: PullWindow): boolean {
  return since !== null && (parseInstant(textOf(last?.["updatedAt"]) ?? "") ?? until) > until;
}
