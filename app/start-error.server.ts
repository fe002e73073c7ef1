/** Something the person who starts us can mend. Its message is one sentence and is shown without a stack. */
export class StartError extends Error {
  override name = "StartError";
}

/** The code of a system error such as EACCES, or an empty string. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
