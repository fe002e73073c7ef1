import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  build: {
    // Names carry a hash of the content, which lets browsers keep them for ever.
    assetsInlineLimit: 0,
    sourcemap: false,
  },
  optimizeDeps: { include: ["@shopify/polaris", "@shopify/polaris-icons"] },
});
