import { styled } from "@mui/material/styles";
import { Fragment, type ReactNode } from "react";
import { Text } from "../i18n/text";
import { color, weight } from "../theme/vars";

const Value = styled("span")({
  display: "inline-block",
  whiteSpace: "nowrap",
  paddingInline: 5,
  border: `1px dashed ${color.needs.line}`,
  borderRadius: 4,
  fontWeight: weight.strong,
  background: color.surface.sheet,
  color: color.text.ink,
});

/** Every value that stands, same size, in the order given; none is preferred. */
export const Disputed = ({ values }: { values: readonly string[] }): ReactNode => (
  <span>
    {values.map((value, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: two people may have written the same value
      <Fragment key={at}>
        {at > 0 ? (
          <>
            {" "}
            <bdi>
              <Text id="kit-or" />
            </bdi>{" "}
          </>
        ) : null}
        <Value>
          {/* A dose runs left to right, a date in Arabic does not: each tells by its first letter. */}
          <bdi dir="auto">{value}</bdi>
        </Value>
      </Fragment>
    ))}
  </span>
);
