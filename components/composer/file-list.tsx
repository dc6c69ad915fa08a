import { clsx } from "clsx";
import { CircleCheck, CircleX, LoaderCircle, Lock, TriangleAlert, X } from "lucide-react";
import { formatBytes, plural } from "#core/words/format-number";
import type { FileLook } from "../reading/file-look.ts";
import { IconButton } from "../ui/button.tsx";
import { findingOf } from "../words/issue-words.ts";
import { delimiterWords } from "./dialect-words.ts";
import { fileKey } from "./file-key.ts";

interface FileListProps {
  looks: readonly { file: File; look: FileLook }[];
  shown: File | undefined;
  onShow: (file: File) => void;
  onLeaveOut: (file: File) => void;
}

export function FileList({ looks, shown, onShow, onLeaveOut }: FileListProps) {
  return (
    <section aria-label="Files" className="border-line max-lg:border-b lg:overflow-y-auto lg:border-r">
      <h2 className="px-4 pt-4 pb-2 text-xs text-quiet md:px-6 lg:px-4">{plural(looks.length, "file")}</h2>
      <ul className="px-2 pb-2 max-lg:max-h-52 max-lg:overflow-y-auto md:px-4 lg:px-2">
        {looks.map(({ file, look }) => (
          <li key={fileKey(file)} className={clsx("flex items-start rounded", file === shown && "bg-hover")}>
            <button
              type="button"
              aria-current={file === shown ? "true" : undefined}
              onClick={() => onShow(file)}
              className="flex min-w-0 flex-1 items-start gap-2.5 rounded py-2 pl-2.5 text-left -outline-offset-2"
            >
              <LookIcon look={look} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{file.name}</span>
                <LookWords file={file} look={look} />
              </span>
            </button>
            <IconButton label={`Leave out ${file.name}`} onClick={() => onLeaveOut(file)} className="mt-1 mr-1">
              <X aria-hidden="true" className="size-4" />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LookIcon({ look }: { look: FileLook }) {
  if (look.kind === "reading") return <LoaderCircle aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-quiet" />;
  if (look.kind === "unusable") return <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-failed" />;
  if (look.kind === "parquet") return <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-done" />;
  if (look.kind === "closed") return <Lock aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-quiet" />;
  const { records, complete, issues } = look.inspection;
  const fine = findingOf(records, complete, issues).tone === "done";
  const Icon = fine ? CircleCheck : TriangleAlert;
  return <Icon aria-hidden="true" className={clsx("mt-0.5 size-4 shrink-0", fine ? "text-done" : "text-aside")} />;
}

function LookWords({ file, look }: { file: File; look: FileLook }) {
  if (look.kind === "unusable") return <span className="block text-xs text-failed">Left out: {look.reason}</span>;
  return (
    <span className="block text-xs text-quiet">
      <span className="tabular-nums">{formatBytes(file.size)}</span> · {lookShort(look)}
    </span>
  );
}

function lookShort(look: Exclude<FileLook, { kind: "unusable" }>): string {
  if (look.kind === "reading") return "reading";
  if (look.kind === "closed") return look.what;
  if (look.kind === "parquet") return `Parquet, ${plural(look.parquet.columns.length, "column")}`;
  const { format, dialect, columns, sheet } = look.inspection;
  if (format === "xlsx") return `${sheet ?? "workbook"}, ${plural(columns.length, "column")}`;
  return `${format === "delimited" ? delimiterWords(dialect.delimiter) : format.toUpperCase()}, ${plural(columns.length, "column")}`;
}
