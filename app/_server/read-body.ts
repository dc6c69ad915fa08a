import { TransportError } from "#core/api/transport-error";
import { AppError } from "#core/app-error";

/** Enough for the list of 10,000 uploaded parts. */
const maxJsonBytes = 1024 * 1024;

/** A request's JSON, not yet checked against a schema. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new TransportError("unsupported-media-type", "Send the body as JSON, with Content-Type: application/json.");
  }
  const bytes = await readBytes(request, maxJsonBytes, () => {
    throw new TransportError("body-too-large", `The body may have at most ${maxJsonBytes} bytes.`);
  });
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new AppError("invalid-request", "The body is not JSON. Check its brackets, commas, quotes and encoding.", { cause: error });
  }
}

/** A request's body, counted while it comes in: what is longer than `maxBytes` is refused without being kept. */
export async function readBytes(request: Request, maxBytes: number, refuse: () => never): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length")) > maxBytes) refuse();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) refuse();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
