import { UnusableFile } from "./unusable-file.ts";

export type Chunks = AsyncIterable<Uint8Array | string>;

const UTF16 = 'The file is saved as UTF-16 ("Unicode text"), which we cannot read. Save it as "CSV UTF-8" and try again.';
const WORKBOOK = 'This is a spreadsheet workbook, not a CSV file. Open it, choose Save as, pick "CSV UTF-8", and try again with that file.';

/** First bytes of files given by mistake. */
const MISTAKES: readonly (readonly [readonly number[], string])[] = [
  [[0xff, 0xfe], UTF16],
  [[0xfe, 0xff], UTF16],
  [[0x50, 0x4b, 0x03, 0x04], "This is a spreadsheet workbook or a zip archive, not a CSV file. Unpack the archive, or save the workbook as CSV UTF-8, and try again."],
  [[0xd0, 0xcf, 0x11, 0xe0], WORKBOOK],
  [[0x25, 0x50, 0x44, 0x46], "This is a PDF, not a CSV file. Export the orders as CSV and try again."],
];

const GZIP = [0x1f, 0x8b];

/**
 * A file's bytes as text, unpacking gzip. Bytes that are not UTF-8 become U+FFFD.
 *
 * @param onProgress told the bytes read of the file itself, packed or not
 * @throws UnusableFile for what is recognisably no text in UTF-8
 */
export async function* fileText(chunks: Chunks, onProgress: (bytes: number) => void): AsyncGenerator<string> {
  const { head, rest } = await beginning(counted(chunks, onProgress));
  if (head.length === 0) return;
  const [first] = head;
  if (typeof first === "string") return yield* joined(head, rest, (chunk) => (typeof chunk === "string" ? chunk : ""));
  const whole = bytesOf(head);
  const mistake = MISTAKES.find(([magic]) => startsWith(whole, magic));
  if (mistake) throw new UnusableFile(mistake[1]);
  const bytes = joined([whole], rest, (chunk) => (typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk));
  yield* decoded(startsWith(whole, GZIP) ? unpacked(bytes) : bytes);
}

async function* counted(chunks: Chunks, onProgress: (bytes: number) => void): AsyncGenerator<Uint8Array | string> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    onProgress(bytes);
    yield chunk;
  }
}

/** Enough chunks to know the first four bytes. */
async function beginning(chunks: AsyncGenerator<Uint8Array | string>) {
  const head: (Uint8Array | string)[] = [];
  let length = 0;
  while (length < 4) {
    const next = await chunks.next();
    if (next.done) break;
    if (next.value.length > 0) head.push(next.value);
    length += next.value.length;
  }
  return { head, rest: chunks };
}

async function* joined<T>(head: readonly (Uint8Array | string)[], rest: AsyncIterable<Uint8Array | string>, read: (chunk: Uint8Array | string) => T): AsyncGenerator<T> {
  for (const chunk of head) yield read(chunk);
  for await (const chunk of rest) yield read(chunk);
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* unpacked(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = new ReadableStream<BufferSource>({
    async pull(controller) {
      const next = await bytes.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value as Uint8Array<ArrayBuffer>);
    },
    async cancel() {
      await bytes.return(undefined);
    },
  });
  const reader = source.pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (;;) {
      const next = await reader.read().catch((error: unknown) => {
        if (error instanceof TypeError) throw new UnusableFile("The packed file (.gz) is damaged or not complete. Fetch it again and try once more.");
        throw error;
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function bytesOf(chunks: readonly (Uint8Array | string)[]): Uint8Array {
  const parts = chunks.map((chunk) => (typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk));
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, index) => bytes[index] === byte);
