import { z } from "zod";
import { LambdaFunction } from "./function.ts";
import { Component, optionsSchema, parseArgs, requireByArn, type Scope } from "./scope.ts";

const argsSchema = z.strictObject({
  function: z.string().startsWith("arn:"),
  schedule: z.string().regex(/^rate\(\d+ (minute|hour|day)s?\)$/, "only rate(…) is implemented on this machine"),
  enabled: z.boolean().default(true),
  event: z.record(z.string(), z.unknown()).default({}),
  retries: z.literal(0).default(0),
});

export class CronV2 extends Component {
  readonly kind = "sst.aws.CronV2";

  constructor(scope: Scope, id: string, args: unknown, options: unknown) {
    super(scope, id);
    const { schedule, enabled, event, ...parsed } = parseArgs(`sst.aws.CronV2 "${id}"`, argsSchema, args);
    parseArgs(`the options of "${id}"`, optionsSchema, options);
    const target = requireByArn(scope, `The function of "${id}"`, parsed.function, LambdaFunction.is);
    scope.graph.crons.push({ id, schedule, function: target.id, enabled, event });
  }
}
