/** Whether the parts behind the product answer, and what runs by itself runs. */
export interface HealthProbe {
  /** By part ("storage", "functions", …): whether it answered, and how long that took. Never throws, and never takes long. */
  check(): Promise<Record<string, HealthCheck>>;
}

export interface HealthCheck {
  ok: boolean;
  milliseconds: number;
}
