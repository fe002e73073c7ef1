import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { errorCode, StartError } from "#app/start-error.server.ts";
import { processIdentity } from "./process-identity.ts";

const Owner = z.object({ pid: z.number(), identity: z.string() });

/** Makes this process the only Afterglow that uses the folder, or says which other one does. Gives back the release. */
export async function claim(home: string): Promise<() => Promise<void>> {
  const file = join(home, "owner.json");
  const identity = (await processIdentity(process.pid)) ?? `${process.pid}`;
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await writeFile(file, JSON.stringify({ pid: process.pid, identity }), { flag: "wx" });
      return () => rm(file, { force: true });
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    }
    const owner = await readOwner(file);
    if (owner && (await processIdentity(owner.pid)) === owner.identity) {
      throw new StartError(`Another Afterglow (process ${owner.pid}) already uses ${home}: stop it, or set DATA_DIR to another folder.`);
    }
    await rm(file, { force: true });
  }
  throw new StartError(`Several processes are starting on ${home} at once: try again.`);
}

/** The process that claimed the folder, or undefined when its note is missing or half written. */
async function readOwner(file: string): Promise<z.infer<typeof Owner> | undefined> {
  try {
    return Owner.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return undefined;
  }
}
