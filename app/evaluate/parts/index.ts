import type { Part } from "../part.ts";
import { affinity } from "./affinity.ts";
import { churnCdnow } from "./churn-cdnow.ts";
import { churnUci } from "./churn-uci.ts";
import { cdnow } from "./cdnow.ts";
import { groceryPurchases } from "./grocery-purchases.ts";
import { hillstrom } from "./hillstrom.ts";
import { rebuy } from "./rebuy.ts";
import { segments } from "./segments.ts";
import { sendHour } from "./send-hour.ts";
import { taFeng } from "./tafeng.ts";
import { uciPurchases } from "./uci-purchases.ts";

/** Everything that `npm run evaluate` measures, in the order it is told. */
export const PARTS: readonly Part[] = [cdnow, uciPurchases, groceryPurchases, churnCdnow, churnUci, hillstrom, rebuy, affinity, taFeng, segments, sendHour];
