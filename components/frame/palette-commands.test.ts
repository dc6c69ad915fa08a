import { describe, expect, it } from "vitest";
import { findCommands, paletteCommands } from "./palette-commands.ts";

const tools = { go: () => undefined, choose: () => undefined, setTheme: () => undefined, showHelp: () => undefined };
const commands = paletteCommands(tools, []);

describe("the palette", () => {
  it("finds a command by its words in any order", () => {
    expect(findCommands(commands, "theme dark").map((command) => command.words)).toEqual(["Dark theme"]);
    expect(findCommands(commands, "jobs fail").map((command) => command.id)).toEqual(["/?status=failed"]);
  });

  it("shows everything when nothing is typed, and says nothing for nonsense", () => {
    expect(findCommands(commands, " ")).toHaveLength(commands.length);
    expect(findCommands(commands, "zzz")).toEqual([]);
  });
});
