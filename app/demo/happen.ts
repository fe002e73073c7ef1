/** What a visitor of the demo makes a customer do, told by the doors that a shop and its customers use. */
import type { App, Happening } from "../context.ts";
import { openIssues, isOpen } from "../core/profile/issues.ts";
import type { Profile } from "../core/profile/profile.ts";
import { SECOND } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { signToken } from "../core/shared/token.ts";
import { findCustomer } from "../models/customer.ts";
import { planBuyingAgain } from "./buy-again.ts";
import { Calls } from "./life/call.ts";
import type { Tell } from "./store-sender.ts";

type Ports = { readonly app: Pick<App, "db" | "secret">; readonly tell: Tell; /** Of the web server on this machine. */ readonly address: string };
type Order = { readonly ref: string; readonly number: string | null };
type Scene = { readonly ports: Ports; readonly shopId: string; readonly profile: Profile; readonly calls: Calls; readonly order: Order | null; readonly now: Instant };

/** @returns what was told, in a sentence; nothing was where it says why not */
export async function happen(ports: Ports, shopId: string, customerId: string, what: Happening, now: Instant): Promise<string> {
  const { db } = ports.app;
  const profile = await findCustomer(db, shopId, customerId);
  if (!profile) return "There is no such customer.";
  const contact = { email: profile.email?.value ?? null, phone: profile.phone?.value ?? null };
  if (contact.email === null && contact.phone === null) return "Nobody knows this customer's address or number, so a shop's page could not say who visits.";
  const orders = { shopId, profileId: profile.id, test: false, status: { notIn: ["draft", "cancelled"] } };
  const order =
    (what === "buy" ? null : await db.order.findFirst({ where: { ...orders, status: "delivered" }, orderBy: { placedAt: "desc" }, select: { ref: true, number: true } })) ??
    (await db.order.findFirst({ where: orders, orderBy: { placedAt: "desc" }, select: { ref: true, number: true } }));
  const scene: Scene = { ports, shopId, profile, calls: new Calls(`visitor|${profile.id}|${what}|${now}`, contact), order, now };
  const said = await act(scene, what);
  if (scene.calls.told.length > 0) await ports.tell(shopId, scene.calls.told.map(({ body }) => JSON.parse(body) as object));
  return said;
}

async function act(scene: Scene, what: Happening): Promise<string> {
  const { ports, shopId, profile, calls, order, now } = scene;
  const about = order ? { order_id: order.ref } : {};
  switch (what) {
    case "faq":
      // Close together: an order that was placed a moment ago lies before all three.
      for (const seconds of [4, 2, 0]) calls.page(now - seconds * SECOND, "FAQ", 90);
      return "3 visits to the FAQ, 90 seconds each, were told to Afterglow. Within two days of an order the welcome journey answers them.";
    case "returns_page":
      calls.page(now, "Returns", 60);
      return "A visit to the returns page was told to Afterglow. Within three days of a delivery the welcome journey answers it.";
    case "ticket":
      calls.track(now, "Support Ticket Opened", { ticket_id: `V-${Math.floor(now / 1000).toString(36)}`, subject: "A question", ...about });
      return "The help desk told Afterglow that a ticket was opened. Until it is solved, marketing to this customer waits.";
    case "ticket_solved":
      return settle(scene, "ticket", "Support Ticket Solved", "ticket_id", "The help desk told Afterglow that the ticket is solved.", "No ticket of this customer is open.");
    case "return":
      if (!order) return "This customer has no order that could be returned.";
      calls.track(now, "Return Requested", { return_id: `RV-${order.ref}`, reason: "changed their mind", ...about });
      return `The shop told Afterglow that a return of order ${order.number ?? ""} was asked for.`;
    case "return_closed":
      return settle(scene, "return", "Return Closed", "return_id", "The shop told Afterglow that the return is settled.", "No return of this customer is open.");
    case "rate_5":
    case "rate_3":
    case "rate_1":
      return rate(scene, Number(what.at(-1)));
    case "buy": {
      const { number, title } = await planBuyingAgain(ports.app.db, shopId, profile, now);
      return `Order ${number} (${title}) came in through the front door, signed by the store.`;
    }
  }
}

function settle({ profile, calls, now }: Scene, kind: "ticket" | "return", event: string, name: string, done: string, none: string): string {
  const open = Object.entries(profile.issues).filter(([, issue]) => issue.kind === kind && isOpen(issue));
  if (openIssues(profile.issues, kind).length === 0) return none;
  for (const [ref] of open) calls.track(now, event, { [name]: ref.slice(kind.length + 1) });
  return done;
}

/** By the link in the newest survey, if one was sent; else as a survey tool of the shop's own would tell it. */
async function rate({ ports: { app, address }, shopId, profile, calls, order, now }: Scene, stars: number): Promise<string> {
  const asked = await app.db.message.findFirst({
    where: { shopId, profileId: profile.id, content: { in: ["review.ask", "review.remind"] }, status: { notIn: ["queued", "sending", "stopped"] } }, orderBy: { createdAt: "desc" }, select: { id: true },
  });
  if (asked) {
    const token = signToken(app.secret, { kind: "survey", id: asked.id, expiresAt: null, extra: "" });
    const body = new URLSearchParams({ question: "rating", answer: String(stars) });
    const response = await fetch(`${address}/s/${token}`, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(30_000) });
    await response.text();
    if (response.status !== 303) throw new Error(`the survey answered ${response.status}`);
    return `The survey in their newest message was answered: ${stars} of 5.`;
  }
  if (!order) return "This customer has no order to rate.";
  calls.track(now, "Survey Answered", { question: "rating", score: stars, scale: 5, order_id: order.ref });
  return `No survey has gone to this customer yet; a survey of the shop's own told Afterglow that they rate order ${order.number ?? ""} ${stars} of 5.`;
}
