import { redact } from "./redact.server.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;

/** How much a line matters. */
export type LogLevel = (typeof LEVELS)[number];
type Fields = Readonly<Record<string, unknown>>;

/** Writes one line per call; never a shopper's data. */
export type Log = Record<LogLevel, (message: string, fields?: Fields) => void>;

/** Where lines go and how: readable on a terminal, JSON elsewhere. */
export interface LogOptions {
  level?: LogLevel;
  stream?: Pick<NodeJS.WriteStream, "write"> & { isTTY?: boolean };
  now?: () => Date;
}

/** A logger that leaves out what is below `level` and redacts the rest. */
export function createLog({ level = "info", stream = process.stderr, now = () => new Date() }: LogOptions = {}): Log {
  const write = (at: LogLevel) => (message: string, fields?: Fields) => {
    if (LEVELS.indexOf(at) < LEVELS.indexOf(level)) return;
    stream.write(`${stream.isTTY ? pretty(at, message, fields) : json(now(), at, message, fields)}\n`);
  };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

function json(time: Date, level: LogLevel, message: string, fields: Fields = {}): string {
  return JSON.stringify({ time: time.toISOString(), level, message: redact(message), ...clean(fields) });
}

function pretty(level: LogLevel, message: string, fields: Fields = {}): string {
  const rest = Object.entries(clean(fields)).map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  return [level === "info" ? "" : `${level}:`, redact(message), ...rest].filter(Boolean).join(" ");
}

/** Errors become their message and stack; every text is redacted, however deep. */
function clean(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cleanValue(value, 0)]));
}

function cleanValue(value: unknown, depth: number): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Error) return redact(value.stack ?? value.message);
  if (typeof value !== "object" || value === null) return value;
  if (depth > 4) return "[deep]";
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cleanValue(inner, depth + 1)]));
}
