import { createWriteStream } from "node:fs";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** More was sent than is taken. */
export class TooBig extends Error {}

/**
 * Writes what is sent to a file as it comes, readable by nobody else.
 *
 * @returns its bytes
 * @throws TooBig once more than `most` bytes came; the file is then to be removed
 */
export async function writeUpload(path: string, data: AsyncIterable<Uint8Array>, most: number): Promise<number> {
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length;
      done(bytes > most ? new TooBig() : null, chunk);
    },
  });
  await pipeline(Readable.from(data, { objectMode: false }), counted, createWriteStream(path, { flags: "wx", mode: 0o600 }));
  return bytes;
}
