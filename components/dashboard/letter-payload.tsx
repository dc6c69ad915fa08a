import type { DeadLetterView } from "#core/api/dead-letters-api";
import { CopyButton } from "../ui/copy-button.tsx";

/** What was sent, as a person reads it. */
export function LetterPayload({ letter: { id, payload, isCut } }: { letter: DeadLetterView }) {
  return (
    <div className="mt-2 rounded-sm border border-line bg-ground">
      <div className="flex items-center justify-between gap-3 border-b border-line py-1 pr-1 pl-3 text-xs text-quiet">
        <span className="figures truncate">{id}</span>
        <CopyButton label="the message" value={payload} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <pre tabIndex={0} className="figures max-h-72 overflow-auto px-3 py-2 text-xs break-all whitespace-pre-wrap">
        {isCut ? `${payload}…` : toReadable(payload)}
      </pre>
      {isCut && <p className="border-t border-line px-3 py-1.5 text-xs text-quiet">Too long to be shown whole.</p>}
    </div>
  );
}

function toReadable(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return payload;
    throw error;
  }
}
