import { styled } from "@mui/material/styles";
import { Fragment, type ReactNode } from "react";
import { Text } from "../i18n/text";
import { color, weight } from "../theme/vars";
import { Ltr } from "./Ltr";

const Value = styled("span")({
  display: "inline-block",
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
          <Ltr whole>{value}</Ltr>
        </Value>
      </Fragment>
    ))}
  </span>
);
