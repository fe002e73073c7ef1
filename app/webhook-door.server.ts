import { connectorFor } from "#connectors/registry.ts";
import type { Platform } from "./core/event/connector.ts";

/** The path that a shop's webhooks come in by. */
export function doorOf(platform: Platform, shopId: string): string {
  return connectorFor(platform)?.door === "app" ? `/webhooks/${platform}` : `/webhooks/${platform}/${shopId}`;
}
