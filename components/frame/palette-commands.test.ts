import { describe, expect, it } from "vitest";
import { sampleJobSummary } from "../testing/sample-job-summary.ts";
import { findCommands } from "./find-commands.ts";
import { coveredCommands, paletteCommands, searchCommands } from "./palette-commands.ts";

const went: string[] = [];
const nothing = () => undefined;
const go = (path: string) => void went.push(path);
const tools = { go, choose: nothing, setTheme: nothing, showHelp: nothing, copyLink: nothing };
const jobs = Array.from({ length: 40 }, (_, index) => sampleJobSummary({ id: `job${String(index).padStart(2, "0")}` }));
const things = { here: [{ words: "Download orders.csv", run: nothing }], samples: [], recipes: [], composeWith: nothing, jobs };
const commands = paletteCommands(tools, things);
const found = (typed: string) => findCommands(commands, typed, []).flatMap((group) => group.commands);

describe("the palette", () => {
  it("finds a command by its words in any order", () => {
    expect(found("theme dark").map((command) => command.words)).toEqual(["Dark theme"]);
    expect(found("jobs fail").map((command) => command.id)).toEqual(["/?status=failed"]);
  });

  it("shows first what begins with what was typed", () => {
    expect(
      found("op")
        .map((command) => command.words)
        .slice(0, 2),
    ).toEqual(["Operations", "Operations: files by day"]);
  });

  it("says nothing for nonsense, and few of many jobs", () => {
    expect(findCommands(commands, "zzz", [])).toEqual([]);
    expect(found("orders.csv").filter(({ kind }) => kind === "Job")).toHaveLength(20);
    expect(found(" ").filter(({ kind }) => kind === "Job")).toHaveLength(5);
  });

  it("shows by kind while nothing is typed: what is on the page, then what was taken lately, which stands nowhere twice", () => {
    const groups = findCommands(commands, "", ["/records", "gone", "job39"]);

    expect(groups.slice(0, 3).map(({ title }) => title)).toEqual(["On this page", "Lately", "Actions"]);
    expect(groups[1]?.commands.map(({ id }) => id)).toEqual(["/records", "job39"]);
    expect(groups.flatMap((group) => group.commands).filter(({ id }) => id === "/records")).toHaveLength(1);
  });

  it("offers only what can be reached where something covers the page", () => {
    expect(coveredCommands(tools, things.here).map(({ kind }) => kind)).not.toContain("Page");
  });
});

describe("a search from the palette", () => {
  it("goes on in the lists, whatever is typed", () => {
    for (const command of searchCommands(" a&b ", go)) command.run();

    expect(went).toEqual(["/?q=a%26b", "/records?prefix=a%26b"]);
  });

  it("opens the job of a link", () => {
    expect(searchCommands("https://x.example/jobs/0abc-1?tab=input", go).map(({ words }) => words)).toEqual(["Open the job 0abc-1"]);
  });
});
