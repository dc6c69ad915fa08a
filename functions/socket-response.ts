import { isAppError } from "#core/app-error";

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
export async function toSocketResponse(work: Promise<void>): Promise<SocketResponse> {
  try {
    await work;
    return { statusCode: 200 };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === "invalid-ticket") return { statusCode: 401 };
    return { statusCode: error.retryable ? 503 : 400 };
  }
}
