import { useFetcher, useMatches } from "@remix-run/react";
import { useEffect } from "react";
import { longDay, clock } from "../words/moments.ts";
import { DemoCustomer } from "./demo-customer.tsx";
import { useShop } from "./shop-context.tsx";

export type DemoView = { readonly now: number; readonly busy: string | null; readonly mailboxUrl: string };
export type DemoResult = { readonly said: string; readonly failed?: boolean };

const LEAPS = [
  { days: 1, label: "+1 day" },
  { days: 7, label: "+7 days" },
  { days: 30, label: "+30 days" },
] as const;

/** The time machine: moves the demo's clock and the journeys with it. */
export function DemoBar({ demo }: { demo: DemoView }) {
  const shop = useShop();
  const act = useFetcher<DemoResult>();
  const watch = useFetcher<DemoView>();
  const working = act.state !== "idle" || demo.busy !== null;
  const { load } = watch;
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(() => load("/app/demo"), 500);
    return () => clearInterval(timer);
  }, [working, load]);
  const seen = working && watch.data ? watch.data : demo;
  const doing = act.formData?.has("happen") ? "Telling Afterglow…" : act.formData?.get("do") === "order" ? "Placing an order…" : "Moving through time…";
  const customer = useMatches().find((match) => match.id === "routes/app.customers.$id")?.params["id"];
  return (
    <section className="ag-demo" aria-label="Time machine">
      <div className="ag-demo-clock">
        <span className="ag-demo-tag">Demo</span>
        <span>
          {longDay(seen.now, shop.timeZone)}, <b>{clock(seen.now, shop.timeZone)}</b>
        </span>
      </div>
      <act.Form method="post" action="/app/demo" className="ag-demo-act">
        {LEAPS.map(({ days, label }) => (
          <button key={days} name="days" value={days} disabled={working} aria-label={`Advance ${days} ${days === 1 ? "day" : "days"}`}>
            {label}
          </button>
        ))}
        <button name="do" value="order" disabled={working}>
          Place an order
        </button>
        <a href={demo.mailboxUrl} target="_blank" rel="noopener noreferrer">
          Mailbox ↗
        </a>
      </act.Form>
      <p className="ag-demo-said" role="status" data-failed={act.data?.failed || undefined}>
        {working ? (seen.busy ?? doing) : act.data?.said}
      </p>
      {customer !== undefined && <DemoCustomer key={customer} act={act} customer={customer} working={working} />}
      {working && <div className="ag-demo-progress" />}
    </section>
  );
}
