/** How far it is: a bar where someone watches, a line now and then where nobody does. */
import { count } from "./text.ts";

type Stream = { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined; write(text: string): unknown };

/** Milliseconds between two pictures of the bar, and between two lines. */
const REDRAW = 100;
const LINE = 5_000;
const BAR = 24;

export class Progress {
  readonly #stream: Stream;
  readonly #now: () => number;
  #phase = "";
  #began = 0;
  #shownAt = 0;
  #shown = false;

  /** @param now milliseconds, never going back */
  constructor(stream: Stream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  begin(phase: string): void {
    this.clear();
    this.#phase = phase;
    this.#began = this.#now();
    this.#shownAt = this.#began;
  }

  /**
   * @param total null where nobody knows how much there is
   * @param also what else there is to say, given the seconds since it began
   */
  at(done: number, total: number | null, unit: string, also: (seconds: number) => string = () => ""): void {
    const now = this.#now();
    if (now - this.#shownAt < (this.#stream.isTTY ? REDRAW : LINE)) return;
    this.#shownAt = now;
    const left = total === null || done === 0 ? null : ((now - this.#began) / done) * (total - done);
    const much = total === null ? `${count(done)} ${unit}` : `${count(done)} of ${count(total)} ${unit}`;
    const more = also((now - this.#began) / 1000);
    const text = `${this.#phase}: ${much}${more === "" ? "" : `, ${more}`}${left === null ? "" : `, ${span(left)} left`}`;
    if (!this.#stream.isTTY) return void this.#stream.write(`${text}\n`);
    const full = total === null || total === 0 ? 0 : Math.min(BAR, Math.round((done / total) * BAR));
    const bar = total === null ? "" : `[${"#".repeat(full)}${".".repeat(BAR - full)}] `;
    this.#stream.write(`\r\x1b[2K${`${bar}${text}`.slice(0, (this.#stream.columns ?? 80) - 1)}`);
    this.#shown = true;
  }

  /** Takes the bar away, before anything else is written. */
  clear(): void {
    if (this.#shown) this.#stream.write("\r\x1b[2K");
    this.#shown = false;
  }
}

function span(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
