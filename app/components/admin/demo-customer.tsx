import type { useFetcher } from "@remix-run/react";
import type { DemoResult } from "./demo-bar.tsx";

/** What the time machine calls each thing, and what the visitor reads. */
const GROUPS: readonly { readonly name: string; readonly can: readonly (readonly [what: string, label: string])[] }[] = [
  { name: "Visits", can: [["faq", "The FAQ, three times"], ["returns_page", "The returns page"]] },
  { name: "Support", can: [["ticket", "Open a ticket"], ["ticket_solved", "Solve it"]] },
  { name: "Return", can: [["return", "Ask for a return"], ["return_closed", "Settle it"]] },
  { name: "Rates the order", can: [["rate_5", "5 of 5"], ["rate_3", "3 of 5"], ["rate_1", "1 of 5"]] },
  { name: "Buys", can: [["buy", "The same again"]] },
];

/** On a customer's page of the demo: lets this customer do something, and see what the journeys make of it. */
export function DemoCustomer({ act, customer, working }: { act: ReturnType<typeof useFetcher<DemoResult>>; customer: string; working: boolean }) {
  return (
    <details className="ag-demo-customer">
      <summary>Make something happen with this customer</summary>
      <p>Each of these is told the way a shop would tell it. Below you see what Afterglow makes of it; move the clock to see what follows.</p>
      <act.Form method="post" action="/app/demo">
        <input type="hidden" name="customer" value={customer} />
        {GROUPS.map(({ name, can }) => (
          <fieldset key={name} className="ag-demo-act">
            <legend>{name}</legend>
            {can.map(([what, label]) => (
              <button key={what} name="happen" value={what} disabled={working}>
                {label}
              </button>
            ))}
          </fieldset>
        ))}
      </act.Form>
    </details>
  );
}
