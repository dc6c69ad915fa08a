import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ObjectStore } from "#core/ports/object-store";
import { createS3Client, createSigningS3Client } from "./s3-clients.ts";
import { createS3ObjectStore } from "./s3-object-store.ts";
import { access, startBuckets } from "./testing/local-aws.ts";

const signal = new AbortController().signal;
const key = "uploads/ws/job/0";
let close: () => Promise<void>;
let store: ObjectStore;

beforeAll(async () => {
  const buckets = await startBuckets();
  close = buckets.close;
  const place = { ...access, endpoint: buckets.endpoint };
  store = createS3ObjectStore({ client: createS3Client(place), signingClient: createSigningS3Client(place), bucketName: (name) => name });
});
afterAll(() => close());

async function post(policy: Partial<Parameters<ObjectStore["signPost"]>[0]>, body: string, change: Record<string, string> = {}) {
  const signed = await store.signPost({
    key,
    contentType: "text/csv",
    maxBytes: 10,
    metadata: { job: "j1" },
    expiresInSeconds: 60,
    ...policy,
  });
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...signed.fields, ...change })) form.append(name, value);
  form.append("file", new Blob([body]), "a.csv");
  return await fetch(signed.url, { method: "POST", body: form });
}

async function write(name: string, body: Uint8Array | string, contentType = "text/csv"): Promise<void> {
  const writer = store.write("results", name, { contentType, signal });
  await writer.write(typeof body === "string" ? new TextEncoder().encode(body) : body);
  await writer.close();
}

