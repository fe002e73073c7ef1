/** Our documents against Shopify's own schema, kept beside the repository and not in it. */
import { existsSync, readFileSync } from "node:fs";
import { buildSchema, Kind, NoDeprecatedCustomRule, parse, validate, visit } from "graphql";
import { describe, expect, it } from "vitest";
import { API_VERSION, DOCUMENTS } from "./queries.ts";

const file = new URL(`../../../shared/schemas/shopify-admin-${API_VERSION}.graphql`, import.meta.url);
const present = existsSync(file);
if (!present) console.warn(`\n*** ${file.pathname} is not there: our GraphQL documents are NOT CHECKED against Shopify's schema ***\n`);

/** Deprecated in this version in favour of fields that it does not have yet. */
const NO_OTHER_YET = ["CustomerPhoneNumber.marketingState", "CustomerPhoneNumber.marketingUpdatedAt"];

describe.skipIf(!present)("each document", () => {
  const schema = present ? buildSchema(readFileSync(file, "utf8"), { assumeValidSDL: true }) : null;

  it.each(Object.entries(DOCUMENTS))("%s asks for what there is", (_name, document) => {
    if (!schema) throw new Error("no schema");
    expect(validate(schema, parse(document)).map(String)).toEqual([]);
  });

  it.each(Object.entries(DOCUMENTS))("%s asks for nothing that goes away", (_name, document) => {
    if (!schema) throw new Error("no schema");
    const found = validate(schema, parse(document), [NoDeprecatedCustomRule]).map(({ message }) => message);
    expect(found.filter((message) => !NO_OTHER_YET.some((field) => message.startsWith(`The field ${field} is deprecated`)))).toEqual([]);
  });

  it("has something to be checked against", () => {
    if (!schema) throw new Error("no schema");
    expect(validate(schema, parse("{ shop { nothingOfTheKind } }"))).toHaveLength(1);
  });
});

/** shopify.dev/docs/api/usage/bulk-operations/queries, operation restrictions: five connections, two deep. */
describe.each(Object.entries(DOCUMENTS).filter(([name]) => /^export(?!State)/.test(name)))("the export %s", (_name, document) => {
  it("keeps to what a bulk operation takes", () => {
    let depth = 0;
    let deepest = 0;
    let connections = 0;
    visit(parse(document), {
      Field: {
        enter: (node) => {
          if (node.name.value !== "edges") return;
          connections += 1;
          deepest = Math.max(deepest, (depth += 1));
        },
        leave: (node) => {
          if (node.name.value === "edges") depth -= 1;
        },
      },
      SelectionSet: (node) => {
        const names = node.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []));
        expect(names).not.toContain("nodes");
      },
    });
    expect(connections).toBeLessThanOrEqual(5);
    expect(deepest).toBeLessThanOrEqual(2);
  });
});
