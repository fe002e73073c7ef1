import type { Database } from "#app/models/database.ts";

type Row = Readonly<Record<string, unknown>>;

/** Every row of every table of a database, by table. */
export async function everyRow(db: Database): Promise<ReadonlyMap<string, readonly Row[]>> {
  const tables = await db.$queryRawUnsafe<{ name: string }[]>(`SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`);
  const found = new Map<string, readonly Row[]>();
  for (const { name } of tables) {
    const columns = await db.$queryRawUnsafe<{ name: string; type: string }[]>(`SELECT column_name::text AS name, data_type::text AS type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`, name);
    // Bytes as they are, the rest as the database writes it out.
    const list = columns.map(({ name: column, type }) => `"${column}"${type === "bytea" ? "" : "::text"} AS "${column}"`).join(", ");
    found.set(name, await db.$queryRawUnsafe<Row[]>(`SELECT ${list} FROM "${name}"`));
  }
  return found;
}

/** Tables of a database that say whose shop a row is. */
export async function shopTables(db: Database): Promise<string[]> {
  const rows = await db.$queryRawUnsafe<{ name: string }[]>(`SELECT table_name::text AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'shop_id' ORDER BY 1`);
  return rows.map((row) => row.name);
}

/** Where one of these words stands in any row, however it is written: "delivery.body: zebulonia". Empty when nowhere. */
export async function findWords(db: Database, words: readonly string[]): Promise<string[]> {
  const hits = new Set<string>();
  for (const [table, rows] of await everyRow(db)) {
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) for (const word of wordsIn(textOf(value), words)) hits.add(`${table}.${column}: ${word}`);
    }
  }
  return [...hits].sort();
}

/** Which of these words a text holds: plainly, escaped, percent-encoded, in base64, or, for numbers, spelled in another way. */
export function wordsIn(text: string, words: readonly string[]): string[] {
  const forms = [text, text.replace(/\\+u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), percentDecoded(text), ...(text.match(/[\w+/-]{16,}/g) ?? []).map((part) => Buffer.from(part, "base64").toString("utf8"))];
  const plain = forms.map((form) => form.toLowerCase());
  const digits = plain.flatMap((form) => (form.match(/\+?\d[\d\s().-]{6,}\d/g) ?? []).map((run) => run.replace(/\D/g, "")));
  return words.filter((word) => (/^\d{8,}$/.test(word) ? digits.some((run) => run.includes(word)) : plain.some((form) => form.includes(word.toLowerCase()))));
}

function percentDecoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"));
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : String(value ?? "");
}
