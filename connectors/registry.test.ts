import { describe, expect, it } from "vitest";
import type { Platform } from "#app/core/event/connector.ts";
import { CONNECTORS, connectorFor } from "./registry.ts";

describe("the registry", () => {
  it("finds a connector by its platform", () => {
    for (const connector of CONNECTORS) expect(connectorFor(connector.platform)).toBe(connector);
    expect(connectorFor("elsewhere" as Platform)).toBeNull();
  });
});
