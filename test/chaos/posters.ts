import { setTimeout as sleep } from "node:timers/promises";
import { post } from "./run.ts";
import { tellStory } from "./story.ts";

const CONNECTIONS = 16;

/** Platforms that send webhook after webhook, each try under an id of its own, and remember which were answered with 200. */
export class Posters {
  readonly answered = new Set<string>();
  /** Statuses other than 200. */
  readonly refused: number[] = [];
  /** Tries that were under way when the door went away. */
  cutOff = 0;
  #url: string;
  #stopped = false;
  #tries = 0;
  readonly #running: Promise<void[]>;

  constructor(url: string) {
    this.#url = url;
    const webhooks = tellStory("posters", 500).flatMap((step) => [...step.orders, ...step.news]);
    this.#running = Promise.all(Array.from({ length: CONNECTIONS }, async () => {
      while (!this.#stopped) {
        const id = `try-${++this.#tries}`;
        const webhook = webhooks[this.#tries % webhooks.length];
        if (!webhook) throw new Error("there is nothing to send");
        const idHeader = webhook.shopId === "chaos-shopify" ? "x-shopify-webhook-id" : "x-wc-webhook-delivery-id";
        const status = await post(this.#url, webhook, { [idHeader]: id }).catch((error: Error) => this.#noAnswer(error));
        if (status === 200) this.answered.add(id);
        else if (status !== null) this.refused.push(status);
      }
    }));
  }

  async #noAnswer({ cause }: Error): Promise<null> {
    const isClosed = cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED";
    if (!isClosed) this.cutOff++;
    await sleep(20);
    return null;
  }

  /** Sends to another address from now on. */
  goTo(url: string): void {
    this.#url = url;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }
}
