import type { App } from "#app/context.ts";
import type { Tell } from "#app/demo/store-sender.ts";
import { post } from "./calls.ts";

/** Tells the demo's calls straight to the route. A call that is refused is an error: the demo should make none. @param keyOf the shop's API key */
export function tellApp(app: Omit<App, "demo">, keyOf: (shopId: string) => string): Tell {
  return async (shopId, calls) => {
    const { status, body } = await post(app as App, "batch", { batch: calls }, { key: keyOf(shopId) });
    if (status !== 200 || body.refused) throw new Error(`the tracking API answered ${status} ${JSON.stringify(body.refused ?? body)}`);
  };
}
