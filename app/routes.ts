import { flatRoutes } from "@remix-run/fs-routes";

// A test beside a route would otherwise become a public address.
export default flatRoutes({ ignoredRouteFiles: ["**/*.test.*"] });
