import { existsSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import express, { Router, type RequestHandler } from "express";
import type { ServerBuild } from "@remix-run/node";
import { StartError } from "./start-error.server.ts";

const ROOT = join(import.meta.dirname, "..");

/** Where pages come from, and the files they load. */
export interface Pages {
  build: ServerBuild | (() => Promise<ServerBuild>);
  assets: RequestHandler;
  close(): Promise<void>;
}

/** The pages as `npm run build` left them. */
export async function builtPages(): Promise<Pages> {
  const file = join(ROOT, "build", "server", "index.js");
  if (!existsSync(file)) throw new StartError("The pages are not built yet: run npm run build first.");
  const build = (await import(pathToFileURL(file).href)) as ServerBuild;
  const client = join(ROOT, "build", "client");
  const assets = Router();
  assets.use("/assets", express.static(join(client, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }));
  assets.use(express.static(client, { maxAge: "1h" }));
  return { build, assets, close: async () => undefined };
}

/** Pages made on the fly by Vite, which reloads them in the browser when their source changes. */
export async function developedPages(server: Server): Promise<Pages> {
  const { createServer } = await import("vite");
  const vite = await createServer({ root: ROOT, server: { middlewareMode: true, hmr: { server } } });
  return {
    build: async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild,
    assets: vite.middlewares,
    close: () => vite.close(),
  };
}
