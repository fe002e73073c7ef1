/** Works with worker processes that are killed all the time. */
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "#app/demo/life/random.ts";
import type { Database } from "#app/models/database.ts";
import { findWork } from "#app/models/work.ts";
import type { Nursery, Victim } from "./process.ts";
import type { Settle } from "./run.ts";

/** A worker dies within this many milliseconds of its first step. */
const LIFE = 500;
/** How often two work at once. */
const PAIRS = 0.3;
/** Deaths in one stretch of work: enough to be everywhere, few enough for the work to end. */
const DEATHS = { atLeast: 3, perWebhook: 1 / 60 };

export class Killer {
  kills = 0;
  readonly #db: Database;
  readonly #workers: Nursery;
  readonly #random: Random;

  constructor(db: Database, workers: Nursery, seed: string) {
    this.#db = db;
    this.#workers = workers;
    this.#random = new Random(seed);
  }

  settle: Settle = async (door, webhooks, arriving) => {
    let arrived = false;
    const all = arriving.then(() => (arrived = true));
    let alive: Victim[] = [];
    for (let deaths = DEATHS.atLeast + webhooks * DEATHS.perWebhook; ; ) {
      const state = await this.#look(door.app.now());
      if (arrived && state === "settled") break;
      if (alive.length === 0) alive = await this.#start();
      // Only who has something to do is killed: a death at rest proves nothing.
      if (state !== "busy" || deaths < 1) {
        await sleep(20);
        continue;
      }
      await sleep(LIFE * this.#random.next());
      const victim = this.#random.pick(alive);
      await victim.kill();
      alive = alive.filter((one) => one !== victim);
      this.kills++;
      deaths--;
    }
    await all;
    for (const one of alive) await one.kill();
  };

  async #start(): Promise<Victim[]> {
    const first = await this.#workers.start();
    return this.#random.chance(PAIRS) ? [first, await this.#workers.start()] : [first];
  }

  /** "waiting": nothing may be taken in hand, but mail of a dead worker is still held by its lease. */
  async #look(now: number): Promise<"busy" | "waiting" | "settled"> {
    if ((await findWork(this.#db, now)).length > 0) return "busy";
    return (await this.#db.message.count({ where: { status: "sending" } })) > 0 ? "waiting" : "settled";
  }
}
