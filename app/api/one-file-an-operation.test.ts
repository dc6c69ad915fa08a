import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { checkParamsResponseSchema, operationsResponseSchema } from "#core/api/operations-api";
import { createJobResponseSchema } from "#core/api/requests";
import { dropIn, makeRule } from "#core/drops/testing/dropped-files";
import { acceptUpload } from "#core/jobs/accept-upload";
import type { Job } from "#core/jobs/job";
import { createMemoryPorts, type MemoryPorts } from "#core/jobs/testing/memory-ports";
import { createPipeline } from "#core/jobs/testing/pipeline";
import { addOperation } from "#core/operations/registry";
import { shout } from "#core/operations/testing/shout";
import type { JsonSchema } from "#core/params/json-schema";
import { main } from "../../cli/main.ts";
import { type FormBrowser, openFormBrowser } from "../../components/forms/testing/open-form.ts";
import { createClient, expectProblem } from "./testing/call-handler.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
vi.mock("#aws/observer", async () => {
  const { observer } = (await import("#aws/testing/heard-observer")).createHeardObserver();
  return { observer: () => observer };
});
const outside = vi.hoisted(() => ({ backend: null as unknown }));
vi.mock("../_server/backend.ts", () => ({ backend: () => outside.backend }));

let world: MemoryPorts;
let takeAway: () => void;
beforeEach(() => {
  world = createMemoryPorts({ guests: true });
  outside.backend = { ports: world, sessionSecret: "a secret of the stage, long enough for HS256", socketUrl: "ws://localhost" };
  takeAway = addOperation(shout);
});
afterEach(() => takeAway());

const text = new TextEncoder();
const words = "good\nmorning\n";

/** Lets the product do all that it has to; what became of the only job. */
async function settle(): Promise<{ job: Job; output: string }> {
  await createPipeline(world).settle();
  const [job] = world.jobs.all();
  if (!job) throw new Error("There is no job.");
  const key = world.objects.keys("results").find((each) => each.endsWith("/output.txt")) ?? "";
  return { job, output: key === "" ? "" : world.objects.text("results", key) };
}

/** Makes the job as a client does, and lets its file arrive. */
async function make(params: unknown): Promise<{ job: Job; output: string }> {
  const client = createClient();
  const response = await client("POST", "/api/jobs", {
    operation: "shout",
    params,
    files: [{ name: "a.txt", size: words.length, type: "" }],
  });
  const { job } = createJobResponseSchema.parse(await response.json());
  const bucketKey = `uploads/${job.workspace}/${job.id}/0`;
  const { versionId } = world.objects.put("uploads", bucketKey, text.encode(words), { job: job.id });
  await acceptUpload(world, { bucketKey, versionId, sequencer: "1" });
  return await settle();
}

describe("an operation added in one file", () => {
  describe("through the HTTP interface", () => {
    it("is described, checked and done", async () => {
      const client = createClient();
      const { operations } = operationsResponseSchema.parse(await (await client("GET", "/api/operations")).json());
      const openApi = await (await client("GET", "/api/openapi.json")).json();

      expect(operations.find(({ id }) => id === "shout")?.params).toMatchObject({
        required: ["times"],
        properties: { mark: { default: "!" } },
      });
      expect(openApi.components.schemas["job.shout"]).toMatchObject({ properties: { operation: { const: "shout" } } });
      expect(openApi.paths["/api/jobs"].post.requestBody.content["application/json"].schema.oneOf).toContainEqual({
        $ref: "#/components/schemas/job.shout",
      });
      expect((await make({ times: 2 })).output).toBe("GOOD!!\nMORNING!!\n");
    });

    it("refuses what its parameters do not allow, and says where before a job is made", async () => {
      const client = createClient();
      const check = await client("POST", "/api/operations/shout/check", { params: { times: 9, mark: "." } });
      const job = await client("POST", "/api/jobs", { operation: "shout", params: {}, files: [{ name: "a", size: 1 }] });

      const { problems } = checkParamsResponseSchema.parse(await check.json());
      expect(problems.map(({ path }) => path)).toEqual([["mark"], ["times"]]);
      expect((await expectProblem(job, 400, "invalid-request")).detail).toContain("times: ");
    });
  });

  describe("in the page", () => {
    let forms: FormBrowser;
    beforeAll(async () => {
      forms = await openFormBrowser();
    });
    afterAll(() => forms.close());

    it("has a form, and what is filled in is done", async () => {
      const client = createClient();
      const { operations } = operationsResponseSchema.parse(await (await client("GET", "/api/operations")).json());
      const schema = operations.find(({ id }) => id === "shout")?.params as JsonSchema;
      const page = await forms.show({ schema });

      await page.getByRole("radio", { name: "?" }).click();
      await page.getByRole("textbox", { name: "Times" }).fill("3");
      await page.getByRole("textbox", { name: "Only" }).fill("good");
      await page.keyboard.press("Enter");
      const params = await forms.send(page);

      expect(params).toEqual({ mark: "?", times: 3, only: ["good"] });
      expect((await make(params)).output).toBe("GOOD???\nmorning???\n");
    });
  });

  describe("on the command line", () => {
    let folder: string;
    let status: typeof process.exitCode;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "sluice-one-file-"));
      status = process.exitCode;
      await writeFile(join(folder, "a.txt"), words);
    });
    afterEach(async () => {
      process.exitCode = status;
      vi.restoreAllMocks();
      await rm(folder, { recursive: true });
    });

    it("has options of its own", async () => {
      const write = (_: unknown, done: () => void) => {
        done();
        return true;
      };
      vi.spyOn(process.stdout, "write").mockImplementation(write as typeof process.stdout.write);

      await main([
        "run",
        "shout",
        join(folder, "a.txt"),
        "--times",
        "1",
        "--mark",
        "?",
        "--only",
        "morning",
        "--out-dir",
        folder,
        "--quiet",
      ]);

      expect(process.exitCode).toBe(0);
      expect(await readFile(join(folder, "output.txt"), "utf8")).toBe("good?\nMORNING?\n");
    });
  });

  describe("in a rule for dropped files", () => {
    it("is done with each file", async () => {
      await makeRule(world, { files: ["shout_*.txt"], operation: "shout", params: { times: 1 } });
      await dropIn(world, "in/shout_1.txt", words);

      const { job, output } = await settle();

      expect(job).toMatchObject({ status: "succeeded", operation: "shout", source: "drop" });
      expect(output).toBe("GOOD!\nMORNING!\n");
    });
  });
});
