/** Process: a worker, as `npm run worker` is, on the harness's clock. */
import { loadFast, nowWorking, takeTurn } from "./process.ts";

loadFast();
const { appOf } = await import("./app-process.ts");
const turn = await takeTurn();
appOf(turn, true);
nowWorking();
