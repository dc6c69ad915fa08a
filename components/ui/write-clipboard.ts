/** Copies a text. Pages that were not fetched securely have no clipboard; others may be refused it by the person or the policy. */
export async function writeClipboard(text: string): Promise<"copied" | "refused"> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (!clipboard) return "refused";
  return clipboard.writeText(text).then(
    () => "copied",
    () => "refused",
  );
}
