import { parseArgs } from "node:util";
import { StartError } from "../start-error.server.ts";

export type Arguments = {
  readonly shop: string;
  readonly file: string;
  readonly dryRun: boolean;
  /** Where problems are written; null: to the output. */
  readonly problems: string | null;
};

export const USAGE = `Takes the orders of an export file into a shop, as history: no journey starts, and
nobody is written to. Run again, it changes nothing more.

  npm run import -- --shop <id> orders.csv [--dry-run] [--problems problems.csv]

  --shop          a connected shop: in DATABASE_URL, else in the demo's DATA_DIR
  orders.csv      an orders export of Shopify or WooCommerce, packed (.gz) or not
  --dry-run       reads all of it, says what would be taken, and changes nothing
  --problems      writes what could not be read to this file and not to the output

  Ends with 0 when all of the file was taken, with 1 when a part of it could not
  be (each place is named by line and column), with 2 when nothing could be done,
  and with 130 when it was stopped: run again, it goes on.`;

const OPTIONS = { shop: { type: "string" }, problems: { type: "string" }, "dry-run": { type: "boolean" }, help: { type: "boolean" } } as const;

/** @returns null when only the usage is asked for. @throws StartError naming the argument that is wrong */
export function readArguments(args: readonly string[]): Arguments | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  const shop = values.shop?.trim() ?? "";
  if (shop === "") throw new StartError("--shop is missing: name the shop that the orders belong to (--help shows how).");
  const [file, another] = positionals;
  if (file === undefined) throw new StartError("The file is missing: give an orders export, such as orders.csv (--help shows how).");
  if (another !== undefined) throw new StartError(`One file at a time: ${file}, then ${another}.`);
  const problems = values.problems?.trim() ?? null;
  if (problems === "") throw new StartError("--problems needs the name of a file.");
  return { shop, file, dryRun: values["dry-run"] ?? false, problems };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: true });
  } catch (error) {
    const name = /--?[a-z-]+/i.exec(error instanceof Error ? error.message : "")?.[0] ?? "An argument";
    const known = name.startsWith("--") && name.slice(2) in OPTIONS;
    throw new StartError(known ? `${name} is not used like that (--help shows how).` : `${name} is not an argument of this command; there are ${Object.keys(OPTIONS).map((one) => `--${one}`).join(", ")}.`);
  }
}
