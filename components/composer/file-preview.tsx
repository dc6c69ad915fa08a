"use client";

import { CircleX, Lock } from "lucide-react";
import { formatCount, plural } from "#core/words/format-number";
import { composerStore } from "../intake/composer-store.ts";
import type { ParquetLook } from "../reading/file-look.ts";
import { Button } from "../ui/button.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { findingOf } from "../words/issue-words.ts";
import { CheckPart } from "./check-part.tsx";
import { checkKey } from "./file-checks.ts";
import { dialectKey } from "./file-dialects.ts";
import type { KnownLook } from "./file-looks.ts";
import { FoundSentence } from "./found-sentence.tsx";
import { PreviewTabs } from "./preview-tabs.tsx";
import { schemaToCheck } from "./schema-to-check.ts";
import type { Composing } from "./use-composer.ts";
import type { Checking } from "./use-file-checks.ts";

export interface FilePreviewProps {
  file: File;
  known: KnownLook;
  composing: Composing;
  checking: Checking;
}

export function FilePreview(props: FilePreviewProps) {
  const { file, known, composing } = props;
  const { look } = known;
  return (
    <section aria-label={`Preview of ${file.name}`} aria-busy={!known.isFresh} className="flex min-w-0 flex-col p-4 md:px-6 lg:min-h-0">
      {look.kind === "reading" && <PreviewSkeleton />}
      {look.kind === "unusable" && <Unusable file={file} reason={look.reason} composing={composing} />}
      {look.kind === "closed" && (
        <MessagePanel icon={<Lock className="size-7" />} title={`${file.name} is read on the server`} isBare>
          {look.why}
        </MessagePanel>
      )}
      {look.kind === "parquet" && (
        <>
          <ParquetWords parquet={look.parquet} hasSchema={schemaToCheck(composing) !== undefined} />
          <PreviewTabs {...props} look={look} />
        </>
      )}
      {look.kind === "readable" && (
        <>
          <TextHead {...props} look={look} />
          <PreviewTabs {...props} look={look} />
        </>
      )}
    </section>
  );
}

function PreviewSkeleton() {
  return (
    <div role="status" aria-label="Reading the file" className="flex flex-col gap-3">
      <Skeleton className="h-5 w-72 max-w-full" />
      <Skeleton className="h-4 w-44" />
      <Skeleton className="mt-3 h-64 w-full" />
    </div>
  );
}

function Unusable({ file, reason, composing }: { file: File; reason: string; composing: Composing }) {
  const { dialectOf, filesLike, setDialect } = composing;
  const isOverridden = dialectKey(dialectOf(file)) !== "";
  return (
    <MessagePanel
      icon={<CircleX className="size-7 text-failed" />}
      title={isOverridden ? `${file.name} cannot be read like that` : `${file.name} cannot be used`}
      isBare
      actions={
        <>
          {isOverridden && (
            <Button look="primary" onClick={() => setDialect([...new Set([file, ...filesLike(file)])], {})}>
              Read it as found
            </Button>
          )}
          <Button onClick={() => composerStore.remove(file)}>Leave it out</Button>
        </>
      }
    >
      {reason}
    </MessagePanel>
  );
}

function ParquetWords({ parquet: { columns, records, rowGroups }, hasSchema }: { parquet: ParquetLook; hasSchema: boolean }) {
  return (
    <p className="text-base">
      Parquet, <strong className="font-medium">{plural(records, "row")}</strong> in {formatCount(rowGroups)}{" "}
      {rowGroups === 1 ? "row group" : "row groups"}; <strong className="font-medium">{plural(columns.length, "column")}</strong>. The types
      are the file's own{hasSchema && "; the job checks its rows against the schema, on the server"}.
    </p>
  );
}

function TextHead({
  file,
  known,
  look,
  composing,
  checking,
}: FilePreviewProps & { look: Extract<KnownLook["look"], { kind: "readable" }> }) {
  const { inspection } = look;
  const dialect = composing.dialectOf(file);
  const basis = { dialect, schema: schemaToCheck(composing) };
  const state = checking.states.get(file);
  return (
    <div className="flex flex-col gap-1.5">
      <FoundSentence
        file={file}
        inspection={inspection}
        asFound={known.asFound}
        dialect={dialect ?? {}}
        alike={composing.filesLike(file)}
        onDialect={composing.setDialect}
      />
      <CheckPart
        sample={findingOf(inspection.records, inspection.complete, inspection.issues)}
        isWhole={inspection.complete && basis.schema === undefined}
        state={state}
        isOutdated={state !== undefined && state.key !== checkKey(basis)}
        hasSchema={basis.schema !== undefined}
        onCheck={() => void checking.checks.start(file, basis)}
        onCancel={() => checking.checks.cancel(file)}
      />
    </div>
  );
}
