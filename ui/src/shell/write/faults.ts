/** What is wrong with a form, field by field, in words. */
import type { MessageId } from "../../i18n/ids";

/** A field's fault: a text and what it speaks of. */
export interface Fault {
  text: MessageId;
  args?: Record<string, string | number>;
}

/** Faults by the name of the field; empty if there is nothing to correct. */
export type Faults<T> = Partial<Record<keyof T & string, Fault>>;

/** Most characters of a line and of a remark; the core's own bounds. */
export const LINE_MAX = 1000;
export const NOTE_MAX = 20_000;

/** A text longer than the core keeps. */
export const tooLong = (value: string, max: number): Fault | undefined =>
  [...value].length > max ? { text: "chart-write-long", args: { max } } : undefined;

/** `value` in the words of one of `fields`, for those that are too long. */
export const longFaults = <T extends object>(
  values: T,
  bounds: Partial<Record<keyof T & string, number>>,
): Faults<T> => {
  const out: Faults<T> = {};
  for (const [name, max] of Object.entries(bounds) as [keyof T & string, number][]) {
    const value = values[name];
    const fault = typeof value === "string" ? tooLong(value, max) : undefined;
    if (fault) {
      out[name] = fault;
    }
  }
  return out;
};

export const hasFaults = (faults: Faults<never>): boolean => Object.keys(faults).length > 0;
