import { AppError } from "../app-error.ts";
import type { RunServices } from "../operations/run-services.ts";
import type { DayHold, MessageDay } from "../ports/message-ledger.ts";

type Services = Pick<RunServices, "ledger" | "job" | "now" | "leaseSeconds" | "beginApply">;

/** A day whose messages only this run decides on and sends. */
export class HeldDay {
  readonly #services: Services;
  readonly #day: MessageDay;
  readonly #hold: DayHold;
  #until: Date;
  #renewing: Promise<void> | null = null;

  private constructor(services: Services, day: MessageDay, { hold, until }: { hold: DayHold; until: Date }) {
    this.#services = services;
    this.#day = day;
    this.#hold = hold;
    this.#until = until;
  }

  /** Waits while another run holds the day. @throws AppError unavailable when that takes too long */
  static async take(services: Services, day: MessageDay, signal: AbortSignal): Promise<HeldDay> {
    const now = services.now();
    const until = leaseFrom(services);
    const hold = await services.ledger.take(day, { job: services.job, now, until }, signal);
    if (hold) return new HeldDay(services, day, { hold, until });
    throw new AppError("unavailable", `Another job is sending the messages of ${day.day}.`, { retryable: true });
  }

  /**
   * From here on the run sends, and is the latest that did.
   * @throws AppError conflict when a later job did, unavailable while that one is not done; whatever `beginApply` throws
   */
  async begin(): Promise<void> {
    const { lastJob, finished } = this.#hold;
    const { job } = this.#services;
    if (lastJob !== null && lastJob > job) {
      if (!finished) throw new AppError("unavailable", "A later delivery of this date is being sent.", { retryable: true });
      throw new AppError(
        "conflict",
        "A later delivery of this date was sent already, and says something else. Nothing of this one was sent.",
      );
    }
    await this.#services.beginApply();
    await this.#keep({ lastJob: job, finished: false });
  }

  /** To be called before each stretch of work; cheap. @throws AppError unavailable when the day was lost */
  async keep(): Promise<void> {
    const { now, leaseSeconds } = this.#services;
    if (this.#until.getTime() - now().getTime() > (leaseSeconds * 1000) / 2) return;
    this.#renewing ??= this.#keep({}).finally(() => {
      this.#renewing = null;
    });
    await this.#renewing;
  }

  /** Gives the day back. What was told to its end is remembered, also when there was nothing to send: no older delivery is to be sent then. */
  async end({ told }: { told: boolean }): Promise<void> {
    const { ledger, now, job } = this.#services;
    const { token, lastJob } = this.#hold;
    const isLatest = lastJob === null || lastJob <= job;
    await ledger.keep(this.#day, { token, until: now(), ...(told && isLatest && { lastJob: job, finished: true }) });
  }

  async #keep(change: { lastJob?: string; finished?: boolean }): Promise<void> {
    const until = leaseFrom(this.#services);
    if (!(await this.#services.ledger.keep(this.#day, { token: this.#hold.token, until, ...change }))) {
      throw new AppError("unavailable", `Another run has taken over the messages of ${this.#day.day}.`, { retryable: true });
    }
    this.#until = until;
  }
}

function leaseFrom({ now, leaseSeconds }: Services): Date {
  return new Date(now().getTime() + leaseSeconds * 1000);
}
