/** A Lambda of this product; `handler` names the export, the links what it may use. */
export function createFunction(id: string, args: sst.aws.FunctionArgs) {
  return new sst.aws.Function(id, {
    runtime: "nodejs24.x",
    architecture: "arm64",
    timeout: "30 seconds",
    memory: "512 MB",
    logging: { retention: $app.stage === "production" ? "3 months" : "1 month", format: "json" },
    ...args,
  });
}
