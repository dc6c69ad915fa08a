import { syntaxTree } from "@codemirror/language";
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

/** How the parts of a statement look, by the names that the parser gives them. */
const looks: Readonly<Record<string, string>> = {
  Keyword: "text-accent font-medium",
  Type: "text-accent",
  Builtin: "text-accent",
  Bool: "text-running",
  Null: "text-running",
  Number: "text-running",
  String: "text-done",
  LineComment: "text-quiet italic",
  BlockComment: "text-quiet italic",
};

const marks = new Map(Object.entries(looks).map(([name, className]) => [name, Decoration.mark({ class: className })]));

/** Colours what is in view by the page's own classes, which are there in light and dark. */
export const sqlMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    #tree;

    constructor(view: EditorView) {
      this.#tree = syntaxTree(view.state);
      this.decorations = markVisible(view);
    }

    update({ view, docChanged, viewportChanged }: ViewUpdate) {
      const tree = syntaxTree(view.state);
      if (!docChanged && !viewportChanged && tree === this.#tree) return;
      this.#tree = tree;
      this.decorations = markVisible(view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

function markVisible(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const mark = marks.get(node.name);
        if (mark) builder.add(node.from, node.to, mark);
      },
    });
  }
  return builder.finish();
}
