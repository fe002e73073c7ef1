/** Key pairs for tests, made anew in every run. */
import { generateKeyPairSync } from "node:crypto";

export function newKeyPair(): { readonly publicKey: string; readonly privateKey: string } {
  return generateKeyPairSync("rsa", { modulusLength: 2048, publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } });
}
