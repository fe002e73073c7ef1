/**
 * Runs after Shopify's script inside its admin. Only the first page's address says in which shop's admin it stands, and only
 * requests of scripts carry a session token: so this remembers the shop for the tab, and fetches what is no page of the router's.
 */
(() => {
  const STORED = "afterglow-shopify";

  const here = new URLSearchParams(location.search);
  const place = { shop: here.get("shop"), host: here.get("host") };
  try {
    // Read when the frame is reloaded: components/plain/embedded-step.
    if (place.shop && place.host) sessionStorage.setItem(STORED, JSON.stringify(place));
  } catch {
    // A browser that keeps nothing for framed pages: all works but a reload of the frame alone.
  }

  /** Files are asked for by script: Shopify's adds the token to that. */
  const save = async (link) => {
    const answer = await fetch(link.href);
    if (!answer.ok) return;
    const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "download";
    const href = URL.createObjectURL(await answer.blob());
    Object.assign(document.createElement("a"), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  };

  // On window, so that the router has had its turn.
  window.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[download]") : null;
    if (!link?.href.startsWith(`${location.origin}/app/`) || event.defaultPrevented || event.button !== 0) return;
    event.preventDefault();
    void save(link);
  });

  // Pressed before the router is awake: a page load could not say who asks, so it is asked again in a moment.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || !form.action.startsWith(`${location.origin}/app`)) return;
    event.preventDefault();
    const { submitter } = event;
    setTimeout(() => form.isConnected && form.requestSubmit(submitter), 100);
  });
})();
