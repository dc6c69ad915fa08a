import { maxSampleBytes } from "#core/api/requests";
import { AppError } from "#core/app-error";
import { readBytes } from "./read-body.ts";

/** Room for the boundaries and part headers around a form's file. */
const maxFormOverheadBytes = 16 * 1024;
const nameless = "sample";

/** The bytes of a sample and the name it came with: a form's `file`, else the whole body whatever its type. */
export async function readSample(request: Request): Promise<{ bytes: Uint8Array; name: string }> {
  const type = request.headers.get("content-type") ?? "";
  if (type.startsWith("multipart/form-data")) return await readForm(request, type);
  const bytes = await readBytes(request, maxSampleBytes, refuseSample);
  return { bytes, name: readFileName(request.headers.get("content-disposition")) ?? nameless };
}

async function readForm(request: Request, type: string): Promise<{ bytes: Uint8Array; name: string }> {
  const body = await readBytes(request, maxSampleBytes + maxFormOverheadBytes, refuseSample);
  const form = await new Response(Uint8Array.from(body), { headers: { "content-type": type } }).formData().catch((cause: unknown) => {
    throw new AppError("invalid-request", "The form cannot be read. Send it as multipart/form-data with its boundary.", { cause });
  });
  const file = form.get("file");
  if (!(file instanceof File)) throw new AppError("invalid-request", "The form has no file named “file”.");
  if (file.size > maxSampleBytes) refuseSample();
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name };
}

function refuseSample(): never {
  throw new AppError("sample-too-large", `A sample may have at most ${maxSampleBytes} bytes. Send the beginning of the file.`);
}

/** `filename*` in UTF-8 (RFC 8187), else `filename` (RFC 6266). */
function readFileName(disposition: string | null): string | null {
  if (disposition === null) return null;
  const encoded = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition)?.[1];
  if (encoded !== undefined && !/%(?![0-9a-f]{2})/i.test(encoded)) return decodeUtf8(encoded);
  const quoted = /filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1]?.replace(/\\(.)/g, "$1");
  return quoted ?? /filename\s*=\s*([^;\s"]+)/i.exec(disposition)?.[1] ?? null;
}

/** Percent-encoded UTF-8; what is not UTF-8 shows as replacement characters rather than failing for a name's sake. */
function decodeUtf8(encoded: string): string {
  const bytes = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}
