import { connectorFor } from "#connectors/registry.ts";
import type { Platform } from "./core/event/connector.ts";

/** A delivery's body as people can read it, where its platform wraps it into something else. */
export function readableBody(platform: Platform, body: Uint8Array): Uint8Array | string {
  return connectorFor(platform)?.textOf?.(body) ?? body;
}
