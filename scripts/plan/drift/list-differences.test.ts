import { describe, expect, it } from "vitest";
import type { ComparableGraph } from "./comparable-graph.ts";
import { listDifferences } from "./list-differences.ts";

const none: ComparableGraph = {
  app: {},
  queue: {},
  bucket: {},
  subscription: {},
  table: {},
  database: {},
  workgroup: {},
  socket: {},
  function: {},
  schedule: {},
  site: {},
  resource: {},
  declaration: {},
};
const work = { visibilitySeconds: 5400, delaySeconds: 0, retentionSeconds: 60, encrypted: true, deadLetters: null };
const sweep = {
  handler: "functions/sweep.handler",
  timeoutSeconds: 50,
  memoryMegabytes: 512,
  storageMegabytes: 512,
  bundle: { minify: true, splitting: true, install: [] },
  links: ["Jobs", "Work"],
  environment: {},
  retries: 0,
  reservedConcurrency: null,
  rights: { "{Work.arn}": ["sqs:SendMessage"] },
};

describe("what is otherwise", () => {
  it("is nothing between equals, whatever their order", () => {
    const aws = { ...none, queue: { Work: work }, function: { Sweep: sweep } };
    const laptop = { ...none, function: { Sweep: { ...sweep, links: ["Work", "Jobs"] } }, queue: { Work: work } };

    expect(listDifferences(aws, laptop)).toEqual([]);
  });

  it.each([
    ["a number with its unit", { visibilitySeconds: 5300 }, "queue Work: visibility 5400 s on AWS, 5300 s on the laptop"],
    ["yes or no", { encrypted: false }, "queue Work: encrypted true on AWS, false on the laptop"],
    [
      "what is there on one side only",
      { deadLetters: { queue: "Dead", maxReceives: 5 } },
      `queue Work: deadLetters none on AWS, {"queue":"Dead","maxReceives":5} on the laptop`,
    ],
  ])("is told in words: %s", (_, change, line) => {
    const laptop = { ...none, queue: { Work: { ...work, ...change } } };

    expect(listDifferences({ ...none, queue: { Work: work } }, laptop)).toEqual([line]);
  });

  it("names a thing that only one side has", () => {
    const [aws, laptop] = [
      { ...none, queue: { Work: work } },
      { ...none, queue: { Notices: work } },
    ];

    expect(listDifferences(aws, laptop)).toEqual(["queue Work: only on AWS", "queue Notices: only on the laptop"]);
  });

  it("names what is in a list or a record of one side only", () => {
    const laptop = {
      ...sweep,
      links: ["Jobs", "Notices"],
      rights: { "{Work.arn}": ["sqs:SendMessage", "sqs:*"] },
      environment: { A: "1" },
    };

    expect(listDifferences({ ...none, function: { Sweep: sweep } }, { ...none, function: { Sweep: laptop } })).toEqual([
      "function Sweep: links Work only on AWS",
      "function Sweep: links Notices only on the laptop",
      "function Sweep: environment A only on the laptop: 1",
      "function Sweep: rights {Work.arn} sqs:* only on the laptop",
    ]);
  });

  it("compares items of a list by their name, not by their place", () => {
    const due = { name: "due", hash: "dueShard", range: "dueAt", projection: "all" } as const;
    const byUpdate = { name: "byUpdate", hash: "pk", range: "updatedAt", projection: "all" } as const;
    const table = (globalIndexes: ComparableGraph["table"][string]["globalIndexes"]) => ({
      ...none,
      table: {
        Jobs: {
          fields: {},
          key: { hash: "pk", range: null },
          globalIndexes,
          localIndexes: [],
          ttl: null,
          deletionProtection: true,
          pointInTimeRecovery: true,
          encrypted: true,
        },
      },
    });

    const differences = listDifferences(table([due, byUpdate]), table([{ ...byUpdate, range: "id" }, due]));

    expect(differences).toEqual(["table Jobs: globalIndexes byUpdate range updatedAt on AWS, id on the laptop"]);
  });
});
