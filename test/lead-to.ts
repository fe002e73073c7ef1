import type { BrowserContext, Request } from "playwright-core";

export type Asked = { readonly path: string; readonly method: string; readonly bearer: boolean; /** A page, and not what a page asks for. */ readonly isPage: boolean };

/**
 * Makes a browser find our app, which listens at `to`, under its public address `from`. A page that stands in for another
 * site's may frame it only so: browsers keep other sites' pages off this machine. `hear` is told of each request.
 */
export async function leadTo(context: BrowserContext, from: string, to: string, hear: (asked: Asked) => void = () => undefined): Promise<void> {
  const { protocol, host } = new URL(from);
  await context.route(`${from}/**`, async (route) => {
    const asked = route.request();
    const { pathname, search } = new URL(asked.url());
    const given = await asked.allHeaders();
    hear({ path: pathname, method: asked.method(), bearer: given["authorization"]?.startsWith("Bearer ") ?? false, isPage: asked.isNavigationRequest() });
    const answer = await fetch(to + pathname + search, {
      method: asked.method(), headers: { ...given, "sec-fetch-dest": destination(asked), "x-forwarded-proto": protocol.slice(0, -1), "x-forwarded-host": host }, redirect: "manual", ...(asked.postData() !== null && { body: asked.postData() as string }),
    });
    const headers = Object.fromEntries(answer.headers);
    delete headers["content-encoding"];
    // The tool that stands between follows redirects itself, past this place.
    const next = answer.headers.get("location");
    if (next) return route.fulfill({ contentType: "text/html", body: `<!doctype html><meta http-equiv="refresh" content="0;url=${new URL(next, from).href.replaceAll("&", "&amp;")}">` });
    await route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) });
  });
}

/** Browsers say it only when they send the request, which this one they do not. */
function destination(asked: Request): string {
  if (!asked.isNavigationRequest()) return "empty";
  return asked.frame().parentFrame() ? "iframe" : "document";
}
