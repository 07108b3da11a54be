/** Today by the reader's own calendar, as a FHIR date. */
export const today = (now: number = Date.now()): string => {
  const date = new Date(now);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** Whether a FHIR date, as far as it is known, lies after today. */
export const isFuture = (date: string, now: number = Date.now()): boolean =>
  date !== "" && date > today(now).slice(0, date.length);
