import pg from "pg";

// Catalog columns of these types ("char", name, int2vector-like and their arrays) are refused by the Prisma adapter.
const TEXT = 25;
const TEXT_ARRAY = 1009;
const READ_AS = new Map([
  [18, TEXT],
  [19, TEXT],
  [24, TEXT],
  [2205, TEXT],
  [1002, TEXT_ARRAY],
  [1003, TEXT_ARRAY],
]);

// PostgreSQL 18 lists NOT NULL among the constraints, a kind on which this Prisma gives up.
const ALL_CONSTRAINTS = "contype NOT IN ('p', 'u', 'f')";
const KNOWN_CONSTRAINTS = "contype NOT IN ('p', 'u', 'f', 'n')";

interface ResultPrototype {
  addFields(fields: { dataTypeID: number }[]): void;
}
interface ClientPrototype {
  query(config: unknown, ...rest: unknown[]): unknown;
}

/** Lets Prisma's own commands read PostgreSQL's catalog through the pg adapter. Only for the command line, never for the app. */
export function makeCatalogReadable(): void {
  const result = pg.Result.prototype as unknown as ResultPrototype;
  const addFields = result.addFields;
  result.addFields = function (fields) {
    for (const field of fields) field.dataTypeID = READ_AS.get(field.dataTypeID) ?? field.dataTypeID;
    addFields.call(this, fields);
  };

  const client = pg.Client.prototype as unknown as ClientPrototype;
  const query = client.query;
  client.query = function (config, ...rest) {
    return query.call(this, withoutNotNull(config), ...rest);
  };
}

function withoutNotNull(config: unknown): unknown {
  if (typeof config !== "object" || config === null || !("text" in config) || typeof config.text !== "string") return config;
  return { ...config, text: config.text.replace(ALL_CONSTRAINTS, KNOWN_CONSTRAINTS) };
}
