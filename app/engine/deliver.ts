import type { Instant } from "../core/shared/instant.ts";
import type { SendOutcome } from "../core/message/outcome.ts";
import { outcomeRecorder } from "./record-outcome.ts";
import type { ClaimedMessage, Store } from "./ports.ts";

export { consequences } from "./record-outcome.ts";

/** How a channel says a send went, or why it was not even tried. */
export type Delivered =
  | SendOutcome
  | { readonly kind: "stopped"; readonly rule: string; readonly reason: string }
  /** Not tried: it may go later. */
  | { readonly kind: "wait"; readonly until: Instant; readonly reason: string };
/** Another sender has the message in hand: there is nothing to say about this attempt. */
export type TakenOver = { readonly kind: "taken_over" };

export type Send = (shopId: string, message: ClaimedMessage) => Promise<Delivered | TakenOver>;
/** When to try again after this many attempts; null gives up. */
export type RetryAt = (attempts: number, now: Instant) => Instant | null;

const LOST = "The sender stopped while this message was on its way; whether it arrived is not known.";

/**
 * Sends what is queued and may go, `parallel` at once; whenever one is done the next begins, so a slow send
 * holds up nobody but itself. Each message was marked as being sent, and that committed, before its send
 * starts, so a crash at any point is recognised: marketing is then not sent again (at most once), a
 * transactional message is, under the same Message-ID (at least once).
 *
 * At most `parallel` claimed messages wait beside those being sent, so that each begins after one send at
 * the longest, and ends after two: the claim's lease must outlast that, and crashes leave few of them.
 *
 * @param limit how many to take in all
 * @param goOn asked before each claim; once it says no, what is taken is still finished
 * @returns how many were taken
 */
export async function deliver(
  store: Store, shopId: string, send: Send, retryAt: RetryAt, now: () => Instant, limit: number, parallel: number, goOn: (longestUnderWayMs: number) => boolean = () => true,
): Promise<number> {
  const record = outcomeRecorder(store, shopId, retryAt, now);
  const claimed: ClaimedMessage[] = [];
  const sending = new Map<Promise<void>, number>();
  const recording = new Set<Promise<void>>();
  let claiming: Promise<void> | null = null;
  let taken = 0;
  let isDry = false;
  let failure: { readonly error: unknown } | null = null;
  const failed = (error: unknown): void => void (failure ??= { error });

  const one = async (message: ClaimedMessage): Promise<void> => {
    const outcome = lost(message) ?? (await send(shopId, message));
    if (outcome.kind === "taken_over") return;
    // The place is free for the next while this is written down, together with others that ended just now.
    const writing: Promise<void> = record(message, outcome).catch(failed).finally(() => recording.delete(writing));
    recording.add(writing);
  };
  const claim = async (): Promise<void> => {
    const most = Math.min(2 * parallel - sending.size - claimed.length, limit - taken);
    const more = await store.claimMessages(shopId, now(), most);
    claimed.push(...more);
    taken += more.length;
    isDry = more.length < most;
  };
  for (;;) {
    while (sending.size < parallel && claimed.length > 0) {
      const running: Promise<void> = one(claimed.shift() as ClaimedMessage).catch(failed).finally(() => sending.delete(running));
      sending.set(running, performance.now());
    }
    const wantsMore = claimed.length < parallel / 2 && recording.size <= 4 * parallel && taken < limit && !isDry && failure === null;
    if (!claiming && wantsMore && goOn(longest(sending))) claiming = claim().catch(failed).finally(() => (claiming = null));
    const underWay = [...sending.keys(), ...(claiming ? [claiming] : recording)];
    if (underWay.length === 0) break;
    await Promise.race(underWay);
  }
  if (failure) throw (failure as { error: unknown }).error;
  return taken;
}

function longest(sending: ReadonlyMap<unknown, number>): number {
  const [first] = sending.values();
  return first === undefined ? 0 : performance.now() - first;
}

function lost(message: ClaimedMessage): Delivered | null {
  return message.wasInterrupted && message.class === "marketing" ? { kind: "unknown", reason: LOST, log: "sender died" } : null;
}
