import { DAY } from "../shared/instant.ts";

/** A store whose clock is wrong must not keep us away for years. */
const LONGEST_WAIT_MS = DAY;

/** What can go wrong at a platform, in the few kinds that make a difference to us. */
export type PlatformErrorKind =
  /** The credentials are no longer taken: the merchant must connect again. */
  | "unauthorised"
  /** Known, but this is not allowed: a permission is missing. */
  | "forbidden"
  /** Too many calls: later. */
  | "throttled"
  /** Not there, or broken for the moment: later. */
  | "unavailable"
  /** It says that what we ask is wrong; asking again does not help. */
  | "refused"
  /** The platform has no such thing. */
  | "unable"
  /** An answer we do not understand. */
  | "unexpected";

/** A failed call. `message` is for the log and holds neither secrets nor personal data; `forMerchant` is a sentence that says what to do. */
export class PlatformError extends Error {
  readonly kind: PlatformErrorKind;
  readonly forMerchant: string;
  /** The platform says when to come back, milliseconds from now: a day at most. */
  readonly retryAfterMs: number | null;

  constructor(kind: PlatformErrorKind, message: string, forMerchant: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = "PlatformError";
    this.kind = kind;
    this.forMerchant = forMerchant;
    this.retryAfterMs = retryAfterMs === null ? null : Math.min(retryAfterMs, LONGEST_WAIT_MS);
  }

  /** By its name: pages are built with a copy of this class of their own, and clients throw the other. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // A class made of this one has no name of its own to go by.
    if (this !== PlatformError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return value instanceof Error && value.name === "PlatformError";
  }

  /** Whether the same call may succeed later without anyone's doing. */
  get passes(): boolean {
    return this.kind === "throttled" || this.kind === "unavailable";
  }
}
