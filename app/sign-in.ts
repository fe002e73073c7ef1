/** A link that signs in once: for a merchant who has lost the way in, made by whoever runs the installation. */
import { parseArgs } from "node:util";
import { createDb } from "./db.server.ts";
import { webEnv } from "./env.server.ts";
import { DAY } from "./core/shared/instant.ts";
import { createSignIn, shopNamed, signInUrl } from "./models/sign-in.ts";
import { StartError } from "./start-error.server.ts";

/** As long as a merchant may take to read their mail. */
const LASTS_MS = 2 * DAY;

async function link(args: readonly string[]): Promise<string> {
  const asked = parseArgs({ args: [...args], allowPositionals: true }).positionals[0] ?? "";
  const env = webEnv();
  const db = createDb(env.DATABASE_URL, { max: 1 });
  try {
    const shopId = await shopNamed(db.prisma, asked);
    if (shopId === null) throw new StartError(asked === "" ? "Name the shop by its id or its address." : `${asked} is neither the id nor the address of a shop here.`);
    const now = Date.now();
    return signInUrl({ url: env.APP_URL, secret: env.APP_SECRET }, await createSignIn(db.prisma, shopId, now), now + LASTS_MS);
  } finally {
    await db.close();
  }
}

try {
  process.stdout.write(`${await link(process.argv.slice(2))}\n`);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
