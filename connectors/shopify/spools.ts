/** Export files that are being read, kept between two pages of one pull in this process. */
import type { Instant } from "#app/core/shared/instant.ts";
import { MINUTE } from "#app/core/shared/instant.ts";
import type { Spool } from "./spool.ts";

const MOST = 4;
/** A pull that was given up leaves its file no longer than this, as soon as another is looked for. */
const IDLE_MS = 30 * MINUTE;

const spools = new Map<string, { readonly spool: Spool; usedAt: Instant }>();

export function findSpool(id: string, now: Instant): Spool | null {
  const found = spools.get(id);
  if (!found) return null;
  found.usedAt = now;
  return found.spool;
}

/** The one not used for longest gives way. */
export async function keepSpool(id: string, spool: Spool, now: Instant): Promise<void> {
  await dropSpool(id);
  const oldest = [...spools].toSorted(([, a], [, b]) => a.usedAt - b.usedAt);
  for (const [other, { usedAt }] of oldest) if (spools.size >= MOST || now - usedAt > IDLE_MS) await dropSpool(other);
  spools.set(id, { spool, usedAt: now });
}

export async function dropSpool(id: string): Promise<void> {
  const found = spools.get(id);
  spools.delete(id);
  await found?.spool.close();
}
