/** Reading of GraphQL answers whose shape the schema promises, without trusting that it holds. */
export type Node = Readonly<Record<string, unknown>>;

/** The object, or one without fields. */
export function nodeOf(value: unknown): Node {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Node) : {};
}

/** The entries of a list or of a connection. */
export function nodesOf(value: unknown): Node[] {
  const entries = Array.isArray(value) ? (value as unknown[]) : nodeOf(value)["nodes"];
  return Array.isArray(entries) ? entries.map(nodeOf) : [];
}

/** A text that says something; null for "" and for anything that is no text. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The digits of "gid://shopify/Order/820982911946154508"; null for anything else. */
export function digitsOf(gid: unknown): string | null {
  return /^gid:\/\/shopify\/\w+\/(\d{1,20})(?:\?.*)?$/.exec(textOf(gid) ?? "")?.[1] ?? null;
}

/** The type a GraphQL id names: "LineItem". */
export function typeOf(gid: unknown): string | null {
  return /^gid:\/\/shopify\/(\w+)\//.exec(textOf(gid) ?? "")?.[1] ?? null;
}

/** "gid://shopify/Customer/7" of "Customer" and "7". */
export function gidOf(type: string, ref: string): string {
  return `gid://shopify/${type}/${ref}`;
}
