/** Reading the body of a call, never more of it than is allowed. */
import { gunzipSync } from "node:zlib";
import { problem } from "./public-api.server.ts";

/**
 * The JSON of a request of at most `limit` bytes, whatever content type it names: browsers send text/plain, which
 * spares them a preflight. Compressed bodies count unpacked.
 *
 * @throws Response 413 as soon as it is known to be larger, 400 when it is not JSON
 */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const bytes = unpacked(request, await readBytes(request, limit), limit);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // Not only a SyntaxError: the nesting may exhaust the stack.
    throw problem(400, bytes.length === 0 ? "The body is empty." : "The body is not JSON in UTF-8.", "body");
  }
}

async function readBytes(request: Request, limit: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length;
    // Left where it is: giving the stream up would cut the connection before the answer is out.
    if (size > limit) throw tooLarge(limit);
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function unpacked(request: Request, bytes: Buffer, limit: number): Buffer {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "") return bytes;
  if (encoding !== "gzip") throw problem(400, "`Content-Encoding` must be gzip, or left out.", "content-encoding");
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit);
    throw problem(400, "The body is not gzip, as its `Content-Encoding` says.", "body");
  }
}

function tooLarge(limit: number): Response {
  const response = problem(413, `The body is larger than ${limit / 1024} KB.`, "body");
  // The rest of it is not worth waiting for.
  response.headers.set("Connection", "close");
  return response;
}
