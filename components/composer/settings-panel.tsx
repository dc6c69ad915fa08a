import type { OperationInfo } from "#core/api/operations-api";
import type { JsonSchema } from "#core/params/json-schema";
import { SchemaForm } from "../forms/schema-form.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { BadRows } from "./bad-rows.tsx";
import { policyOf } from "./composer-settings.ts";
import { areTogether, canBeTogether, mustBeTogether } from "./group-files.ts";
import { JobsChoice } from "./jobs-choice.tsx";
import { OperationPicker } from "./operation-picker.tsx";
import { RecipePart } from "./recipe-part.tsx";
import { FilterPart } from "./rules/filter-part.tsx";
import { MaskPart } from "./rules/mask-part.tsx";
import { schemaProposal } from "./schema-proposal.ts";
import type { Composing } from "./use-composer.ts";

/** In the sentence above the preview, and in parts of their own. */
const filledElsewhere: ReadonlySet<string> = new Set(["dialect", "filter", "filterBy", "mask"]);

function hasMember({ params }: Pick<OperationInfo, "params">, name: string): boolean {
  return (params as JsonSchema).properties?.[name] !== undefined;
}

/** What to do with the files: the operation, its form, a recipe, bad rows. */
export function SettingsPanel({ composing }: { composing: Composing }) {
  const { operations, operation, settings, params, usable, problems, change, setParams } = composing;
  return (
    <section
      aria-label="What to do"
      className="flex min-w-0 flex-col gap-6 border-line p-4 max-lg:border-t md:px-6 lg:overflow-y-auto lg:border-l lg:px-4"
    >
      {operations && operation ? (
        <>
          <OperationPicker
            operations={operations}
            operation={operation}
            isSuggested={settings.operation === null}
            onChange={(id) => change({ operation: id, recipe: null })}
          />
          <RecipePart composing={composing} />
          <SchemaForm
            key={operation.id}
            id={operation.id}
            schema={operation.params as JsonSchema}
            value={params}
            onChange={setParams}
            columns={[...new Set(usable.flatMap(({ names }) => names))]}
            problems={problems}
            proposeSchema={schemaProposal(usable)}
            without={filledElsewhere}
          >
            {hasMember(operation, "filter") && <FilterPart schema={operation.params as JsonSchema} params={params} onParams={setParams} />}
            {hasMember(operation, "mask") && <MaskPart schema={operation.params as JsonSchema} params={params} onParams={setParams} />}
          </SchemaForm>
          {usable.length > 1 && canBeTogether(operation) && !mustBeTogether(operation) && (
            <JobsChoice isTogether={areTogether(operation, settings.together)} onChange={(together) => change({ together })} />
          )}
          <BadRows
            policy={policyOf(settings, operation)}
            onChange={(policy) => change({ onBadRow: { ...settings.onBadRow, [operation.id]: policy } })}
          />
        </>
      ) : (
        <PanelSkeleton />
      )}
    </section>
  );
}

function PanelSkeleton() {
  return (
    <div role="status" aria-label="Asking what can be done" className="flex flex-col gap-4">
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
