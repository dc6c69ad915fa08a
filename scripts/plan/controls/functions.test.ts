import { expect, test } from "vitest";
import { secretMark } from "../record-plan.ts";
import { planned, problemsOf, samplePlan } from "./testing/sample-plan.ts";

const fn = (inputs: Record<string, unknown>, name = "RunJob") =>
  planned("aws:lambda/function:Function", name, { name: "sluice-production-run-job", memorySize: 512, timeout: 29, ...inputs });

test("a secret is known by its value and by the name of its variable; a file is not a secret", () => {
  const found = (variables: Record<string, string>) => problemsOf("function-no-secrets", samplePlan([fn({ environment: { variables } })]));

  expect(found({ SST_KEY_FILE: "resource.enc", STAGE: "production" })).toEqual([]);
  expect(found({ LINK: `{"value":"${secretMark}SessionSecret"}` })).toEqual(["RunJob: LINK is or holds a secret."]);
  expect(found({ session_secret: "x" })).toEqual(["RunJob: session_secret is or holds a secret."]);
});

test("a function behind the socket ends before its caller has gone", () => {
  const route = planned("aws:apigatewayv2/integration:Integration", "Route", {
    integrationUri:
      "arn:aws:apigateway:us-east-1:lambda:path/functions/arn:aws:lambda:us-east-1:1:function:sluice-production-run-job/invocations",
  });

  expect(problemsOf("function-limits", samplePlan([fn({}), route]))).toEqual([]);
  expect(problemsOf("function-limits", samplePlan([fn({ timeout: 30 })]))).toEqual([]);
  expect(problemsOf("function-limits", samplePlan([fn({ timeout: 30 }), route]))).toEqual([
    "RunJob: It may run for 30 s; nobody waits for longer than 29 s.",
  ]);
});

test("the site answers within 20 s", () => {
  expect(problemsOf("function-limits", samplePlan([fn({}, "WebServerUseast1Function")]))).toEqual([
    "WebServerUseast1Function: It may run for 29 s; nobody waits for longer than 20 s.",
  ]);
});

test("whoever calls a function is a service, and bound to a source", () => {
  const permission = (inputs: Record<string, unknown>) =>
    problemsOf("function-not-public", samplePlan([planned("aws:lambda/permission:Permission", "Call", inputs)]));

  expect(permission({ principal: "apigateway.amazonaws.com", sourceArn: "arn:aws:execute-api:us-east-1:1:api/*" })).toEqual([]);
  expect(permission({ principal: "apigateway.amazonaws.com" })).toEqual(["Call: It is bound to no source."]);
  expect(permission({ principal: "*", sourceArn: "arn:aws:s3:::uploads" })).toEqual(["Call: It admits everybody."]);
  expect(permission({ principal: "999999999999", sourceAccount: "999999999999" })).toEqual(["Call: It admits others."]);
});

test("a log group that somebody else makes is bounded by nobody", () => {
  const group = planned("aws:cloudwatch/logGroup:LogGroup", "Logs", { name: "/aws/lambda/sluice-production-RunJob" });
  const writes = (logGroup: string) =>
    problemsOf("function-log-group", samplePlan([group, fn({ loggingConfig: { logFormat: "JSON", logGroup } })]));

  expect(writes("/aws/lambda/sluice-production-RunJob")).toEqual([]);
  expect(writes("/aws/lambda/sluice-production-run-job")).toHaveLength(1);
});
