/** What a platform says about the shop's own relation to us, or about a person's rights. */

/** Whom a privacy request is about; any field may be missing. */
export type PersonHint = {
  /** The platform's id of the customer. */
  readonly ref: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** Orders the platform names; those of the customer are found in any case. */
  readonly orderRefs: readonly string[];
  /** Our own id of the customer, where the merchant asked. */
  readonly profileId?: string;
};

export type Notice =
  /** The app was removed: stop at once. */
  | { readonly kind: "uninstalled" }
  /** Everything of this shop is to be deleted. */
  | { readonly kind: "erase_shop" }
  | { readonly kind: "erase_person"; readonly person: PersonHint }
  /** The merchant needs a copy of what is held; `requestRef` is the platform's own number of the request. */
  | { readonly kind: "export_person"; readonly person: PersonHint; readonly requestRef: string | null }
  /** The merchant chose, changed or ended a plan, or a payment failed: ask the platform what holds now. */
  | { readonly kind: "plan_changed" }
  /** What we may do changed. */
  | { readonly kind: "scopes_changed"; readonly scopes: readonly string[] }
  /** Name, currency, time zone or address of the shop may have changed. */
  | { readonly kind: "shop_changed" }
  /** A long export the client asked for is ready. */
  | { readonly kind: "pull_ready" };
