import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

const mark = Decoration.line({ class: "cm-faulty" });

/** Marks a line, from 1; null takes the mark away. */
export const markFault = StateEffect.define<number | null>();

/** The line in which the last statement failed, until something is written. */
export const faultyLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, docChanged, state }) {
    const marked = effects.find((effect) => effect.is(markFault));
    if (!marked) return docChanged ? Decoration.none : marks;
    const line = marked.value;
    return line === null || line < 1 || line > state.doc.lines ? Decoration.none : Decoration.set(mark.range(state.doc.line(line).from));
  },
  provide: (field) => EditorView.decorations.from(field),
});
