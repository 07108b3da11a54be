import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { color, type } from "../../theme/vars";
import { Flag } from "../Flag";
import { quantity } from "../format/decimal";
import { Ltr } from "../Ltr";
import { useFormat } from "../useFormat";
import type { TrendSeries } from "./trend";

const Table = styled("table")({
  inlineSize: "100%",
  borderCollapse: "collapse",
  "& :is(th, td)": {
    padding: "6px 12px 6px 0",
    textAlign: "start",
    fontWeight: "inherit",
    borderBlockEnd: `1px solid ${color.border.hairline}`,
  },
  "& thead th": { ...type("small"), color: color.text.subtle, borderBlockEndColor: color.border.rule },
});
const Scroll = styled("div")({ overflow: "auto", maxBlockSize: 360 });

/** The same readings as rows, latest first. */
export const TrendTable = ({
  label,
  unit,
  series,
}: {
  label: string;
  unit: string;
  series: readonly TrendSeries[];
}): ReactNode => {
  const text = useText();
  const format = useFormat();
  const times = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => b - a);
  return (
    <Scroll role="region" aria-label={label} tabIndex={0}>
      <Table>
        <thead>
          <tr>
            <th scope="col">{text("kit-date")}</th>
            {series.map(({ id, label: words }) => (
              <th key={id} scope="col">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((at) => (
            <tr key={at}>
              <th scope="row">{format.staffDateTime(at)}</th>
              {series.map(({ id, points }) => {
                const point = points.find((one) => one.at === at);
                return (
                  <td key={id}>
                    {point?.value === null || point?.value === undefined ? (
                      text("kit-not-taken")
                    ) : (
                      <Ltr whole>{quantity(point.value, unit)}</Ltr>
                    )}{" "}
                    {point?.flag ? <Flag kind={point.flag} /> : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Table>
    </Scroll>
  );
};
