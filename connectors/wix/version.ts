import { hash } from "node:crypto";
import type { Version } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";

/**
 * Puts a version on what was translated. The digest is over our own object, whose keys always come in
 * the same order, and never over the platform's bytes: WooCommerce lists meta data in no stable order.
 */
export function versioned<T extends object>(content: T, at: Instant, rank: number): T & { readonly version: Version } {
  const digest = hash("sha1", JSON.stringify(content), "hex").slice(0, 16);
  return { ...content, version: { at, rank, digest } };
}
