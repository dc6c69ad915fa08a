/** A statement of a thing's own policy: nobody reaches it without TLS. */
export function refusePlainHttp(action: "sqs:*" | "sns:Publish", arn: $util.Input<string>) {
  return {
    sid: "TlsOnly",
    effect: "Deny",
    principals: [{ type: "*", identifiers: ["*"] }],
    actions: [action],
    resources: [arn],
    conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  };
}