async function readAll(bucket: "uploads" | "results", name: string, versionId: string, etag: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of store.read(bucket, name, { versionId, etag, signal })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe("a signed form", () => {
  it("takes the announced file, with its job in the metadata", async () => {
    const response = await post({}, "a,b\r\n1,2");

    expect(response.status).toBe(204);
    expect(await store.head("uploads", key)).toMatchObject({ size: 8, contentType: "text/csv", metadata: { job: "j1" } });
  });

  it.each([
    ["more bytes than announced", {}, {}, "a,b\r\n1,2,3,4"],
    ["another key", {}, { key: "uploads/ws/other/0" }, "a"],
    ["another type", {}, { "Content-Type": "text/html" }, "a"],
    ["another job", {}, { "x-amz-meta-job": "j2" }, "a"],
    ["further metadata", {}, { "x-amz-meta-operation": "load" }, "a"],
    ["no time left", { expiresInSeconds: -10 }, {}, "a"],
  ])("refuses %s", async (_what, policy, change, body) => {
    const response = await post(policy, body, change);

    expect(response.status).toBeGreaterThanOrEqual(400);
  });
});

describe("an upload in parts", () => {
  it("is begun, sent by a browser, looked at, completed, and cannot be completed twice", async () => {
    const parts = [new Uint8Array(5 * 1024 * 1024).fill(97), new Uint8Array(10).fill(98)];
    const { uploadId } = await store.createMultipart({ key: "uploads/ws/job/1", contentType: "text/csv", metadata: { job: "j1" } });
    const upload = { key: "uploads/ws/job/1", uploadId };
    const signed = await store.signParts({ ...upload, from: 1, count: 2, expiresInSeconds: 60 });

    for (const [index, part] of signed.entries()) {
      const response = await fetch(part.url, { method: "PUT", body: parts[index] ?? null });
      expect(response.status).toBe(200);
    }
    const uploaded = await store.listParts(upload);
    await store.completeMultipart({ ...upload, parts: uploaded });

    expect(uploaded.map(({ number, size }) => ({ number, size }))).toEqual([
      { number: 1, size: 5 * 1024 * 1024 },
      { number: 2, size: 10 },
    ]);
    expect(await store.head("uploads", upload.key)).toMatchObject({ size: 5 * 1024 * 1024 + 10, metadata: { job: "j1" } });
    await expect(store.completeMultipart({ ...upload, parts: uploaded })).rejects.toMatchObject({ code: "upload-gone" });
  });

  it("refuses parts that do not make a file, and can be given up more than once", async () => {
    const { uploadId } = await store.createMultipart({ key: "uploads/ws/job/2", contentType: "text/csv", metadata: {} });
    const upload = { key: "uploads/ws/job/2", uploadId };

    await expect(store.completeMultipart({ ...upload, parts: [{ number: 1, etag: '"no"' }] })).rejects.toMatchObject({
      code: "invalid-request",
    });
    await store.abortMultipart(upload);
    await store.abortMultipart(upload);
    await expect(store.listParts(upload)).rejects.toMatchObject({ code: "upload-gone" });
  });
});

describe("objects", () => {
  it("are read in the pinned version, whatever was written after", async () => {
    await write("results/a", "first");
    const first = await store.head("results", "results/a");
    await write("results/a", "second");

    const bytes = await readAll("results", "results/a", first?.versionId ?? "", first?.etag ?? "");

    expect(Buffer.from(bytes).toString()).toBe("first");
  });

  it("are read in part", async () => {
    await write("results/part", "0123456789");
    const head = await store.head("results", "results/part");
    const chunks: Uint8Array[] = [];

    const options = { versionId: head?.versionId ?? "", etag: head?.etag ?? "", signal, range: { from: 3, to: 7 } };
    for await (const chunk of store.read("results", "results/part", options)) chunks.push(chunk);

    expect(Buffer.concat(chunks).toString()).toBe("3456");
  });

  it("that are gone are null, and `upload-gone` to a reader", async () => {
    await write("results/b", "x");
    const head = await store.head("results", "results/b");
    await store.deleteVersion("results", "results/b", head?.versionId ?? "");

    expect(await store.head("results", "results/b", head?.versionId)).toBeNull();
    expect(await store.head("results", "results/never")).toBeNull();
    await expect(readAll("results", "results/b", head?.versionId ?? "", head?.etag ?? "")).rejects.toMatchObject({ code: "upload-gone" });
  });

  it("larger than a part are written piece by piece and come back whole", async () => {
    const writer = store.write("results", "results/large", { contentType: "text/csv", signal });
    const chunk = new Uint8Array(3_000_000);

    for (let i = 0; i < 14; i++) await writer.write(chunk.fill(i));
    const { bytes } = await writer.close();

    const head = await store.head("results", "results/large");
    const read = await readAll("results", "results/large", head?.versionId ?? "", head?.etag ?? "");
    expect(bytes).toBe(42_000_000);
    expect(read.length).toBe(42_000_000);
    expect([read[0], read[2_999_999], read[3_000_000], read.at(-1)]).toEqual([0, 0, 1, 13]);
  });

  it("that are given up while being written leave nothing", async () => {
    const writer = store.write("results", "given-up/x", { contentType: "text/csv", signal });
    await writer.write(new Uint8Array(40_000_000));

    await writer.abort();

    expect(await store.head("results", "given-up/x")).toBeNull();
  });

  it("go with every version and unfinished upload under a prefix, and no others", async () => {
    await write("gone/a", "1");
    await write("gone/a", "2");
    const head = await store.head("results", "gone/a");
    await write("gone2/a", "kept");
    const { uploadId } = await store.createMultipart({ key: "gone/up", contentType: "text/csv", metadata: {} });

    await store.deletePrefix("results", "gone/");
    await store.deletePrefix("uploads", "gone/");

    expect(await store.head("results", "gone/a", head?.versionId)).toBeNull();
    expect(await store.head("results", "gone2/a")).not.toBeNull();
    await expect(store.listParts({ key: "gone/up", uploadId })).rejects.toMatchObject({ code: "upload-gone" });
  });
});

describe("a download", () => {
  it("is an attachment of its true name and a fixed type, whatever the name is", async () => {
    await write("results/page", "<script>alert(1)</script>", "text/html");
    const fileName = '../../é"; x="<b>.csv';

    const { url } = await store.signDownload({ key: "results/page", fileName, contentType: "text/csv", expiresInSeconds: 60 });
    const response = await fetch(url);

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/csv");
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="__..____ x=_<b>.csv"; filename*=UTF-8''__.._%C3%A9%22%3B%20x%3D%22%3Cb%3E.csv`,
    );
  });

  it("is refused when the link was changed", async () => {
    const { url } = await store.signDownload({ key: "results/page", fileName: "a", contentType: "text/csv", expiresInSeconds: 60 });

    const response = await fetch(url.replace("results/page", "results/a"));

    expect(response.status).toBe(403);
  });

  it("comes from an origin that the page may be told of", async () => {
    const { url } = await store.signDownload({ key: "results/page", fileName: "a", contentType: "text/csv", expiresInSeconds: 60 });

    expect(await store.origins()).toContain(new URL(url).origin);
  });
});

describe("a server that does not answer", () => {
  it("is `unavailable`, to be tried again", async () => {
    const place = { ...access, endpoint: "http://127.0.0.1:1" };
    const nowhere = createS3ObjectStore({
      client: createS3Client(place),
      signingClient: createSigningS3Client(place),
      bucketName: (name) => name,
    });

    await expect(nowhere.head("uploads", "x")).rejects.toMatchObject({ code: "unavailable", retryable: true });
  });
});
