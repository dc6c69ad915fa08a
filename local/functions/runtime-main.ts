import { pathToFileURL } from "node:url";
import type { Context } from "aws-lambda";
import type { FunctionError, HostMessage, RuntimeMessage } from "./protocol.ts";

/**
 * A function's own process: `runtime-main.ts BUNDLE EXPORT`. One invocation at a time; it ends with its host, however the
 * host ends. As on Lambda, what is thrown outside of an invocation's promise ends the process.
 */
type Handler = (event: unknown, context: Context) => unknown;

process.on("disconnect", () => process.exit(0));

const [bundle = "", exportName = ""] = process.argv.slice(2);
const handler = await loadHandler().catch((error: unknown) => {
  console.error(error);
  send({ type: "init-error", error: toFunctionError(error) });
  return null;
});
if (handler) {
  process.on("message", (message: HostMessage) => void invoke(handler, message));
  send({ type: "ready" });
}

async function loadHandler(): Promise<Handler> {
  const module: Record<string, unknown> = await import(pathToFileURL(bundle).href);
  const loaded = module[exportName];
  if (typeof loaded !== "function") throw new Error(`${bundle} exports no function "${exportName}".`);
  return loaded as Handler;
}

async function invoke(run: Handler, { requestId, event, deadline, trace }: HostMessage): Promise<void> {
  process.env._X_AMZN_TRACE_ID = trace;
  try {
    const result = await run(event, createContext(requestId, deadline));
    // Lambda's response is JSON: what does not survive that is lost here as well.
    send({ type: "result", requestId, result: result === undefined ? null : JSON.parse(JSON.stringify(result)) });
  } catch (error) {
    logFailure(requestId, error);
    send({ type: "error", requestId, error: toFunctionError(error) });
  }
}

function createContext(requestId: string, deadline: number): Context {
  const name = process.env.AWS_LAMBDA_FUNCTION_NAME ?? "";
  const unsupported = () => {
    throw new Error("Callbacks are gone from Lambda's Node 24 runtime; return a promise.");
  };
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${name}`,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? "",
    awsRequestId: requestId,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME ?? "",
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME ?? "",
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  };
}

function toFunctionError(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] };
}

/** The line that Lambda's runtime writes of an invocation that failed, where logs are JSON. */
function logFailure(requestId: string, error: unknown): void {
  const { errorType, errorMessage, trace } = toFunctionError(error);
  const message = { errorType, errorMessage, stackTrace: trace };
  console.error(JSON.stringify({ timestamp: new Date().toISOString(), level: "ERROR", requestId, message }));
}

function send(message: RuntimeMessage): void {
  process.send?.(message);
}
