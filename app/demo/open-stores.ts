import type { Instant } from "../core/shared/instant.ts";
import type { Env } from "../env.server.ts";
import type { Database } from "../models/database.ts";
import { newCredentials, storedCredentials } from "./credentials.ts";
import { liveStore } from "./history/seed.ts";
import type { Credentials } from "./history/seed.ts";
import { DEMO_STORES } from "./stores/index.ts";
import type { DemoStore } from "./stores/store.ts";

export type OpenStore = { readonly store: DemoStore; readonly credentials: Credentials };

type Options = { readonly db: Database; readonly databaseUrl: string; readonly env: Env; readonly listFile: string; readonly now: Instant; readonly say: (line: string) => void };

/** The stores with what opens them; those that are not there yet get their past first. */
export async function openStores({ db, databaseUrl, env, listFile, now, say }: Options): Promise<OpenStore[]> {
  const known = new Set((await db.shop.findMany({ select: { id: true } })).map((shop) => shop.id));
  const stores: OpenStore[] = [];
  let writing: Promise<void> = Promise.resolve();
  for (const store of DEMO_STORES) {
    if (known.has(store.id)) {
      stores.push({ store, credentials: await storedCredentials(db, store, env, listFile) });
      continue;
    }
    const start = performance.now();
    const credentials = newCredentials(store, env);
    const lived = await liveStore(store, credentials, now);
    // One store is written while the next one lives.
    await writing;
    writing = lived.write(databaseUrl).then(() =>
      say(`Seeding ${store.id}: 2 years, ${lived.customers} customers, ${lived.orders.toLocaleString("en")} orders … done in ${((performance.now() - start) / 1000).toFixed(1)} s`),
    );
    // A failure is told by the await above or below, not as one that nobody handles.
    writing.catch(() => undefined);
    stores.push({ store, credentials });
  }
  await writing;
  return stores;
}
