import { createTransport } from "nodemailer";
import { afterAll, describe, expect, test } from "vitest";
import { startSmtp } from "./smtp.ts";

const smtp = await startSmtp();
afterAll(() => smtp.close());

describe("the SMTP server of the tests", () => {
  const send = () => createTransport(smtp.url).sendMail({ from: "shop@example.com", to: "kim@example.com", subject: "नमस्ते", text: "hello" });

  test("keeps what it takes, parsed", async () => {
    smtp.behave("accept");
    await send();
    const [mail] = await smtp.waitFor(1);
    expect(mail?.parsed.subject).toBe("नमस्ते");
    expect(mail?.to).toEqual(["kim@example.com"]);
  });

  test.each([
    ["refuse-now", "451"],
    ["refuse-for-good", "550"],
    ["drop", "closed|reset|ended"],
  ] as const)("%s is seen by the sender", async (behaviour, reason) => {
    smtp.behave(behaviour);
    await expect(send()).rejects.toThrow(new RegExp(reason, "i"));
    expect(smtp.mails).toHaveLength(1);
  });

  test("keep-then-drop keeps the mail although the sender never hears so", async () => {
    smtp.behave("keep-then-drop");
    await expect(send()).rejects.toThrow();
    expect(smtp.mails).toHaveLength(2);
  });
});
