/** Talks to our own module in the shop (extensions/magento), where it is installed: the only way in which Magento Open Source tells of changes. */
import { z } from "zod";
import type { ListenAt, Subscription } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import type { Rest } from "./rest.ts";
import { MODULE_TOPICS } from "./topics.ts";

const Told = z.object({ was_connected: z.coerce.boolean(), topics: z.array(z.string()) });

/** Hands the module the door and the secret it signs with. Empty where there is no module. @throws PlatformError */
export async function connectModule(rest: Rest, { url, secret }: ListenAt): Promise<readonly Subscription[]> {
  let told: z.infer<typeof Told>;
  try {
    told = Told.parse(await rest.ask("PUT", "/afterglow/connection", { connection: { url, secret } }));
  } catch (error) {
    if (!(error instanceof PlatformError)) throw new PlatformError("unexpected", "the module's answer could not be read", "The Afterglow module in Magento answers in a way we do not understand. Update it.");
    // Magento answers 404 where no module has such an address.
    if (error.kind === "refused") return [];
    if (error.kind === "forbidden") return MODULE_TOPICS.map(({ topic }): Subscription => ({ topic, state: "refused", reason: error.forMerchant }));
    throw error;
  }
  return MODULE_TOPICS.map(({ topic }): Subscription => {
    if (!told.topics.includes(topic)) return { topic, state: "refused", reason: "The Afterglow module in Magento is older than this. Update it." };
    return { topic, state: told.was_connected ? "active" : "created", reason: null };
  });
}

/** Tells the module to stop and to forget the secret; a store that knows us no more has already done so. */
export async function disconnectModule(rest: Rest): Promise<void> {
  try {
    await rest.ask("DELETE", "/afterglow/connection");
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
  }
}
