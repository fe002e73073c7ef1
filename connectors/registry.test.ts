import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CONNECTORS, connectorFor } from "./registry.ts";

describe("the registry", () => {
  it("finds a connector by its platform", () => {
    for (const connector of CONNECTORS) expect(connectorFor(connector.platform)).toBe(connector);
    expect(connectorFor("wix")).toBeNull();
  });

  /** A connector imports nothing of another, and core no Node built-in, so each has its own copy of the version's digest. */
  it("makes versions the same way in every connector", () => {
    const copies = CONNECTORS.map(({ platform }) => readFileSync(new URL(`${platform}/version.ts`, import.meta.url), "utf8"));
    for (const copy of copies) expect(copy).toBe(copies[0]);
  });
});

describe.each(CONNECTORS.map((connector) => [connector.platform, connector] as const))("%s", (_platform, connector) => {
  it("verifies what it signs, and reads its topic back", () => {
    const body = new TextEncoder().encode('{"id":1}');
    const headers = connector.sign(body, "hush", "orders/create");
    expect(connector.verify({ headers, body }, ["hush"])).toEqual({ kind: "authentic" });
    expect(connector.verify({ headers, body }, ["other"]).kind).toBe("forged");
    expect(connector.topicOf(headers)).toBe("orders/create");
    expect(Object.keys(headers)).toEqual(Object.keys(headers).map((name) => name.toLowerCase()));
  });
});
