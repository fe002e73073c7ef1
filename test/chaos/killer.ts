/** Works with worker processes that are killed all the time. */
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "#app/demo/life/random.ts";
import type { Database } from "#app/models/database.ts";
import { findWork } from "#app/models/work.ts";
import type { Nursery, Victim } from "./process.ts";
import type { Settle } from "./run.ts";

/** Milliseconds from a worker's first step to its death; a stubborn piece of work gets longer and longer lives. */
const LIFE = 250;
const LONGER = 1.08;
const PAIRS = 0.3;

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

  settle: Settle = async (door, arriving) => {
    let arrived = false;
    const all = arriving.then(() => (arrived = true));
    let alive: Victim[] = [];
    for (let life = LIFE; ; ) {
      const state = await this.#look(door.app.now());
      if (arrived && state === "settled") break;
      if (alive.length === 0) alive = await this.#start();
      await sleep(state === "busy" ? life * this.#random.next() : 20);
      // Only who has something to do is killed: a death at rest proves nothing.
      if (state !== "busy") continue;
      const victim = this.#random.pick(alive);
      await victim.kill();
      alive = alive.filter((one) => one !== victim);
      this.kills++;
      life *= LONGER;
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
