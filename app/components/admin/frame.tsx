import { Form, NavLink, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { useShop } from "./shop-context.tsx";

const PAGES = [
  { to: "/app", label: "Home", end: true },
  { to: "/app/customers", label: "Customers" },
  { to: "/app/messages", label: "Messages" },
  { to: "/app/deliveries", label: "Deliveries" },
] as const;

/** The admin around a page. Inside a platform's own admin there is only the row of pages. */
export function Frame({ embedded, children }: { embedded: boolean; children: ReactNode }) {
  const shop = useShop();
  const busy = useNavigation().state !== "idle";
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
        <nav className="ag-nav" aria-label="Main">
          {PAGES.map(({ label, ...link }) => (
            <NavLink key={link.to} {...link} prefetch="intent">
              {label}
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
