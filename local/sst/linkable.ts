import { z } from "zod";
import { Output } from "./output.ts";
import { Component, type LinkDefinition, parseArgs, type Scope } from "./scope.ts";

const definitionSchema = z.strictObject({ properties: z.record(z.string(), z.unknown()), include: z.array(z.unknown()).default([]) });

export class Linkable extends Component {
  readonly kind = "sst.sst.Linkable";
  readonly definition: LinkDefinition;

  constructor(scope: Scope, id: string, args: unknown) {
    super(scope, id);
    this.definition = parseArgs(`sst.Linkable "${id}"`, definitionSchema, args);
  }

  override link() {
    return this.definition;
  }
}

export class Secret extends Component {
  readonly kind = "sst.sst.Secret";
  readonly value: Output<string>;

  constructor(scope: Scope, id: string, placeholder?: unknown) {
    super(scope, id);
    if (placeholder !== undefined) throw new Error(`Secret "${id}": a placeholder is not implemented by local/sst.`);
    this.value = new Output(scope.places.secret(id));
    scope.graph.secrets.push({ id });
  }

  override link() {
    return { properties: { value: this.value } };
  }
}
