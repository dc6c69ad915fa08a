import { toShownPieces } from "./shown-text.ts";

/** What a cell holds, on one line. Where the source has no cell it is hatched by its box, and said. */
export function CellText({ value }: { value: string | null }) {
  if (value === null) return <span className="sr-only">No cell</span>;
  const pieces = toShownPieces(value);
  if (pieces.length === 1 && pieces[0] && !pieces[0].isMark) return pieces[0].text;
  return pieces.map((piece, index) =>
    piece.isMark ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name than their place
      <span key={index} className="text-quiet opacity-80">
        {piece.text}
      </span>
    ) : (
      piece.text
    ),
  );
}
