/** What the pages about a shop's connection show. */
import type { Subscription } from "../../../core/event/platform-client.ts";
import type { Instant } from "../../../core/shared/instant.ts";
import type { Pull } from "../../../models/pull.ts";

/** One kind of thing that is read, and how far that is. */
export type Progress = Pick<Pull, "resource" | "status" | "done" | "fresh" | "total" | "note" | "reason" | "startedAt" | "endedAt"> & { readonly label: string };

export type Permission = { readonly name: string; readonly why: string; /** Null where the platform does not tell. */ readonly granted: boolean | null };
export type Listening = Subscription & { /** "Orders" */ readonly subject: string; /** "partially fulfilled" */ readonly event: string };

export type ConnectionView = {
  readonly status: "connected" | "broken" | "left";
  readonly leaving: boolean;
  readonly reason: string | null;
  readonly connectedAt: Instant;
  readonly permissions: readonly Permission[];
  readonly subscriptions: readonly Listening[];
  readonly checkedAt: Instant | null;
  readonly past: readonly Progress[];
  readonly changes: readonly Progress[];
  /** Changes of the last seven days that no webhook told. */
  readonly untold: number;
  /** What this platform does not tell, and what cannot be done there. */
  readonly cannot: readonly string[];
};
