/**
 * A header that makes any file name a download and never a page: an ASCII stand-in for old clients, the true name as
 * RFC 5987 `filename*`. Separators and control characters are replaced in both, so that a name is never a path.
 */
export function toContentDisposition(fileName: string): string {
  const name = replaceUnsafe(fileName.toWellFormed()) || "download";
  const ascii = name.replace(/[^\x20-\x7e]|["%;]/g, "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${toExtValue(name)}`;
}

function replaceUnsafe(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
  return name.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]/g, "_").replace(/^\.+/, "_");
}

/** RFC 5987 §3.2.1 `attr-char` is smaller than what encodeURIComponent leaves alone. */
function toExtValue(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
