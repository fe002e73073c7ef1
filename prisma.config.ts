import { PrismaPg } from "@prisma/adapter-pg";
import { defineConfig } from "prisma/config";
import { makeCatalogReadable } from "./prisma/catalog.ts";

makeCatalogReadable();

/** Taken apart, because a whole connection string would send the shadow database's statements to the real one. */
function connection(url = "postgresql://not-needed") {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  return {
    host: searchParams.get("host") ?? hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    // Idle connections would keep a finished command waiting, and the shadow database from being dropped.
    idleTimeoutMillis: 1,
    allowExitOnIdle: true,
  };
}

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // The JavaScript engine talks through the adapter, so no engine binary is ever downloaded.
  experimental: { adapter: true },
  engine: "js",
  adapter: async () => new PrismaPg(connection(process.env.DATABASE_URL)),
});
