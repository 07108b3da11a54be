import { type ReactNode, useState } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Card } from "../../../kit/Card";
import { TrendChart } from "../../../kit/Chart/TrendChart";
import type { Reading } from "../reading";

/** More points than this cannot be told apart on a phone; the list has them all. */
const DRAWN = 120;

/** The trend of both numbers, or the same as a table. One point is no trend. */
export const PressureChart = ({ readings }: { readings: readonly Reading[] }): ReactNode => {
  const text = useText();
  const [table, setTable] = useState(false);
  if (readings.length < 2) return null;
  const earliest = readings.slice(0, DRAWN).reverse();
  const points = (of: "upper" | "lower") => earliest.map((one) => ({ at: one.at, value: String(one[of]) }));
  return (
    <Card title={text("patient-readings-chart")}>
      <TrendChart
        label={text("patient-readings-chart")}
        sentence={text("patient-readings-usual")}
        unit="mm[Hg]"
        view={table ? "table" : "chart"}
        gapDays={30}
        series={[
          { id: "upper", label: text("patient-readings-upper-series"), points: points("upper") },
          { id: "lower", label: text("patient-readings-lower-series"), points: points("lower") },
        ]}
      />
      <div>
        <ActionButton kind="quiet" icon={table ? "pulse" : "table"} onClick={() => setTable(!table)}>
          <Text id={table ? "kit-show-chart" : "kit-show-table"} />
        </ActionButton>
      </div>
    </Card>
  );
};
