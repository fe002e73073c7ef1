/**
 * Runs first on each page inside a platform's frame, where browsers send no cookies: gives every request to us the token
 * that the page came with, and takes up the fresh one that each answer brings.
 */
(() => {
  const NAME = "embed";
  const STORED = "afterglow-embed";
  /** Well before the token runs out. */
  const RENEW_MS = 4 * 60_000;

  // Browsers may deny a framed page all storage, and the router asks for it unguarded: then memory has to do.
  const storage = (() => {
    try {
      return window.sessionStorage;
    } catch {
      const kept = new Map();
      const value = { getItem: (key) => kept.get(key) ?? null, setItem: (key, item) => void kept.set(key, item), removeItem: (key) => void kept.delete(key) };
      Object.defineProperty(window, "sessionStorage", { value, configurable: true });
      return value;
    }
  })();

  let token = "";
  /** Stored for a reload: memory does not survive that, and the address must not show the token. */
  const keep = (next) => {
    if (!next) return;
    token = next;
    storage.setItem(STORED, next);
  };

  const here = new URL(location.href);
  keep(here.searchParams.get(NAME));
  here.searchParams.delete(NAME);
  history.replaceState(history.state, "", here);

  const send = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin) return send(request);
    request.headers.set("authorization", `Bearer ${token}`);
    const answer = await send(request);
    keep(answer.headers.get("x-afterglow-embed"));
    return answer;
  };
  setInterval(() => void fetch("/auth/embedded", { method: "POST" }).catch(() => undefined), RENEW_MS);

  /** The address of one of our pages with the token in it; null for any other, and for a place on this page. */
  const withToken = (href) => {
    const url = new URL(href, location.href);
    if (url.origin !== location.origin || !/^\/app(\/|$)/.test(url.pathname)) return null;
    if (url.hash && url.pathname === location.pathname && url.search === location.search) return null;
    url.searchParams.set(NAME, token);
    return url.href;
  };

  // On window, so that the router has had its turn: what it did not take is a page load.
  window.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const to = link && !event.defaultPrevented && event.button === 0 ? withToken(link.getAttribute("href")) : null;
    if (!to) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.shiftKey || link.target === "_blank") open(to, "_blank", "noopener");
    else location.assign(to);
  });
  window.addEventListener("submit", (event) => {
    const form = event.target;
    const to = event.defaultPrevented ? null : withToken(form.getAttribute("action") ?? location.href);
    if (!to) return;
    // The fields of a form that asks take the place of its address' query.
    if (form.method === "get") form.append(Object.assign(document.createElement("input"), { type: "hidden", name: NAME, value: token }));
    else form.setAttribute("action", to);
  });
})();
