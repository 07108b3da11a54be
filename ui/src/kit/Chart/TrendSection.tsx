import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../ActionButton";
import { Section } from "../Section";
import { TrendChart, type TrendChartProps } from "./TrendChart";

/** A trend under its heading, with the way to its table at the end of the same line. */
export const TrendSection = ({ count, ...chart }: Omit<TrendChartProps, "view"> & { count?: ReactNode }): ReactNode => {
  const text = useText();
  const [table, setTable] = useState(false);
  return (
    <Section
      title={chart.label}
      count={count}
      action={
        <ActionButton kind="quiet" size="small" icon={table ? "pulse" : "table"} onClick={() => setTable(!table)}>
          {text(table ? "kit-show-chart" : "kit-show-table")}
        </ActionButton>
      }
    >
      <TrendChart {...chart} view={table ? "table" : "chart"} />
    </Section>
  );
};
