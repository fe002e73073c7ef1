import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { postWebhook } from "./post.ts";
import { isPublicAddress } from "./public-address.ts";

const seen: { headers: Record<string, unknown>; body: string }[] = [];
let status = 200;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    if (status === 0) return;
    response.writeHead(status, status === 302 ? { location: "http://127.0.0.1:1/" } : {}).end();
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const call = { url, id: "action-1", body: '{"type":"journey.action"}', secret: "s3cret" };

describe("an outgoing webhook", () => {
  it("carries its id, and a signature over its bytes", async () => {
    status = 204;
    expect(await postWebhook(call, { allowPrivate: true })).toEqual({ kind: "sent", response: "204" });
    const { headers, body } = seen.at(-1) as (typeof seen)[number];
    expect(body).toBe(call.body);
    expect(headers).toMatchObject({ "afterglow-id": "action-1", "content-type": "application/json", "afterglow-signature": createHmac("sha256", "s3cret").update(call.body).digest("hex") });
  });

  it.each([[500, "retry"], [429, "retry"], [408, "retry"], [400, "failed"], [410, "failed"], [302, "failed"]])("answered %i comes to %s", async (code, kind) => {
    status = code;
    expect(await postWebhook(call, { allowPrivate: true })).toMatchObject({ kind });
  });

  it("is tried again when nobody answers in time, or nobody is there", async () => {
    status = 0;
    expect(await postWebhook(call, { allowPrivate: true, timeoutMs: 50 })).toMatchObject({ kind: "retry" });
    expect(await postWebhook({ ...call, url: "http://127.0.0.1:1/" }, { allowPrivate: true })).toMatchObject({ kind: "retry" });
  });

  it.each(["https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/", "https://[::ffff:192.168.0.1]/", "https://localhost/", "http://example.com/", "ftp://example.com/", "no address"])(
    "to %s is refused", async (address) => {
      expect(await postWebhook({ ...call, url: address })).toMatchObject({ kind: "failed" });
    },
  );
});

describe("public addresses", () => {
  it.each([["8.8.8.8", true], ["172.15.0.1", true], ["2606:4700::1111", true], ["172.16.0.1", false], ["169.254.169.254", false], ["100.64.0.1", false], ["::", false], ["fd00::1", false], ["fe80::1", false], ["name", false],
    // An IPv4 address inside one of IPv6: mapped, compatible, NAT64, 6to4, Teredo.
    ["::ffff:7f00:1", false], ["::ffff:10.0.0.1", false], ["::ffff:8.8.8.8", true], ["::7f00:1", false], ["64:ff9b::a00:1", false], ["64:ff9b:1::a00:1", false], ["2002:7f00:1::", false], ["2001:0:4136:e378::1", false], ["fec0::1", false], ["100::1", false], ["2001:4860:4860::8888", true]])(
    "%s: %s", (address, isPublic) => expect(isPublicAddress(address)).toBe(isPublic),
  );
});
