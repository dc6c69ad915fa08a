const MiB = 1024 * 1024;

/** What a sheet can hold: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */
export const sheetBounds = { rows: 1_048_576, columns: 16_384, cellCharacters: 32_767 } as const;

/** Bounds that keep memory constant whatever a workbook says of itself. */
export interface XlsxLimits {
  /** A workbook that comes in one go, as through a pipe, is held in memory up to this size. */
  heldBytes: number;
  /** Of the table of shared texts, unpacked: it has to be in memory. */
  sharedTextBytes: number;
  /** Of each other part but the sheets, unpacked. */
  partBytes: number;
  /** Parts of one workbook. */
  parts: number;
  /** Bytes of the list of parts. */
  directoryBytes: number;
  /** Characters of one cell: more than a spreadsheet stores, in case another program wrote it. */
  cellCharacters: number;
  /** Characters of one tag. */
  tagCharacters: number;
}

export const xlsxLimits: Readonly<XlsxLimits> = {
  heldBytes: 256 * MiB,
  sharedTextBytes: 256 * MiB,
  partBytes: 32 * MiB,
  parts: 20_000,
  directoryBytes: 8 * MiB,
  cellCharacters: 8 * MiB,
  tagCharacters: MiB,
};
