import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../../i18n/text";
import { NotSentYet } from "../../../kit/NotSentYet";
import { SafeText } from "../../../kit/SafeText";
import { useFormat } from "../../../kit/useFormat";
import type { Said } from "../../../rpc/talk";
import { useMe } from "../../../shell/session";
import { color, size, type, weight } from "../../../theme/vars";

const List = styled("ol")({ listStyle: "none", margin: 0, padding: 0, display: "grid", gap: 12 });
const Item = styled("li")({
  justifySelf: "start",
  maxInlineSize: "min(100%, 34rem)",
  padding: "12px 16px",
  border: `1px solid ${color.border.hairline}`,
  borderRadius: size.radius,
  background: color.surface.sheet,
  overflowWrap: "anywhere",
  "&[data-own]": { justifySelf: "end", background: color.primary.tint, borderColor: "transparent" },
  "& > p": { margin: 0, whiteSpace: "pre-wrap" },
  "@media (forced-colors: active)": { "&[data-own]": { borderColor: "CanvasText" } },
});
const Head = styled("div")({
  ...type("small"),
  display: "flex",
  flexWrap: "wrap",
  gap: "0 10px",
  color: color.text.muted,
  "& > strong": { fontWeight: weight.strong, color: color.text.ink },
});

const Message = ({ said }: { said: Said }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const own = useMe().user === said.by;
  return (
    <Item {...(own ? { "data-own": "" } : {})}>
      <Head>
        <strong>{text(own ? "patient-messages-you" : "patient-messages-clinic")}</strong>
        <span>{format.patientDateTime(said.at)}</span>
        {said.corrected ? <Text id="patient-messages-corrected" /> : null}
      </Head>
      <p>
        <SafeText>{said.text}</SafeText>
      </p>
      {said.unsent ? <NotSentYet /> : null}
    </Item>
  );
};

/** Who said what, oldest first. */
export const Messages = ({ said }: { said: readonly Said[] }): ReactNode => (
  <List>
    {said.map((one) => (
      <Message key={one.item} said={one} />
    ))}
  </List>
);
