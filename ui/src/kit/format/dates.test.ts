import { describe, expect, test } from "vitest";
import { clock, daysAgo, patientDate, patientTime, staffDate, staffDateTime } from "./dates";
import { partsOf } from "./moment";

const NOW = Date.UTC(2026, 10, 23, 10, 21);
const WORDS = { noon: "midday", midnight: "midnight" };

describe("staff", () => {
  test("D+Ta-0002 a date is day, month in letters, year", () => {
    expect(staffDate("1981-03-03", "en-GB")).toBe("03-Mar-1981");
    expect(staffDate("2026-09-01", "en-GB")).toBe("01-Sep-2026");
  });

  test("D+Ta-0003 what is not known of a date is not made up", () => {
    expect(staffDate("1981-03", "en-GB")).toBe("Mar-1981");
    expect(staffDate("1981", "en-GB")).toBe("1981");
    expect(staffDateTime("1981-03-03", "en-GB")).toBe("03-Mar-1981");
    expect(clock("1981-03-03")).toBeNull();
  });

  test("D+Ta-0005 a time runs over 24 hours", () => {
    expect(clock(NOW, "UTC")).toBe("10:21");
    expect(clock(Date.UTC(2026, 10, 23, 0, 5), "UTC")).toBe("00:05");
    expect(staffDateTime(Date.UTC(2026, 10, 23, 17, 30), "en-GB", "UTC")).toBe("23-Nov-2026 17:30");
  });

  test("D+Ta-0010 the order stays in every language, with Western figures", () => {
    expect(staffDate("1964-07-14", "fr-FR")).toBe("14-juil-1964");
    expect(staffDate("1964-07-14", "ar-u-nu-latn")).toBe("14-يوليو-1964");
  });

  test("a date without a time is the same day in every zone", () => {
    for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "Africa/Nairobi"]) {
      expect(staffDate("2026-01-01", "en-GB", zone)).toBe("01-Jan-2026");
    }
  });

  test("an instant is shown on the reader's clock, summer time included", () => {
    const before = Date.UTC(2026, 2, 29, 0, 59);
    expect(staffDateTime(before, "en-GB", "Europe/London")).toBe("29-Mar-2026 00:59");
    expect(staffDateTime(before + 60_000, "en-GB", "Europe/London")).toBe("29-Mar-2026 02:00");
    expect(staffDateTime("2026-11-23T23:30:00+03:00", "en-GB", "UTC")).toBe("23-Nov-2026 20:30");
  });

  test.each(["2026-02-30", "2026-13-01", "2026-00-10", "26-01-01", "yesterday", "", "2026-1-1"])(
    "%j is no date",
    (text) => {
      expect(staffDate(text, "en-GB")).toBeNull();
      expect(partsOf(text)).toBeNull();
    },
  );

  test("a number that is no moment is no date", () => {
    expect(staffDate(Number.NaN, "en-GB")).toBeNull();
    expect(staffDate(Number.POSITIVE_INFINITY, "en-GB")).toBeNull();
  });

  test("leap days exist in leap years alone", () => {
    expect(staffDate("2024-02-29", "en-GB")).toBe("29-Feb-2024");
    expect(staffDate("1900-02-29", "en-GB")).toBeNull();
  });
});

describe("patients", () => {
  test("read the day of the week, and the year only when it is another", () => {
    expect(patientDate("2026-12-07", "en-GB", NOW)).toBe("Monday 7 December");
    expect(patientDate("2027-01-04", "en-GB", NOW)).toBe("Monday 4 January 2027");
    expect(patientDate("2026-12-07", "fr-FR", NOW)).toBe("lundi 7 décembre");
    expect(patientDate("2026-12-07", "ar-u-nu-latn", NOW)).toBe("الاثنين، 7 ديسمبر");
    expect(patientDate("2026-12", "en-GB", NOW)).toBe("December 2026");
    expect(patientDate("1981", "en-GB", NOW)).toBe("1981");
  });

  test("read times as people say them", () => {
    const at = (hour: number, minute: number) =>
      patientTime(Date.UTC(2026, 11, 7, hour, minute), "en-GB", WORDS, "UTC");
    expect(at(9, 20)).toBe("9:20am");
    expect(at(17, 30)).toBe("5:30pm");
    expect(at(17, 0)).toBe("5pm");
    expect(at(12, 0)).toBe("midday");
    expect(at(0, 0)).toBe("midnight");
    expect(at(12, 5)).toBe("12:05pm");
    expect(at(0, 5)).toBe("12:05am");
  });

  test("read times in the way of their language", () => {
    expect(patientTime(Date.UTC(2026, 11, 7, 17, 30), "fr-FR", WORDS, "UTC")).toBe("17:30");
  });
});

test("days are counted by the calendar, not by hours", () => {
  const late = Date.UTC(2026, 10, 22, 23, 59);
  expect(daysAgo(late, Date.UTC(2026, 10, 23, 0, 1), "UTC")).toBe(1);
  expect(daysAgo("2026-11-20", NOW, "UTC")).toBe(3);
  expect(daysAgo("2026-11-25", NOW, "UTC")).toBe(-2);
  expect(daysAgo("2026", NOW, "UTC")).toBeNull();
});
