/** How everything looks that is written or chosen in: inputs, lists that unfold, areas of text. */
export const inputClass =
  "h-9 w-full min-w-0 rounded border border-line-strong bg-surface px-2.5 placeholder:text-quiet aria-invalid:border-failed disabled:opacity-50";
