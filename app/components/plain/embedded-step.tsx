import { PlainPage } from "./plain-page.tsx";

// The other half of components/embedded: what those pages remembered is used once, or a page that does not take it would lead here for ever.
const LEAD_ON = `
const step = document.getElementById("step");
const take = (name) => {
  try { const kept = sessionStorage.getItem(name); sessionStorage.removeItem(name); return kept; } catch { return null; }
};
const url = new URL(step.dataset.to, location.href);
const token = take("afterglow-embed");
const place = token ? null : take("afterglow-shopify");
if (token) url.searchParams.set("embed", token);
if (place) for (const [name, value] of Object.entries({ ...JSON.parse(place), embedded: "1" })) url.searchParams.set(name, value);
if (token || place) location.replace(url);
else step.hidden = false;`;

/** Between a reload inside a platform's frame and the page that was reloaded. Seen only where the browser forgot who was there. */
export function EmbeddedStep({ to, nonce }: { to: string; nonce: string }) {
  return (
    <>
      <div id="step" data-to={to} hidden>
        <PlainPage title="Open Afterglow again">
          <p>This page was away for too long. Reload the page of your store’s admin that you see around it.</p>
        </PlainPage>
      </div>
      <script nonce={nonce} dangerouslySetInnerHTML={{ __html: LEAD_ON }} />
    </>
  );
}
