const turns = new Map<string, Promise<unknown>>();

/** Runs `work` once all earlier work of the same name in this process is over, however that ended. */
export function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(name) ?? Promise.resolve()).then(work, work);
  turns.set(name, mine);
  const over = (): void => {
    if (turns.get(name) === mine) turns.delete(name);
  };
  mine.then(over, over);
  return mine;
}
