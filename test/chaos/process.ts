/** Processes that are killed, and started before they are needed. */
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

/** What a process of the app is told when its turn comes. */
export type Turn = { readonly databaseUrl: string; readonly smtpUrl: string; readonly clock: string; readonly leaseMs: number; readonly port: number };

export type Victim = { readonly kill: () => Promise<void>; readonly isAlive: () => boolean };

/**
 * Starts processes of `file` (beside this one). Loading the code takes longer than most lives here are
 * meant to last, so the next process always stands by with its code loaded.
 */
export class Nursery {
  readonly #file: string;
  readonly #turn: Turn;
  #next: Promise<ChildProcess>;

  constructor(file: string, turn: Turn) {
    this.#file = file;
    this.#turn = turn;
    this.#next = this.#load();
  }

  /** Lets the next process work; resolves when it says that it does. */
  async start(): Promise<Victim> {
    const child = await this.#next;
    this.#next = this.#load();
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const working = heard(child, "working");
    child.send(this.#turn);
    await working;
    return {
      isAlive: () => child.exitCode === null && child.signalCode === null,
      async kill() {
        child.kill("SIGKILL");
        await ended;
      },
    };
  }

  async close(): Promise<void> {
    (await this.#next).kill("SIGKILL");
  }

  async #load(): Promise<ChildProcess> {
    const child = fork(fileURLToPath(new URL(this.#file, import.meta.url)), { execArgv: [] });
    await heard(child, "loaded");
    return child;
  }
}

function heard(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => (message === word ? resolve() : reject(new Error(`expected "${word}"`))));
    child.once("exit", (code) => reject(new Error(`ended with ${code} before it was "${word}"`)));
  });
}

/** In the child, before it imports what takes long: what was compiled for an earlier process is used again. */
export function loadFast(): void {
  enableCompileCache();
}

/** In the child: says that it is loaded, waits for its turn, and ends with the process that started it. */
export function takeTurn(): Promise<Turn> {
  process.once("disconnect", () => process.exit(0));
  const turn = new Promise<Turn>((resolve) => process.once("message", (message) => resolve(message as Turn)));
  process.send?.("loaded");
  return turn;
}

/** In the child: says that it works. */
export function nowWorking(): void {
  process.send?.("working");
}
