import { renderXml, type XmlContent } from "./xml.ts";

export interface S3Response {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<Uint8Array>;
}

export const noContent: S3Response = { status: 204 };

export function xmlResponse(root: string, content: XmlContent, headers: Readonly<Record<string, string>> = {}): S3Response {
  return { status: 200, headers: { ...headers, "content-type": "application/xml" }, body: renderXml(root, content) };
}
