/** Discount codes: a cart price rule for each percentage and last day, and below it one coupon for each code. */
import { z } from "zod";
import type { NewDiscountCode } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import type { Rest } from "./rest.ts";
import { searchQuery } from "./search.ts";

const Listed = z.object({ items: z.array(z.object({ rule_id: z.coerce.number(), name: z.string().nullish() })).nullish() });
const Ids = z.object({ items: z.array(z.object({ id: z.coerce.number() })).nullish() });
const Websites = z.array(z.object({ id: z.coerce.number() }));
const Rule = z.object({ rule_id: z.coerce.number() });

/** TYPE_GENERATED: the only kind that a rule with `use_auto_generation` takes (Magento\SalesRule\Model\CouponRepository). */
const GENERATED = 1;

/**
 * One use. A code that is there already is left as it is. A coupon takes its end and its limits from the rule and not
 * from what is sent with it, so codes that end on another day need another rule. @throws PlatformError
 */
export async function createDiscountCode(rest: Rest, code: NewDiscountCode): Promise<void> {
  if (await hasCoupon(rest, code.code)) return;
  const ruleId = await ruleFor(rest, code.percent, code.endsAt);
  try {
    await rest.ask("POST", "/coupons", { coupon: { rule_id: ruleId, code: code.code, type: GENERATED, usage_limit: 1, usage_per_customer: 1, times_used: 0, is_primary: false } });
  } catch (error) {
    // Two calls at once, or an answer of before that was lost.
    if (error instanceof PlatformError && error.kind === "refused" && (await hasCoupon(rest, code.code))) return;
    throw error;
  }
}

async function hasCoupon(rest: Rest, code: string): Promise<boolean> {
  const query = searchQuery({ filters: [{ field: "code", value: code, condition: "eq" }], pageSize: 1 });
  return (Listed.parse(await rest.ask("GET", `/coupons/search?${query}`)).items ?? []).length > 0;
}

async function ruleFor(rest: Rest, percent: number, endsAt: Instant | null): Promise<number> {
  const lastDay = endsAt === null ? null : new Date(endsAt).toISOString().slice(0, 10);
  const name = `Afterglow ${percent}%${lastDay === null ? "" : ` until ${lastDay}`}`;
  const query = searchQuery({ filters: [{ field: "name", value: name, condition: "eq" }], sort: ["rule_id"], pageSize: 5 });
  const known = (Listed.parse(await rest.ask("GET", `/salesRules/search?${query}`)).items ?? [])[0];
  if (known) return known.rule_id;
  const websites = Websites.parse(await rest.ask("GET", "/store/websites")).map(({ id }) => id).filter((id) => id > 0);
  const groups = (Ids.parse(await rest.ask("GET", `/customerGroups/search?${searchQuery({ filters: [], pageSize: 100 })}`)).items ?? []).map(({ id }) => id);
  const rule = {
    name,
    description: "Made by Afterglow. Its coupons are for one use each.",
    website_ids: websites,
    // 0 is everyone who is not signed in; 32000 stands for "all groups" and is no group.
    customer_group_ids: groups.filter((id) => id < 32_000),
    ...(lastDay === null ? {} : { to_date: lastDay }),
    is_active: true, is_advanced: true, is_rss: false, stop_rules_processing: false, apply_to_shipping: false,
    simple_action: "by_percent", discount_amount: percent, discount_step: 0, sort_order: 0, times_used: 0,
    coupon_type: "SPECIFIC_COUPON", use_auto_generation: true, uses_per_coupon: 1, uses_per_customer: 1,
  };
  return Rule.parse(await rest.ask("POST", "/salesRules", { rule })).rule_id;
}
