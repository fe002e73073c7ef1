import { DAY } from "../../core/shared/instant.ts";
import { cdnowHistories } from "../events-of.ts";
import type { Part } from "../part.ts";
import { measure, spanOf } from "./churn-measured.ts";
import type { Beside } from "./churn-measured.ts";

const HORIZON = 91;
const BARS = { auc: 0.76, brier: 0.119 };
/** The end of the calibration period of every published figure. */
const REFERENCE_CUT = Date.UTC(1997, 9, 1) - 1;
const REFERENCE: Beside = { by: "scikit-learn LR, all 23,570", auc: 0.7773, brier: 0.117, logLoss: null, bars: BARS };

/** The reference's cut, and the newest that the file has labels for. */
export const churnCdnow: Part = {
  name: "churn-cdnow",
  title: "Churn risk: CDNOW, buys again within 13 weeks",
  files: ["cdnow_sample.csv"],
  run: (data, tell) => {
    const histories = cdnowHistories(data.cdnow());
    const newest = spanOf(histories).end - HORIZON * DAY;
    const at = (cut: number, beside: Beside) => measure({ histories, currency: "USD", cut, horizonDays: HORIZON }, "CDNOW", beside, tell);
    return [...(newest >= REFERENCE_CUT ? at(REFERENCE_CUT, REFERENCE) : []), ...(newest === REFERENCE_CUT ? [] : at(newest, { by: "", auc: null, brier: null, logLoss: null, bars: BARS }))];
  },
};
