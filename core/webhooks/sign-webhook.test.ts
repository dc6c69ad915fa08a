import { expect, it } from "vitest";
import { createSecret, signWebhook } from "./sign-webhook.ts";

// The example by which libraries of Standard Webhooks test themselves.
const example = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  at: new Date(1_614_265_330_000),
  body: '{"test": 2432232314}',
};

it("signs as Standard Webhooks says", async () => {
  const headers = await signWebhook(example);

  expect(headers).toEqual({
    "webhook-id": example.id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

it.each([{ id: "msg_another" }, { at: new Date(1_614_265_331_000) }, { body: '{"test": 2432232315}' }, { secret: createSecret() }])(
  "signs what differs in %o otherwise",
  async (change) => {
    const headers = await signWebhook({ ...example, ...change });

    expect(headers["webhook-signature"]).not.toBe((await signWebhook(example))["webhook-signature"]);
  },
);

it("makes secrets of 256 bits, each another one", () => {
  const secrets = Array.from({ length: 100 }, createSecret);

  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) expect(Buffer.from(secret.slice("whsec_".length), "base64")).toHaveLength(32);
});
