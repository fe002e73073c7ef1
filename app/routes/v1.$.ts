import { problem } from "../public-api.server.ts";

/** An address the API does not have is answered as the API answers, not with a page. */
export function loader(): Response {
  throw problem(404, "The API has no such address.");
}

export const action = loader;
