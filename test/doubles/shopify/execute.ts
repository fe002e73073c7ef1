/** Executes a document over plain objects, as far as our documents go: fields, arguments, fragments by type, and connections. */
import { Kind, parse, valueFromASTUntyped } from "graphql";
import type { FieldNode, OperationDefinitionNode, SelectionSetNode } from "graphql";

export type Arguments = Readonly<Record<string, unknown>>;
/** A field that takes arguments is a function of them. */
export type Item = { readonly [field: string]: unknown };

export class Connection {
  readonly items: readonly Item[];
  constructor(items: readonly Item[]) {
    this.items = items;
  }
}
export const connection = (items: readonly Item[]): Connection => new Connection(items);

/** What the API answers in `errors`, with its code. */
export class Refusal extends Error {
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** Where a bulk operation's lines go; null for an ordinary query. */
type Lines = Item[] | null;

export function operationOf(document: string): OperationDefinitionNode {
  const found = parse(document).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!found) throw new Refusal("there is no operation", "BAD_REQUEST");
  return found;
}

export function execute(operation: OperationDefinitionNode, variables: Arguments, root: Item): Item {
  return select(root, operation.selectionSet, { variables, lines: null, parent: null });
}

/** The lines of a bulk operation over a document. */
export function exportLines(document: string, root: Item): Item[] {
  const lines: Item[] = [];
  select(root, operationOf(document).selectionSet, { variables: {}, lines, parent: null });
  return lines;
}

type Context = { readonly variables: Arguments; readonly lines: Lines; readonly parent: string | null; readonly inList?: true };

function select(item: Item, set: SelectionSetNode, context: Context): Item {
  const found: Record<string, unknown> = {};
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const value = valueOf(item, selection, context);
      if (value !== undefined) found[selection.alias?.value ?? selection.name.value] = value;
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (!selection.typeCondition || selection.typeCondition.name.value === item["__typename"]) Object.assign(found, select(item, selection.selectionSet, context));
    } else throw new Refusal("named fragments are not understood here", "BAD_REQUEST");
  }
  return found;
}

function valueOf(item: Item, field: FieldNode, context: Context): unknown {
  const name = field.name.value;
  if (!(name in item)) throw new Refusal(`Field '${name}' doesn't exist on type '${String(item["__typename"] ?? "?")}'`, "undefinedField");
  const args = Object.fromEntries((field.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value, context.variables as Record<string, unknown>)]));
  const held = item[name];
  const value = typeof held === "function" ? (held as (args: Arguments) => unknown)(args) : held;
  if (value instanceof Connection) return context.lines ? exported(value, field, args, context) : paged(value, field, args, context);
  if (Array.isArray(value)) return value.map((one: unknown) => completed(one, field, { ...context, inList: true }));
  return completed(value, field, context);
}

function completed(value: unknown, field: FieldNode, context: Context): unknown {
  if (typeof value !== "object" || value === null) return value ?? null;
  if (!field.selectionSet) throw new Refusal(`Field '${field.name.value}' must have selections`, "BAD_REQUEST");
  return select(value as Item, field.selectionSet, context);
}

/** A cursor says after which moment and which id, so that what changes meanwhile is met again, at the end. */
function paged(list: Connection, field: FieldNode, args: Arguments, context: Context): Item {
  if (typeof args["first"] !== "number") throw new Refusal("you must provide one of first or last", "BAD_REQUEST");
  const sorted = args["sortKey"] === "UPDATED_AT" ? list.items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) : list.items;
  const all = sorted.filter((item) => matches(item, args["query"]));
  const after = typeof args["after"] === "string" ? Buffer.from(args["after"], "base64").toString() : null;
  const from = after === null ? 0 : args["sortKey"] === "UPDATED_AT" ? all.filter((item) => keyOf(item) <= after).length : all.findIndex((item) => keyOf(item) === after) + 1;
  const items = all.slice(from, from + args["first"]);
  const last = items.at(-1);
  const shown = {
    nodes: items,
    edges: items.map((node) => ({ node })),
    pageInfo: { hasNextPage: from + items.length < all.length, endCursor: last ? Buffer.from(keyOf(last)).toString("base64") : null },
  };
  return completed(shown, field, context) as Item;
}

const keyOf = (item: Item): string => `${String(item["updatedAt"] ?? "")} ${String(item["id"])}`;

/** Of the search syntax, what we use: moments at or after, joined by AND. */
function matches(item: Item, query: unknown): boolean {
  if (typeof query !== "string" || query === "") return true;
  return query.split(" AND ").every((term) => {
    const [, name, moment] = /^(updated_at|created_at):>='([^']+)'$/.exec(term) ?? [];
    if (moment === undefined) throw new Refusal(`the search ${term} is not understood here`, "BAD_REQUEST");
    return Date.parse(String(item[name === "updated_at" ? "updatedAt" : "createdAt"])) >= Date.parse(moment);
  });
}

function exported(list: Connection, field: FieldNode, args: Arguments, context: Context): undefined {
  if (context.inList) throw new Refusal("Queries that contain a connection field within a list field are not currently supported.", "INVALID");
  const edges = field.selectionSet?.selections.find((one): one is FieldNode => one.kind === Kind.FIELD && one.name.value === "edges");
  const node = edges?.selectionSet?.selections.find((one): one is FieldNode => one.kind === Kind.FIELD && one.name.value === "node");
  if (!node?.selectionSet) throw new Refusal("a bulk query's connection needs edges and nodes", "INVALID");
  for (const item of list.items.filter((one) => matches(one, args["query"]))) {
    const id = String(item["id"]);
    const line = select(item, node.selectionSet, { ...context, parent: id });
    context.lines?.push(context.parent === null ? line : { ...line, __parentId: context.parent });
  }
  return undefined;
}
