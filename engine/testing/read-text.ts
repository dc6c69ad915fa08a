import type { ByteSource } from "#core/csv/index";

export async function readText(source: ByteSource): Promise<string> {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readBytes(source));
}

export async function readBytes(source: ByteSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const chunk = new Uint8Array(65_536);
  for (let read = await source.read(chunk); read > 0; read = await source.read(chunk)) parts.push(chunk.slice(0, read));
  await source.close();
  return Buffer.concat(parts);
}
