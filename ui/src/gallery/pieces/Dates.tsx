import type { ReactNode } from "react";
import { Facts } from "../../kit/Facts";
import { useFormat } from "../../kit/useFormat";

export const Dates = (): ReactNode => {
  const format = useFormat();
  const now = new Date(2026, 10, 23, 10, 21).getTime();
  const facts: [string, string][] = [
    ["staffDate", format.staffDate("1981-03-03")],
    ["month", format.staffDate("1981-03")],
    ["staffDateTime", format.staffDateTime(now)],
    ["born", format.born("2019-09-27")],
    ["about", format.born("~1958")],
    ["patientDate", format.patientDate("2026-12-07")],
    ["patientDateTime", format.patientDateTime(new Date(2026, 11, 7, 9, 20).getTime())],
    ["midday", format.patientDateTime(new Date(2026, 11, 7, 12, 0).getTime())],
    ["quantity", format.quantity("1000.50", "mg")],
    ["micrograms", format.quantity(".5", "ug")],
    ["ago", format.ago(now - 3 * 86_400_000)],
    ["recent", format.recent(now - 2 * 86_400_000)],
  ];
  return <Facts facts={facts.map(([label, value]) => ({ label, value }))} />;
};
