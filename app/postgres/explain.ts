/** One sentence for the person who starts us, from what PostgreSQL said when it failed. */
export function explain(said: string, home: string): string {
  if (/No space left on device/i.test(said)) return `The disk that holds ${home} is full.`;
  if (/Permission denied/i.test(said)) return `PostgreSQL may not use ${home}: make DATA_DIR writable or choose another.`;
  if (/could not create shared memory|Cannot allocate memory/i.test(said)) return "There is too little memory to start PostgreSQL.";
  if (/could not bind|Address already in use/i.test(said)) return "PostgreSQL found its port in use.";
  const fatal = said.split("\n").filter((line) => /FATAL|PANIC|error:/.test(line));
  const last = (fatal.at(-1) ?? said.trim().split("\n").at(-1) ?? "").trim();
  return `PostgreSQL did not start on ${home}: ${last || "it gave no reason"}`;
}
