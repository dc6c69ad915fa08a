import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const contentTypes: Record<string, string> = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** A file that a deployment lays into the assets bucket; null for what the function answers. */
export async function readAsset(folder: string, path: string): Promise<{ bytes: Buffer; contentType: string } | null> {
  try {
    const bytes = await readFile(join(folder, normalize(path)));
    return { bytes, contentType: contentTypes[extname(path)] ?? "application/octet-stream" };
  } catch (error) {
    if (["ENOENT", "EISDIR", "ENOTDIR"].includes(String((error as NodeJS.ErrnoException).code))) return null;
    throw error;
  }
}
