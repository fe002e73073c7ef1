/** What a Shopify shop pays, by Shopify's billing: asked for, ended, and read again whenever it may have changed. */
import { z } from "zod";
import type { Reach } from "./core/event/platform-client.ts";
import { PlatformError } from "./core/event/platform-error.ts";
import { GROW, readPlan, unpaid } from "./core/plan.ts";
import type { Plan } from "./core/plan.ts";
import { DAY, parseInstant } from "./core/shared/instant.ts";
import type { Instant } from "./core/shared/instant.ts";
import { findConnection, keepPlan } from "./models/connection.ts";
import type { Database } from "./models/database.ts";
import { findShopByDomain } from "./models/installed-shop.ts";
import { readShop } from "./models/shop.ts";
import type { Platforms } from "./platforms.server.ts";
import type { Library } from "./shopify-library.server.ts";

export type ShopifyPlans = {
  /** Asks Shopify for the paid plan. @returns where the merchant says yes to it, in Shopify's own pages */
  choose(request: Request): Promise<string>;
  /** Ends the paid plan at once; Shopify gives back what is left of the period. */
  end(request: Request): Promise<void>;
  /** Reads what the shop pays now, and keeps it. Does nothing for shops of other platforms. @throws PlatformError */
  refresh(shopId: string): Promise<void>;
};

type Ports = {
  readonly db: Database;
  readonly platforms: Platforms;
  /** Public base address of this app. */
  readonly url: string;
  readonly apiKey: string;
  readonly now: () => Instant;
  /** Development shops pay with charges that are not real. */
  readonly reach: Pick<Reach, "allowPrivate">;
  readonly library: () => Promise<Library>;
  readonly reaching: <T>(work: () => Promise<T>) => Promise<T>;
  readonly authenticate: (request: Request) => ReturnType<Library["authenticate"]["admin"]>;
};

/** Where the library puts the address that leads out of the frame. */
const LEADS_TO = "X-Shopify-API-Request-Failure-Reauthorize-Url";

const ASKED_LATER = "Shopify could not be asked about your plan. Afterglow asks again later.";

const QUERY = `query Plan { currentAppInstallation { activeSubscriptions { id name status test trialDays createdAt currentPeriodEnd } } }`;

const answerSchema = z.object({
  data: z.object({
    currentAppInstallation: z.object({
      activeSubscriptions: z.array(
        z.object({ id: z.string(), name: z.string(), status: z.string(), test: z.boolean(), trialDays: z.number(), createdAt: z.string(), currentPeriodEnd: z.string().nullable() }),
      ),
    }),
  }),
});
type Subscription = z.infer<typeof answerSchema>["data"]["currentAppInstallation"]["activeSubscriptions"][number];

/** Billing by Shopify's library; what a shop pays is kept with its connection. */
export function shopifyPlans({ db, platforms, url, apiKey, now, reach, library, reaching, authenticate }: Ports): ShopifyPlans {
  const isTest = reach.allowPrivate;
  return {
    async choose(request) {
      const { billing, session } = await authenticate(request);
      const returnUrl = `https://admin.shopify.com/store/${session.shop.replace(/\.myshopify\.com$/, "")}/apps/${apiKey}/app/plan`;
      try {
        return await reaching(() => billing.request({ plan: GROW.name, isTest, returnUrl }));
      } catch (error) {
        const leadsTo = error instanceof Response ? error.headers.get(LEADS_TO) : null;
        // Where Shopify takes the token no more, it leads to a sign-in of ours that token exchange does not have.
        if (leadsTo && new URL(leadsTo).origin === new URL(url).origin) throw new PlatformError("unauthorised", "the plan could not be asked for: the token is refused", "Shopify asks Afterglow to sign in again. Reload the page, and choose once more.");
        if (leadsTo) return leadsTo;
        if (error instanceof Response) throw error;
        throw new PlatformError("unavailable", `the plan could not be asked for: ${nameOf(error)}`, "Shopify did not take the request. Try again in a moment.");
      }
    },
    async end(request) {
      const { billing, session } = await authenticate(request);
      const shop = await findShopByDomain(db, "shopify", session.shop);
      const plan = shop && readPlan((await findConnection(db, shop.id))?.plan);
      if (!shop || !plan?.subscription) return;
      const { subscription } = plan;
      try {
        await reaching(() => billing.cancel({ subscriptionId: subscription, isTest, prorate: true }));
      } catch (error) {
        if (error instanceof Response) throw error;
        throw new PlatformError("unavailable", `the plan could not be ended: ${nameOf(error)}`, "Shopify did not end the plan. Try again in a moment.");
      }
      await keepPlan(db, shop.id, unpaid(plan, true, now()));
    },
    async refresh(shopId) {
      const shop = await readShop(db, shopId);
      if (shop.platform !== "shopify") return;
      // Its client renews the tokens, under the shop's lock, where that is due; the library must not.
      await (await platforms.clientFor(shopId)).about();
      const paid = await reaching(async () => paidNow(await library(), shop.domain));
      const before = readPlan((await findConnection(db, shopId))?.plan);
      await keepPlan(db, shopId, paid ? planOf(paid, now()) : unpaid(before, false, now()));
    },
  };
}

async function paidNow({ unauthenticated }: Library, domain: string): Promise<Subscription | undefined> {
  try {
    const { admin } = await unauthenticated.admin(domain);
    const answer = answerSchema.parse(await (await admin.graphql(QUERY)).json());
    return answer.data.currentAppInstallation.activeSubscriptions.find(({ name, status }) => name === GROW.name && status === "ACTIVE");
  } catch (error) {
    throw new PlatformError("unavailable", `the plan of ${domain} could not be read: ${nameOf(error)}`, ASKED_LATER);
  }
}

function planOf({ id, test, trialDays, createdAt, currentPeriodEnd }: Subscription, now: Instant): Plan {
  const trialEnds = (parseInstant(createdAt) ?? now) + trialDays * DAY;
  const renewsAt = currentPeriodEnd === null ? null : parseInstant(currentPeriodEnd);
  return { name: "grow", lapsed: false, subscription: id, test, trialEndsAt: trialEnds > now ? trialEnds : null, renewsAt, readAt: now };
}

/** Answers may hold a shop's data: only the kind of error is for the log. */
function nameOf(error: unknown): string {
  return error instanceof Response ? `status ${error.status}` : error instanceof Error ? error.name : "unknown error";
}
