/** Process: the webhook door, on the port that the harness names. */
import { createServer } from "node:http";
import { loadFast, nowWorking, takeTurn } from "./process.ts";

loadFast();
const { appOf } = await import("./app-process.ts");
const turn = await takeTurn();
const app = appOf(turn, false);
createServer((req, res) => void app.receive.handle(req, res)).listen(turn.port, "127.0.0.1", nowWorking);
