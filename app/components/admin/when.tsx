import { clock, day, exact, fromNow, moment } from "../words/moments.ts";
import { useShop } from "./shop-context.tsx";

type Props = {
  readonly at: number;
  readonly as?: "moment" | "day" | "clock" | "relative";
  /** The shop's zone when left out. */
  readonly zone?: string;
};

/** A moment in words; exact on hover and for machines. */
export function When({ at, as = "moment", zone }: Props) {
  const shop = useShop();
  const shownIn = zone ?? shop.timeZone;
  const words = as === "relative" ? fromNow(at, shop.now, shownIn) : { moment, day, clock }[as](at, shownIn);
  return (
    <time dateTime={new Date(at).toISOString()} title={`${moment(at, shownIn)} (${shownIn}) · ${exact(at)}`}>
      {words}
    </time>
  );
}
