/** Process: a worker, as `npm run worker` is, on the harness's clock. */
import { appOf } from "./app-process.ts";
import { nowWorking, takeTurn } from "./process.ts";

const turn = await takeTurn();
appOf(turn, true);
nowWorking();
