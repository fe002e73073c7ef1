import { createContext } from "react";

/** Marks our own inline scripts, so that the browser runs no others. Empty in the browser, where they have run. */
export const NonceContext = createContext<string | undefined>(undefined);
