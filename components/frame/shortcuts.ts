interface Shortcut {
  /** Pressed together, or, where it is several keys, each for itself; `mod` is ⌘ or Ctrl. */
  keys: readonly string[];
  words: string;
}

export interface ShortcutGroup {
  title: string;
  shortcuts: readonly Shortcut[];
}

/** Every key that does something, by where it does. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: "Anywhere",
    shortcuts: [
      { keys: ["mod", "K"], words: "Every page, action and job" },
      { keys: ["/"], words: "Search jobs" },
      { keys: ["n"], words: "Choose files" },
      { keys: ["mod", "V"], words: "Paste a table, or files" },
      { keys: ["?"], words: "Show these keys" },
      { keys: ["Esc"], words: "Close what is open" },
    ],
  },
  {
    title: "Jobs",
    shortcuts: [
      { keys: ["j", "k"], words: "Next and previous job" },
      { keys: ["Enter"], words: "Open the job" },
      { keys: ["d"], words: "Download its result" },
      { keys: ["r"], words: "Retry it" },
    ],
  },
  {
    title: "The composer",
    shortcuts: [
      { keys: ["mod", "Enter"], words: "Start" },
      { keys: ["←", "→"], words: "Move a column, on its handle" },
    ],
  },
  {
    title: "Query",
    shortcuts: [
      { keys: ["mod", "Enter"], words: "Run what is selected, or all" },
      { keys: ["Ctrl", "Space"], words: "Tables, columns and functions that go on from here" },
      { keys: ["Esc", "Tab"], words: "Leave the editor" },
    ],
  },
  {
    title: "A grid",
    shortcuts: [
      { keys: ["←", "↑", "↓", "→"], words: "Move; to the ends with Ctrl or ⌘" },
      { keys: ["Shift", "↓"], words: "Select as far as there" },
      { keys: ["mod", "A"], words: "Select everything" },
      { keys: ["mod", "C"], words: "Copy what is selected" },
      { keys: ["g"], words: "Go to a row" },
      { keys: ["Enter"], words: "Read a long cell; sort, in the header" },
      { keys: ["Shift", "→"], words: "Widen a column, in the header" },
      { keys: ["f"], words: "Fit a column to its cells, in the header" },
    ],
  },
  {
    title: "Rows set aside",
    shortcuts: [
      { keys: ["F2"], words: "Correct a cell; or just type" },
      { keys: ["Delete"], words: "Empty a cell" },
      { keys: ["mod", "Z"], words: "Undo; with Shift, do it again" },
    ],
  },
];
