import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode } from "#app/start-error.server.ts";

/** mkdir -p. Node's own loops for ever where a folder exists but nothing can be made in it, as in /proc. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST" && (await stat(path)).isDirectory()) return;
    if (code !== "ENOENT" || (await exists(dirname(path)))) throw error;
    await makeFolder(dirname(path));
    await makeFolder(path);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
