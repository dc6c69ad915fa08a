/** Of the line that says how the editor is left by keyboard. */
export const editorHintId = "statement-hint";
