import type { Api } from "./api.ts";
import { nodeOf, nodesOf } from "./node.ts";
import type { Node } from "./node.ts";
import { REST_OF } from "./queries.ts";

/** The node with the lines or variants that the page had no room for. */
export async function wholeNode(api: Api, node: Node): Promise<Node> {
  let whole = node;
  for (const [field, document] of Object.entries(REST_OF)) {
    if (!(field in node)) continue;
    const nodes = nodesOf(node[field]);
    let info = nodeOf(nodeOf(node[field])["pageInfo"]);
    while (info["hasNextPage"] === true) {
      const { data } = await api.ask(document, { id: node["id"], after: info["endCursor"] });
      const more = nodeOf(nodeOf(data["node"])[field]);
      nodes.push(...nodesOf(more));
      info = nodeOf(more["pageInfo"]);
    }
    whole = { ...whole, [field]: { nodes } };
  }
  return whole;
}
