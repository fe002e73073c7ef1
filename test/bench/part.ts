/** Parts of the benchmark that run as processes of their own, as they do in production, and are asked things by message. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

type Methods = Record<string, (argument: never) => Promise<unknown>>;
type Answer = { readonly id: number; readonly result?: unknown; readonly error?: string };

/** A process that answers calls. */
export type Part<M extends Methods> = {
  call<N extends keyof M & string>(method: N, argument: Parameters<M[N]>[0]): Promise<Awaited<ReturnType<M[N]>>>;
  stop(): Promise<void>;
};

/** Starts `file` (beside this one), which calls {@link serve}. It ends with this process. */
export function startPart<M extends Methods>(file: string, execArgv: readonly string[] = []): Part<M> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { execArgv: [...execArgv] });
  const open = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let calls = 0;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.on("message", ({ id, result, error }: Answer) => {
    const waiting = open.get(id);
    open.delete(id);
    if (error === undefined) waiting?.resolve(result as never);
    else waiting?.reject(new Error(`${file}: ${error}`));
  });
  child.once("exit", (code) => {
    for (const waiting of open.values()) waiting.reject(new Error(`${file} ended with ${code}`));
  });
  return {
    call: (method, argument) =>
      new Promise((resolve, reject) => {
        open.set(++calls, { resolve, reject });
        child.send({ id: calls, method, argument });
      }),
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}

/** Answers the calls of the process that started this one, and ends when it does. */
export function serve(methods: Methods, close: () => Promise<void> = async () => {}): void {
  process.on("message", ({ id, method, argument }: { id: number; method: string; argument: never }) => {
    const answer = methods[method]?.(argument) ?? Promise.reject(new Error(`no method ${method}`));
    answer.then(
      (result) => process.send?.({ id, result } satisfies Answer),
      (error: unknown) => process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Answer),
    );
  });
  process.once("disconnect", () => void close().finally(() => process.exit(0)));
}

/** Milliseconds of CPU this process has used. */
export async function ownCpu(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
