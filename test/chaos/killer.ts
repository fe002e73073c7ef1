/** Works with worker processes that are killed all the time. */
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "#app/demo/life/random.ts";
import type { Database } from "#app/models/database.ts";
import { findWork } from "#app/models/work.ts";
import type { MailServer } from "./mail-server.ts";
import type { Nursery, Victim } from "./process.ts";
import type { Settle } from "./run.ts";

/** A worker dies within this many milliseconds of its first step. */
const LIFE = 400;
/** How often death waits, as long as that again, for a mail that was taken and not answered yet: the moment nobody can judge. */
const AIMED = 0.5;
/** How often two work at once. */
const PAIRS = 0.3;

export class Killer {
  kills = 0;
  readonly #most: number;
  readonly #db: Database;
  readonly #workers: Nursery;
  readonly #mail: MailServer;
  readonly #random: Random;

  /** @param most how many deaths there are; they spread over the whole run */
  constructor(most: number, db: Database, workers: Nursery, mail: MailServer, seed: string) {
    this.#most = most;
    this.#db = db;
    this.#workers = workers;
    this.#mail = mail;
    this.#random = new Random(seed);
  }

  settle: Settle = async (door, progress, arriving) => {
    let arrived = false;
    const all = arriving.then(() => (arrived = true));
    let alive: Victim[] = [];
    for (;;) {
      // Asked before the look: what arrives during it is not in what it saw.
      const complete = arrived;
      const state = await this.#look(door.app.now());
      if (complete && state === "settled") break;
      if (alive.length === 0) alive = await this.#start();
      // Only who has something to do is killed: a death at rest proves nothing.
      if (state !== "busy" || this.kills >= this.#most * progress) {
        await sleep(20);
        continue;
      }
      await sleep(LIFE * this.#random.next());
      if (this.#random.chance(AIMED)) await Promise.race([this.#mail.nextTaken(), sleep(LIFE)]);
      const victim = this.#random.pick(alive);
      await victim.kill();
      alive = alive.filter((one) => one !== victim);
      this.kills++;
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
