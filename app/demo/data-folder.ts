import { randomBytes } from "node:crypto";
import { open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { makeFolder } from "../postgres/make-folder.ts";
import { StartError, errorCode } from "../start-error.server.ts";

/** The folder that holds all the demo keeps, made if missing. @throws StartError when it cannot be written */
export async function dataFolder(path: string): Promise<string> {
  const folder = resolve(path);
  const probe = join(folder, `.writable-${process.pid}`);
  try {
    await makeFolder(folder);
    await writeFile(probe, "");
    await rm(probe);
    return folder;
  } catch (error) {
    throw new StartError(`DATA_DIR ${folder} cannot be written (${errorCode(error)}): make it writable, or set DATA_DIR to another folder.`);
  }
}

/** What signs the demo's links and cookies: made once, and readable by its owner only. */
export async function keptSecret(folder: string): Promise<string> {
  const file = join(folder, "app-secret");
  const known = await readFile(file, "utf8").catch(() => "");
  if (known.length >= 32) return known;
  const secret = randomBytes(32).toString("base64url");
  await writeWhole(file, secret);
  return secret;
}

/** Replaces a file so that no reader ever sees half of it, for its owner's eyes only. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.new`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
