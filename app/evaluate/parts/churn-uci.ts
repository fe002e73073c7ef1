import { DAY } from "../../core/shared/instant.ts";
import { uciHistories } from "../events-of.ts";
import type { Part } from "../part.ts";
import { measure, spanOf } from "./churn-measured.ts";
import type { Beside } from "./churn-measured.ts";

const HORIZON = 90;
const BARS = { auc: 0.745, brier: 0.206 };
/** The cut that the reference figures were taken at, measured where the file reaches far enough beyond it. */
const REFERENCE_CUT = Date.UTC(2011, 8, 1) - 1;
const REFERENCE: Beside = { by: "scikit-learn LR, 26 features", auc: 0.753, brier: 0.2037, logLoss: 0.5867, bars: BARS };

/** The newest cut that the file has labels for, the reference's, and a fortnight and a month before the newest to show how it varies. */
export const churnUci: Part = {
  name: "churn-uci",
  title: "Churn risk: UCI Online Retail, buys again within 90 days",
  files: ["uci_*.csv.gz"],
  run: (data, tell) => {
    tell("reading");
    const histories = uciHistories(data.uci());
    const { end } = spanOf(histories);
    const newest = end - HORIZON * DAY;
    const at = (cut: number, beside: Beside | null) => measure({ histories, currency: "GBP", cut, horizonDays: HORIZON }, "UCI", beside, tell);
    return [
      ...(newest === REFERENCE_CUT ? [] : at(newest, { by: "", auc: null, brier: null, logLoss: null, bars: BARS })),
      ...(newest >= REFERENCE_CUT ? at(REFERENCE_CUT, REFERENCE) : []),
      ...at(newest - 15 * DAY, null),
      ...at(newest - 30 * DAY, null),
    ];
  },
};
