import type { Definition } from "../definition.ts";
import { welcome } from "./welcome.ts";

/** Every journey a shop gets when it connects. */
export const CATALOG: readonly Definition[] = [welcome];
