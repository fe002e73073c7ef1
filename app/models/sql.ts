/** Prisma's SQL pieces without its generated client, whose engine would otherwise be bundled with the pages. */
export { empty, sqltag as sql } from "@prisma/client/runtime/client";
export type { Sql } from "@prisma/client/runtime/client";
