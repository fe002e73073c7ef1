import { Link } from "@remix-run/react";
import type { Figures } from "../../models/home.ts";
import { Amount } from "./amount.tsx";
import { Figure } from "./figure.tsx";
import { useShop } from "./shop-context.tsx";

/** The period in numbers. */
export function FigureCards({ numbers, days }: { numbers: Figures; days: number }) {
  const { currency } = useShop();
  const { messages } = numbers;
  const sent = (messages["sent"] ?? 0) + (messages["delivered"] ?? 0);
  const lost = (messages["failed"] ?? 0) + (messages["bounced"] ?? 0) + (messages["unknown"] ?? 0);
  const waiting = (messages["queued"] ?? 0) + (messages["sending"] ?? 0);
  const share = (part: number): string => (part === 0 || sent === 0 ? "" : ` (${Math.round((100 * part) / sent)} %)`);
  return (
    <div className="ag-figures" aria-label={`The last ${days} days`} role="group">
      <Figure label="Orders in" value={count(numbers.orders)}>
        worth <Amount amount={numbers.revenue} currency={currency} />
      </Figure>
      <Figure label={<Link to="/app/customers">Customers</Link>} value={count(numbers.customers)}>
        {count(numbers.newCustomers)} new
      </Figure>
      <Figure label={<Link to="/app/messages">Messages sent</Link>} value={count(sent)}>
        {count(numbers.opened)} opened{share(numbers.opened)}, {count(numbers.clicked)} clicked{share(numbers.clicked)}
        {waiting > 0 && <>; {count(waiting)} on the way out</>}
      </Figure>
      <Figure label="Held back" value={count(numbers.held)}>
        for a better moment; {count(numbers.dropped)} not sent at all, {count(lost)} failed
      </Figure>
    </div>
  );
}

/** "12,345" */
function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
