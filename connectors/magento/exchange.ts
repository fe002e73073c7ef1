/** Turns what an activation told into a token. Source: developer.adobe.com/commerce/webapi, OAuth-based authentication. */
import type { Reach } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { consumerKeysOf } from "./credentials.ts";
import type { Credentials, Pending } from "./credentials.ts";
import { failure, rejectsSha256 } from "./failure.ts";
import type { OAuthKeys, SignatureMethod } from "./oauth.ts";
import { signedCall } from "./rest.ts";

/** Succeeds only at the store that made the consumer: a stranger's key and secret are unknown there. @throws PlatformError */
export async function exchange(reach: Reach, pending: Pending): Promise<Credentials> {
  const { baseUrl, consumerKey, consumerSecret, verifier } = pending;
  let signature: SignatureMethod = "sha256";
  const ask = async (path: string, more: Partial<OAuthKeys>): Promise<{ token: string; secret: string }> => {
    const url = `${baseUrl}${path}`;
    let answer = await signedCall(reach, { ...consumerKeysOf(pending, signature), ...more }, "POST", url);
    if (signature === "sha256" && rejectsSha256(answer)) {
      signature = "sha1";
      answer = await signedCall(reach, { ...consumerKeysOf(pending, signature), ...more }, "POST", url);
    }
    const form = new URLSearchParams(answer.text.slice(0, 5000).trim());
    const [token, secret] = [form.get("oauth_token"), form.get("oauth_token_secret")];
    if (answer.status === 200 && token && secret) return { token, secret };
    const failed = failure(answer, new URL(url).host, reach.now());
    if (failed?.passes) throw failed;
    throw new PlatformError("unauthorised", `${new URL(url).host} gave no token (${answer.status})`, "The store did not confirm this activation. It may have run out (it lasts five minutes). In Magento, activate the integration again.");
  };
  const request = await ask("/oauth/token/request", {});
  const access = await ask("/oauth/token/access", { token: request.token, tokenSecret: request.secret, verifier });
  return { baseUrl, consumerKey, consumerSecret, accessToken: access.token, accessTokenSecret: access.secret, signature };
}
