import { expect, test } from "vitest";
import type { MessageStatus } from "./message.ts";
import { nextAttemptAt, RETRY_DELAYS } from "./backoff.ts";
import { canMove } from "./status.ts";

const ALL: MessageStatus[] = ["queued", "sending", "sent", "delivered", "failed", "bounced", "stopped", "unknown"];

test("exactly these moves are allowed", () => {
  const moves = ALL.flatMap((from) => ALL.filter((to) => canMove(from, to)).map((to) => `${from} > ${to}`));
  expect(moves).toEqual([
    "queued > sending", "queued > stopped",
    "sending > queued", "sending > sent", "sending > failed", "sending > bounced", "sending > stopped", "sending > unknown",
    "sent > delivered", "sent > bounced",
    "delivered > bounced",
    "unknown > sent", "unknown > delivered", "unknown > bounced",
  ]);
});

test("what went out, failed or was stopped is never sent again", () => {
  for (const from of ALL.slice(2)) for (const to of ["queued", "sending"] as const) expect(canMove(from, to)).toBe(false);
});

test("retries wait longer each time and end", () => {
  const waits = [1, 2, 3, 4, 5, 6].map((attempts) => nextAttemptAt(attempts, 1000));
  expect(waits).toEqual(RETRY_DELAYS.map((delay) => delay + 1000));
  expect(nextAttemptAt(7, 1000)).toBeNull();
});
