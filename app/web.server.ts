import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import compression from "compression";
import express, { type Express } from "express";
import { createRequestHandler } from "@remix-run/express";
import type { App } from "./context.ts";
import { liftEmbedToken } from "./embedded-lift.server.ts";
import type { Log } from "./log.server.ts";
import { builtPages, developedPages, type Pages } from "./pages.server.ts";
import { errorCode, StartError } from "./start-error.server.ts";

/** What startWeb needs: the app, where to listen, and whether pages are built or made on the fly. */
export interface WebOptions {
  app: App & { receive: { handle(req: IncomingMessage, res: ServerResponse): Promise<void> } };
  /** 0 takes any free port. */
  port: number;
  log: Log;
  dev?: boolean;
}

/** A web server that takes requests. */
export interface Web {
  /** Where it listens on this machine, without a slash at the end. */
  url: string;
  /** Lets running requests end, for a few seconds at most. */
  close(): Promise<void>;
}

// Long enough for any page, short enough for a process manager that kills after ten seconds.
const GRACE = 5_000;

/** Starts the web server. @throws StartError when the port is taken or the pages are not built */
export async function startWeb({ app, port, log, dev = false }: WebOptions): Promise<Web> {
  const server = createServer();
  const pages = dev ? await developedPages(server) : await builtPages();
  const site = createSite(pages, app);
  server.on("request", (req, res) => {
    // Webhook doors read the raw bytes the signature is over, so nothing may touch the request before them.
    if (!req.url?.startsWith("/webhooks/")) return void site(req, res);
    app.receive.handle(req, res).catch((error: unknown) => {
      log.error("a webhook could not be received", { error });
      if (!res.headersSent) res.writeHead(500).end();
    });
  });
  try {
    await listen(server, port);
  } catch (error) {
    await pages.close();
    throw error;
  }
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return { url, close: async () => void (await Promise.all([pages.close(), shut(server)])) };
}

function createSite(pages: Pages, app: App): Express {
  const site = express();
  site.disable("x-powered-by");
  // A proxy on this machine or network tells the visitor's address and scheme; strangers' claims do not count.
  site.set("trust proxy", ["loopback", "linklocal", "uniquelocal"]);
  site.use(compression());
  site.use(pages.assets);
  site.use(liftEmbedToken);
  site.all("*", createRequestHandler({ build: pages.build, getLoadContext: (request) => ({ app, client: request.ip ?? "" }) }));
  return site;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const code = errorCode(error);
      if (code === "EADDRINUSE") reject(new StartError(`Port ${port} is in use: stop what uses it, or set PORT to another.`));
      else if (code === "EACCES") reject(new StartError(`Port ${port} may not be used by this user: set PORT to one above 1023.`));
      else reject(error);
    });
    server.listen(port, resolve);
  });
}

async function shut(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatient = setTimeout(() => server.closeAllConnections(), GRACE);
  await closed;
  clearTimeout(impatient);
}
