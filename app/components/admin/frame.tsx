import { Form, NavLink, useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useShop } from "./shop-context.tsx";

const PAGES = [
  { to: "/app", label: "Home", end: true },
  { to: "/app/customers", label: "Customers" },
  { to: "/app/journeys", label: "Journeys" },
  { to: "/app/messages", label: "Messages" },
  { to: "/app/models", label: "Models" },
  { to: "/app/tasks", label: "Tasks" },
  { to: "/app/deliveries", label: "Deliveries" },
  { to: "/app/connection", label: "Connection" },
] as const;

/** Shops that Shopify bills are inside its admin. */
const BILLED = [...PAGES, { to: "/app/plan", label: "Plan" }] as const;

/** The admin around a page. Inside a platform's own admin there is only the row of pages. */
export function Frame({ embedded, tasks, children }: { embedded: boolean; /** How many wait for a person. */ tasks: number; children: ReactNode }) {
  const shop = useShop();
  const busy = useNavigation().state !== "idle";
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  // On a phone the row is wider than the screen.
  useEffect(() => {
    // In braces: newer browsers give a promise back, which is no clean-up.
    if (pathname) nav.current?.querySelector(".active")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  return (
    <>
      <a className="ag-skip" href="#page">
        Skip to the page
      </a>
      <header className="ag-top">
        {!embedded && (
          <div className="ag-brand">
            <img src="/favicon.svg" alt="" width="24" height="24" />
            <b>Afterglow</b>
            <span title={`${shop.domain} · ${shop.platform} · times in ${shop.timeZone}`}>{shop.name}</span>
            <Form method="post" action="/auth/sign-out" reloadDocument>
              <button className="ag-plain">Sign out</button>
            </Form>
          </div>
        )}
        <nav className="ag-nav" aria-label="Main" ref={nav}>
          {(embedded && shop.platform === "shopify" ? BILLED : PAGES).map(({ label, ...link }) => (
            // A prefetch carries no headers, so nobody would be recognised by it.
            <NavLink key={link.to} {...link} prefetch={embedded ? "none" : "intent"}>
              {label}
              {link.to === "/app/tasks" && tasks > 0 && <span className="ag-count" aria-label={`${tasks} open`}>{tasks}</span>}
            </NavLink>
          ))}
        </nav>
        <div className="ag-busy" data-busy={busy || undefined} />
      </header>
      <main id="page" aria-busy={busy}>
        {children}
      </main>
    </>
  );
}
