import { request as httpRequest } from "node:http";
import { text as readText } from "node:stream/consumers";
import { Sha256 } from "@aws-crypto/sha256-js";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { credentials, region } from "./s3-fixture.ts";

export interface RawAnswer {
  status: number;
  code: string | undefined;
}

/** Sends what it is told, without the repairs that `fetch` makes. */
export async function sendRaw(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | Buffer = "",
): Promise<RawAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const outgoing = httpRequest(url, { method, headers }, async (response) => {
    const text = await readText(response);
    resolve({ status: response.statusCode ?? 0, code: /<Code>(.*?)<\/Code>/.exec(text)?.[1] });
  });
  outgoing.on("error", reject).end(body);
  return promise;
}

export interface SignOptions {
  headers?: Record<string, string>;
  signingDate?: Date;
  signedRegion?: string;
  accessKeyId?: string;
}

export async function signHeaders(url: string, method: string, options: SignOptions = {}): Promise<Record<string, string>> {
  const { headers = {}, signingDate = new Date(), signedRegion = region, accessKeyId = credentials.accessKeyId } = options;
  const signer = new SignatureV4({
    service: "s3",
    region: signedRegion,
    credentials: { ...credentials, accessKeyId },
    sha256: Sha256,
    uriEscapePath: false,
  });
  const { host, pathname: path } = new URL(url);
  const signed = await signer.sign(
    new HttpRequest({ method, path, headers: { host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD", ...headers } }),
    { signingDate },
  );
  return signed.headers;
}
