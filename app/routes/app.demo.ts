import { json, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, TypedResponse } from "@remix-run/node";
import type { DemoResult, DemoView } from "../components/admin/demo-bar.tsx";
import { HAPPENINGS } from "../context.ts";
import type { Demo } from "../context.ts";
import { requireWho } from "../who.server.ts";
import { postedForm } from "../posted-form.server.ts";

/** What the time machine is doing. */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<TypedResponse<DemoView>> {
  await requireWho(request, context);
  const demo = requireDemo(context.app.demo);
  return json({ now: demo.now(), busy: demo.busy(), mailboxUrl: demo.mailboxUrl });
}

/** Moves the clock, places an order, or lets one customer do something. */
export async function action({ request, context }: ActionFunctionArgs): Promise<TypedResponse<DemoResult> | Response> {
  const { shopId } = await requireWho(request, context);
  const demo = requireDemo(context.app.demo);
  const result = await act(demo, shopId, await postedForm(request));
  // Without scripts a browser would be left with bare data.
  return request.headers.get("sec-fetch-dest") === "document" ? redirect("/app", 303) : json(result);
}

async function act(demo: Demo, shopId: string, form: FormData): Promise<DemoResult> {
  const busy = demo.busy();
  if (busy !== null) return { said: `One moment: ${busy}`, failed: true };
  try {
    if (form.get("do") === "order") {
      const { orderNumber } = await demo.placeOrder(shopId);
      return { said: `Order ${orderNumber} came in through the front door.` };
    }
    const what = form.get("happen");
    if (what !== null) {
      const known = HAPPENINGS.find((one) => one === what);
      if (!known) throw new Response("There is no such thing to do.", { status: 400 });
      return await demo.happen(shopId, String(form.get("customer") ?? ""), known);
    }
    const days = Number(form.get("days"));
    if (![1, 7, 30].includes(days)) throw new Response("Choose 1, 7 or 30 days.", { status: 400 });
    const { moved } = await demo.advance(days);
    return { said: `${days === 1 ? "A day" : `${days} days`} later: ${moved === 0 ? "nothing fell due." : `${moved} ${moved === 1 ? "thing" : "things"} happened.`}` };
  } catch (error) {
    if (error instanceof Response) throw error;
    console.error(error);
    return { said: "That did not work. The log says why.", failed: true };
  }
}

function requireDemo(demo: Demo | null): Demo {
  if (!demo) throw new Response(null, { status: 404 });
  return demo;
}
