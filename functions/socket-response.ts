import type { ProcessObserver } from "#aws/process-observer";
import { type AppError, isAppError } from "#core/app-error";

/** What API Gateway says of a socket, as far as these functions ask. */
export interface SocketEvent {
  requestContext: { connectionId: string };
  queryStringParameters?: Record<string, string | undefined> | null;
  body?: string | null;
}

export interface SocketResponse {
  statusCode: number;
}

/** 200, or the status that tells the gateway what went wrong; on $connect anything but 200 refuses the socket. */
export async function toSocketResponse(
  observer: ProcessObserver,
  { requestContext: { connectionId } }: SocketEvent,
  work: () => Promise<void>,
): Promise<SocketResponse> {
  return await observer.within({ connection: connectionId }, async () => {
    try {
      await work();
      return { statusCode: 200 };
    } catch (error) {
      if (!isAppError(error)) throw error;
      const statusCode = toStatus(error);
      const facts = { code: error.code, status: statusCode };
      if (error.retryable) observer.tell({ level: "warn", message: "Socket failed", facts, error });
      else observer.tell({ level: "info", message: "Socket refused", facts });
      return { statusCode };
    }
  });
}

function toStatus(error: AppError): number {
  if (error.code === "invalid-ticket") return 401;
  return error.retryable ? 503 : 400;
}
