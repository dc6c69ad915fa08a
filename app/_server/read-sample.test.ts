import { describe, expect, test } from "vitest";
import { maxSampleBytes } from "#core/api/requests";
import { readSample } from "./read-sample.ts";

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/api/inspect", { method: "POST", body, headers, duplex: "half" } as RequestInit);
}

/** A body without a declared length, as a program that pipes sends it. */
function endless(): { body: ReadableStream<Uint8Array>; sent: () => number } {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  return { body, sent: () => sent };
}

const text = "id,name\n1,Ada\n";

describe("a sample", () => {
  test("is the body as it is, whatever its type", async () => {
    for (const type of ["text/csv", "application/json", "application/octet-stream"]) {
      const { bytes } = await readSample(post(text, { "content-type": type }));
      expect(new TextDecoder().decode(bytes)).toBe(text);
    }
  });

  test("may be a form's file, with its name", async () => {
    const form = new FormData();
    form.set("file", new File([text], "../../x%00<script>.csv"));

    const { bytes, name } = await readSample(post(form));

    expect(new TextDecoder().decode(bytes)).toBe(text);
    expect(name).toBe("../../x%00<script>.csv");
  });

  const names: [string, string][] = [
    ["attachment; filename=a.csv", "a.csv"],
    ['attachment; filename="a b; \\"c\\".csv"', 'a b; "c".csv'],
    ["attachment; filename=\"x.csv\"; filename*=UTF-8''K%C3%B6ln%20%E2%82%AC.csv", "Köln €.csv"],
    ["attachment; filename*=utf-8''%zz; filename=\"plain.csv\"", "plain.csv"],
    ["attachment", "sample"],
  ];
  test.each(names)("is named by Content-Disposition: %s", async (disposition, expected) => {
    expect((await readSample(post(text, { "content-disposition": disposition }))).name).toBe(expected);
  });

  test("of the largest size is taken, and of one byte more is refused", async () => {
    expect((await readSample(post(new Uint8Array(maxSampleBytes)))).bytes.length).toBe(maxSampleBytes);
    await expect(readSample(post(new Uint8Array(maxSampleBytes + 1)))).rejects.toMatchObject({ code: "sample-too-large" });
  });

  test("without an end is refused when it has passed the size, not read on", async () => {
    const { body, sent } = endless();

    await expect(readSample(post(body))).rejects.toMatchObject({ code: "sample-too-large" });

    expect(sent()).toBeLessThan(maxSampleBytes + 4 * 65_536);
  });

  test("in a form without a file, or in a broken form, is an invalid request", async () => {
    const form = new FormData();
    form.set("other", "x");

    await expect(readSample(post(form))).rejects.toMatchObject({ code: "invalid-request" });
    await expect(readSample(post("x", { "content-type": "multipart/form-data; boundary=b" }))).rejects.toMatchObject({
      code: "invalid-request",
    });
  });
});
